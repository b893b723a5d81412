import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { allHold, type Context, type Ternary } from "../../../readers/iam/conditions";
import type { Condition, Statement } from "../../../readers/iam/document";
import { otherIdentities } from "../../../readers/iam/federated-identities";
import { ROLES } from "../../../readers/iam/permissions";
import { contextsFor } from "../../../readers/iam/request-contexts";
import { callersOf, STRANGER, serviceCallsFor } from "../../../readers/iam/strangers";
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
    "frauddetector", // https://docs.aws.amazon.com/frauddetector/latest/ug/confused-deputy-prevention.html
    "iot", // https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html
    "personalize", // https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html
    "events", // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
    "sagemaker", // https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
    "scheduler", // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    "states", // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
    "vpc-flow-logs", // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  ].map((service) => `${service}.amazonaws.com`),
);

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
      if (kind === "Service") return serviceOf(member, conditions);
      if (kind === "Federated" && !member.includes(":saml-provider/")) {
        const mayAssume = meetsAny(conditions, otherIdentities(conditions));
        return [{ who: "identities of others at an identity provider", mayAssume }];
      }
      if (member === "*") {
        const callers = callersOf(STRANGER, conditions, false);
        return [{ who: "principals of any account", mayAssume: meetsAny(conditions, callers) }];
      }
      return [];
    }),
  );
}

/**
 * A service, and whether it assumes the role for a stranger. One that is not known to say for whom it acts is asked where
 * the policy believes that it does.
 */
function serviceOf(service: string, conditions: readonly Condition[]): TrustedPrincipal[] {
  const isListed = SERVICES_WITH_SOURCE_KEYS.has(service);
  if (!isListed && !conditions.some(({ key }) => key.startsWith("aws:source"))) return [];
  const calls = serviceCallsFor(STRANGER, service, conditions).filter((facts) => {
    const source = facts.get("aws:sourcearn");
    return isListed || (source !== UNKNOWN && source?.length === 1);
  });
  return [{ who: `${service} for any account`, mayAssume: meetsAny(conditions, calls) }];
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
