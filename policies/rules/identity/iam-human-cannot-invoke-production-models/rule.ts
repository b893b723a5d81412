import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { worstOf } from "../../../core/verdicts";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { WORKLOAD_TYPES } from "../../../readers/estate/workload-types";
import type { Effect } from "../../../readers/iam/action-routes";
import { ROLE_USING_TYPES } from "../../../readers/iam/compute-roles";
import type { Access, OpenRoutes } from "../../../readers/iam/open-routes";
import { outsidePrincipalsOf, POLICY_GIVING_TYPES } from "../../../readers/iam/outside-principals";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, isPermissionSet, isRole, PERMISSION_SETS, ROLES, USERS } from "../../../readers/iam/permissions";
import { productionAccessOf, productionAccessOfOutsider } from "../../../readers/iam/production-access";
import { sessionsOf } from "../../../readers/iam/trust";
import { isProduction } from "../../../readers/resource/tags";
import { CLUSTER_ACCESS, judgeClusterAccess } from "./cluster-access";

const MODEL_KEY = "aws:iam/serviceSpecificCredential:ServiceSpecificCredential";

/** See why.md. */
export const rule: Rule = {
  id: "iam-human-cannot-invoke-production-models",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: [...PERMISSION_TYPES, ...ROLE_USING_TYPES, ...WORKLOAD_TYPES],
  causes: PERMISSION_TYPES,
  title: "No person and no team can invoke a production model or change what production runs, by any route",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS, ...POLICY_GIVING_TYPES, MODEL_KEY, CLUSTER_ACCESS],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (resource.type === MODEL_KEY) return judgeModelKey(resource, estate);
    if (resource.type === CLUSTER_ACCESS) return judgeClusterAccess(resource, estate);
    return POLICY_GIVING_TYPES.includes(resource.type)
      ? judgeOutsidePrincipals(resource, estate)
      : judgePrincipal(resource, estate);
  },
};

function judgePrincipal(principal: ResourceRecord, estate: Estate): Verdict {
  const who = sessionsBehind(principal, estate);
  if (who.people.length === 0 && who.complete) return { outcome: "not-applicable", reason: "no person can act as it" };
  const access = productionAccessOf(principal, estate);
  const [first] = access.open;
  if (!first) return withoutWays(access);
  if (isProduction(principal, estate.standard) === UNKNOWN) {
    return { outcome: "undetermined", reason: `it can ${describe(first)}, and its environment is not known yet` };
  }
  if (who.people.length === 0) {
    return { outcome: "undetermined", reason: `it can ${describe(first)}, and who can act as it is not known` };
  }
  return violation(`${principal.name}, open to ${joinWithAnd(who.people)},`, access.open, first);
}

/** A principal that this run does not manage is judged by what it is given here. */
function judgeOutsidePrincipals(holder: ResourceRecord, estate: Estate): Verdict {
  const principals = outsidePrincipalsOf(holder, estate);
  if (principals.length === 0) return { outcome: "not-applicable", reason: "the principal is judged itself" };
  const verdicts = principals.map((principal): Verdict => {
    const access = productionAccessOfOutsider(principal, holder, estate);
    const [first] = access.open;
    if (!first) return withoutWays(access);
    if (principal.isForPeople) {
      return violation(`${holder.name} is for a ${principal.kind} of another stack, which`, access.open, first);
    }
    return {
      outcome: "undetermined",
      reason: `it lets a role of another stack ${describe(first)}, and who can act as that is not known`,
    };
  });
  return worstOf(verdicts);
}

function withoutWays({ unknown }: Access): Verdict {
  return unknown === undefined
    ? { outcome: "pass" }
    : { outcome: "undetermined", reason: `whether it may use ${unknown} in production is not known yet` };
}

function violation(who: string, open: readonly OpenRoutes[], { proof }: OpenRoutes): Verdict {
  return {
    outcome: "violation",
    found: `${who} can ${joinWithAnd(open.map(describe))}, by ${proof.source}`,
    required: "only a workload's own role invokes a production model, and only a pipeline changes what production runs",
    fix: `take the permission away, or deny it with {"Effect": "Deny", "Action": ${JSON.stringify(open.flatMap(({ actions }) => actions))}, "Resource": "*"}`,
  };
}

function sessionsBehind(principal: ResourceRecord, estate: Estate) {
  if (isRole(principal)) return sessionsOf(principal, estate);
  const kind = isPermissionSet(principal) ? "whom it is assigned to" : "its users";
  return { people: [kind], complete: true };
}

/** What each kind of action lets a person do. */
const EFFECTS: Readonly<Record<Effect, string>> = {
  answers: "have production models answer",
  changes: "change what production runs",
  runs: "run production's compute with arguments of its own",
  calls: "have production's programs answer",
  enters: "get into production's compute",
  grants: "give permissions in production",
  passes: "run code under a role that it passes",
};

function describe({ effect, actions, more }: OpenRoutes): string {
  return `${EFFECTS[effect]} with ${joinWithAnd([...actions, ...(more ? ["others"] : [])])}`;
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
