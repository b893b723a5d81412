import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { allHold, type Context, type Ternary } from "../../../readers/iam/conditions";
import type { Condition, Statement } from "../../../readers/iam/document";
import { ROLES } from "../../../readers/iam/permissions";
import { contextsFor } from "../../../readers/iam/request-contexts";
import { allowsAssumeRole, trustDocument } from "../../../readers/iam/trust";

/**
 * Services that say on whose behalf they ask for a role, so that a condition can hold them to it; each page read 2026-11.
 * Lambda and EC2 are not here: a role can only be passed to them within its own account.
 */
const SERVICES_WITH_SOURCE_KEYS: ReadonlySet<string> = new Set(
  [
    "bedrock", // https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html
    "bedrock-agentcore", // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
    "ecs-tasks", // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
    "events", // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
    "sagemaker", // https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
    "scheduler", // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    "states", // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
    "vpc-flow-logs", // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  ].map((service) => `${service}.amazonaws.com`),
);
const EXTERNAL_ACCOUNT = "000000000000";

/** See why.md. */
export const rule: Rule = {
  id: "iam-trust-has-source-conditions",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: [],
  title: "A role trusts services, identity providers and accounts only on behalf of its own account",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const document = trustDocument(role);
    if (document === UNKNOWN) return { outcome: "undetermined", reason: "the trust policy is not known yet" };
    const trusted = (document ?? []).filter(allowsAssumeRole).flatMap(trustedPrincipalsOf);
    if (trusted.length === 0) return { outcome: "not-applicable", reason: "nobody it trusts acts for others" };

    const open = trusted.filter(({ mayAssume }) => mayAssume === true);
    if (open.length > 0) {
      return {
        outcome: "violation",
        found: `${role.name} can be taken on by ${joinWithAnd(open.map(({ who }) => who))}`,
        required: "a trust policy that only requests of this account, or of named identities, meet",
        fix: "add aws:SourceAccount and aws:SourceArn, the identity provider's sub, or the named principals, as WorkloadRole does",
      };
    }
    if (trusted.some(({ mayAssume }) => mayAssume === UNKNOWN)) {
      return { outcome: "undetermined", reason: "a condition of the trust policy is not known yet" };
    }
    return { outcome: "pass" };
  },
};

interface TrustedPrincipal {
  /** Who would assume the role, in words. */
  readonly who: string;
  readonly mayAssume: Ternary;
}

/** The principals of a statement that act for others, and whether an external request of theirs meets its conditions. */
function trustedPrincipalsOf({ principals, conditions }: Statement): TrustedPrincipal[] {
  if (!principals) return [];
  if (principals.negated) return [{ who: "everyone but a few", mayAssume: true }];
  return [...principals.byKind].flatMap(([kind, members]) =>
    members.flatMap((member): TrustedPrincipal[] => {
      if (member === UNKNOWN) return [{ who: "somebody", mayAssume: UNKNOWN }];
      if (kind === "Service" && SERVICES_WITH_SOURCE_KEYS.has(member)) {
        return [{ who: `${member} for anybody's account`, mayAssume: meetsAny(conditions, [serviceFacts(member)]) }];
      }
      if (kind === "Federated" && !member.includes(":saml-provider/")) {
        return [
          {
            who: "anybody whom an identity provider signs in",
            mayAssume: meetsAny(conditions, otherIdentities(conditions)),
          },
        ];
      }
      if (member === "*") return [{ who: "anybody in any account", mayAssume: meetsAny(conditions, [EXTERNAL_FACTS]) }];
      return [];
    }),
  );
}

function serviceFacts(service: string): Context {
  const prefix = service.slice(0, service.indexOf("."));
  return new Map([
    ["aws:sourceaccount", [EXTERNAL_ACCOUNT]],
    ["aws:sourcearn", [`arn:aws:${prefix}:eu-west-1:${EXTERNAL_ACCOUNT}:plinth/other`]],
    ["aws:sourceorgid", ["o-plinthother"]],
    ["aws:sourceorgpaths", ["o-plinthother/r-ab12/"]],
  ]);
}

const EXTERNAL_FACTS: Context = new Map([
  ["aws:principalaccount", [EXTERNAL_ACCOUNT]],
  ["aws:principalarn", [`arn:aws:iam::${EXTERNAL_ACCOUNT}:role/plinth-other`]],
  ["aws:principalorgid", ["o-plinthother"]],
  ["aws:principalorgpaths", ["o-plinthother/r-ab12/"]],
  ["sts:externalid", []],
]);

/** Tokens of somebody else at the same provider: another repository, another user pool, another service account. */
function otherIdentities(conditions: readonly Condition[]): readonly Context[] {
  const keys = conditions.map(({ key }) => key);
  const naming = keys.filter((key) => /:(sub|aud|amr|oaud|email|groups?|repository.*)$/.test(key));
  const audience = naming.filter((key) => key.endsWith(":aud") && !key.startsWith("cognito-identity."));
  return [
    "plinth-other",
    "repo:plinth-other/other:ref:refs/heads/main",
    "system:serviceaccount:plinth-other:other",
  ].map(
    // An audience such as sts.amazonaws.com is everybody's: it tells nobody apart.
    (token) => new Map(naming.filter((key) => !audience.includes(key)).map((key) => [key, [token]])),
  );
}

/** Whether some request meets all conditions. */
function meetsAny(conditions: readonly Condition[], requests: readonly Context[]): Ternary {
  let answer: Ternary = false;
  for (const facts of requests) {
    const contexts = contextsFor(conditions, facts);
    if (contexts === UNKNOWN) return UNKNOWN;
    for (const context of contexts) {
      const one = allHold(conditions, context);
      if (one === true) return true;
      if (one === UNKNOWN) answer = UNKNOWN;
    }
  }
  return answer;
}
