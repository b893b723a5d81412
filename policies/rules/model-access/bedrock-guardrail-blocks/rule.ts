import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { anyTrue, hasUnknown, isObject, textOf, valuesAt } from "../../../core/values";
import { MANAGED_INVOKERS, managedInvocationsOf } from "../../../readers/models/managed-invocations";

/**
 * Lists of filters by policy, in `@pulumi/aws` 7.48 and, where it differs, in CloudFormation. Each filter blocks unless its
 * strengths or its actions are `NONE`.
 */
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  contentPolicyConfig: ["filtersConfigs[]", "filtersConfig[]"],
  topicPolicyConfig: ["topicsConfigs[]", "topicsConfig[]"],
  wordPolicyConfig: ["wordsConfigs[]", "wordsConfig[]", "managedWordListsConfigs[]", "managedWordListsConfig[]"],
  sensitiveInformationPolicyConfig: [
    "piiEntitiesConfigs[]",
    "piiEntitiesConfig[]",
    "regexesConfigs[]",
    "regexesConfig[]",
  ],
  contextualGroundingPolicyConfig: ["filtersConfigs[]", "filtersConfig[]"],
  automatedReasoningPolicyConfig: ["policies[]"],
};

const GUARDRAIL = "aws:bedrock/guardrail:Guardrail";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-guardrail-blocks",
  layer: "model-access",
  family: "models",
  severity: "high",
  title: "A guardrail blocks or masks something by each of its policies, and is used in a numbered version",
  scope: "resource",
  types: [GUARDRAIL, ...MANAGED_INVOKERS],

  judge(resource): Verdict {
    return resource.type === GUARDRAIL ? judgeGuardrail(resource) : judgeInvoker(resource);
  },
};

function judgeGuardrail(guardrail: ResourceRecord): Verdict {
  const policies = Object.entries(POLICIES)
    .map(([policy, lists]) => ({
      policy,
      filters: lists.flatMap((list) => valuesAt(guardrail.props, `${policy}.${list}`)),
    }))
    .filter(({ filters }) => filters.length > 0)
    .map(({ policy, filters }) => ({ policy, blocks: anyTrue(filters.map(filterBlocks)) }));
  const idle = policies.find(({ blocks }) => blocks === false);
  if (policies.length > 0 && !idle) {
    return policies.every(({ blocks }) => blocks === true)
      ? { outcome: "pass" }
      : { outcome: "undetermined", reason: "its filters are not known yet" };
  }
  return {
    outcome: "violation",
    found: idle
      ? `${guardrail.name} has filters in ${idle.policy} that neither block nor mask anything`
      : `${guardrail.name} has no filter that blocks or masks anything`,
    required: "in each policy of the guardrail at least one filter whose strength or action is not NONE",
    fix: 'add a filter, for example contentPolicyConfig: { filtersConfigs: [{ type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" }] }',
  };
}

/** The draft of a guardrail changes with every update, without a version that a review could name. */
function judgeInvoker(invoker: ResourceRecord): Verdict {
  const invocations = managedInvocationsOf(invoker);
  if (invocations === UNKNOWN)
    return { outcome: "undetermined", reason: "where it has models answer is not known yet" };
  const versions = invocations.flatMap((invocation) => invocation.versions);
  if (versions.length === 0) return { outcome: "not-applicable", reason: "it names no guardrail" };
  if (versions.includes("DRAFT")) {
    return {
      outcome: "violation",
      found: `${invoker.name} uses the draft of its guardrail`,
      required: "a numbered version of the guardrail",
      fix: "create an aws.bedrock.GuardrailVersion and set its version as guardrailVersion",
    };
  }
  return versions.includes(UNKNOWN)
    ? { outcome: "undetermined", reason: "the version of its guardrail is not known yet" }
    : { outcome: "pass" };
}

function filterBlocks(filter: unknown): boolean | Unknown {
  if (filter === UNKNOWN) return UNKNOWN;
  if (!isObject(filter)) return true;
  const sides = [
    { strength: filter.inputStrength, action: filter.inputAction ?? filter.action, enabled: filter.inputEnabled },
    { strength: filter.outputStrength, action: filter.outputAction ?? filter.action, enabled: filter.outputEnabled },
  ];
  return anyTrue(
    sides.map(({ strength, action, enabled }) => {
      if ([strength, action].some((value) => textOf(value) === "NONE") || enabled === false) return false;
      return hasUnknown([strength, action, enabled]) ? UNKNOWN : true;
    }),
  );
}
