import { parseArn } from "../../../core/arn";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import type { Context } from "../../../readers/iam/conditions";
import { type Permissions, statementsOf } from "../../../readers/iam/evaluate";
import { compileArn, compileGlob } from "../../../readers/iam/glob";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { intersects } from "../../../readers/iam/pattern-intersection";
import { type Finding, mayPerform, type Target } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import {
  GROUPS,
  isPermissionSet,
  isRole,
  PERMISSION_SETS,
  permissionsOf,
  ROLES,
  USERS,
} from "../../../readers/iam/permissions";
import { sessionsOf } from "../../../readers/iam/trust";
import { accountOf } from "../../../readers/resource/account";
import { isProduction } from "../../../readers/resource/tags";

const MODEL_KEY = "aws:iam/serviceSpecificCredential:ServiceSpecificCredential";
/** An account that no policy names stands for the production accounts that a permission set may be assigned to. */
const SOME_ACCOUNT = "000000000000";

/** See why.md. */
export const rule: Rule = {
  id: "iam-human-cannot-invoke-production-models",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "No person and no team can invoke a production model, by any route",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS, MODEL_KEY],

  judge(principal, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (principal.type === MODEL_KEY) return judgeModelKey(principal, estate);

    const who = sessionsBehind(principal, estate);
    if (who.people.length === 0 && who.complete)
      return { outcome: "not-applicable", reason: "no person can act as it" };
    const finding = findProductionInvocation(principal, estate);
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: `whether it may use ${finding.action} in production is not known yet` };
    }
    if (isProduction(principal, estate.standard) === UNKNOWN) {
      return { outcome: "undetermined", reason: "it can invoke models, and its environment is not known yet" };
    }
    if (who.people.length === 0) {
      return { outcome: "undetermined", reason: "it can invoke models, and who can act as it is not known" };
    }
    const { action, source } = finding.proof;
    return {
      outcome: "violation",
      found: `${principal.name}, open to ${joinWithAnd(who.people)}, is allowed ${action} by ${source}`,
      required: "only a workload's own role invokes a production model",
      fix: `take the permission away, or deny the invocation actions in production accounts as TeamPermissionSets does`,
    };
  },
};

function sessionsBehind(principal: ResourceRecord, estate: Estate) {
  if (isRole(principal)) return sessionsOf(principal, estate);
  const kind = isPermissionSet(principal) ? "whom it is assigned to" : "its users";
  return { people: [kind], complete: true };
}

/** Whether it can invoke a production model: in its own account if that is production, in another if a policy names one. */
function findProductionInvocation(principal: ResourceRecord, estate: Estate): Finding {
  const permissions = permissionsOf(principal, estate);
  const production = isProduction(principal, estate.standard);
  const targets = production === false ? targetsInOtherAccounts(principal, permissions) : INVOCATION_ACTIONS;
  return mayPerform(permissions, targets, productionFacts(principal, estate));
}

/** What is certain of a request for a production model. */
function productionFacts(principal: ResourceRecord, { standard }: Estate): Context {
  const [environment = ""] = standard.environments.production;
  const facts = new Map([[`aws:resourcetag/${standard.tagKeys.environment.toLowerCase()}`, [environment]]]);
  if (isPermissionSet(principal)) {
    facts.set("aws:principalaccount", [SOME_ACCOUNT]).set("aws:resourceaccount", [SOME_ACCOUNT]);
  }
  return facts;
}

/** The models in other accounts that a non-production principal's policies name. */
function targetsInOtherAccounts(principal: ResourceRecord, { identity }: Permissions): readonly Target[] {
  const own = accountOf(principal);
  const named = statementsOf(identity)
    .filter(({ effect, resources }) => effect === "Allow" && !resources.negated)
    .flatMap(({ resources }) => resources.patterns)
    .filter((pattern) => {
      const account = pattern === UNKNOWN ? undefined : parseArn(pattern)?.account;
      return account !== undefined && /^\d{12}$/.test(account) && account !== own;
    })
    .filter((pattern) => pattern !== UNKNOWN);
  return INVOCATION_ACTIONS.flatMap(({ action, resources }) => {
    const within = named.filter((n) => resources.some((r) => intersects(compileArn(r), compileGlob(n))));
    return within.length > 0 ? [{ action, resources: within }] : [];
  });
}

/** A long-term key of Bedrock is a password for its models. */
function judgeModelKey(key: ResourceRecord, estate: Estate): Verdict {
  const { serviceName } = key.props;
  if (serviceName === UNKNOWN) return { outcome: "undetermined", reason: "the key's service is not known yet" };
  if (typeof serviceName !== "string" || !serviceName.startsWith("bedrock")) {
    return { outcome: "not-applicable", reason: "not a key for models" };
  }
  const [user] = estate.references(key, "userName", USERS).found;
  if (user && isProduction(user, estate.standard) === false) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${key.name} is a long-term key for models that anyone who holds it can use`,
    required: "only a workload's own role invokes a production model",
    fix: "remove the key, and have the workload sign its requests with its role",
  };
}
