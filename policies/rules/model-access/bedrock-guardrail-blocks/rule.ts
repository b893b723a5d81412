import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { hasUnknown, isObject, textOf, valuesAt } from "../../../core/values";
import { MANAGED_INVOKERS, managedInvocationsOf } from "../../../readers/models/managed-invocations";

/**
 * The policies of a guardrail, and where `@pulumi/aws` 7.48 and, where it differs, CloudFormation list their filters. Each
 * filter blocks unless its strengths or its actions are `NONE`.
 */
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  "harmful content": ["contentPolicyConfig.filtersConfigs[]", "contentPolicyConfig.filtersConfig[]"],
  topics: ["topicPolicyConfig.topicsConfigs[]", "topicPolicyConfig.topicsConfig[]"],
  words: [
    "wordPolicyConfig.wordsConfigs[]",
    "wordPolicyConfig.wordsConfig[]",
    "wordPolicyConfig.managedWordListsConfigs[]",
    "wordPolicyConfig.managedWordListsConfig[]",
  ],
  "sensitive information": [
    "sensitiveInformationPolicyConfig.piiEntitiesConfigs[]",
    "sensitiveInformationPolicyConfig.piiEntitiesConfig[]",
    "sensitiveInformationPolicyConfig.regexesConfigs[]",
    "sensitiveInformationPolicyConfig.regexesConfig[]",
  ],
  "ungrounded answers": [
    "contextualGroundingPolicyConfig.filtersConfigs[]",
    "contextualGroundingPolicyConfig.filtersConfig[]",
  ],
  "false statements": ["automatedReasoningPolicyConfig.policies[]"],
};
const SIDES = ["input", "output"] as const;
/** What a filter does about one side: with `NONE` for an action it detects, and lets pass what it finds. */
type Effect = "blocks" | "detects" | "off" | Unknown;

const GUARDRAIL = "aws:bedrock/guardrail:Guardrail";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-guardrail-blocks",
  layer: "model-access",
  family: "models",
  severity: "high",
  title: "A guardrail blocks or masks something, and is used in a numbered version",
  scope: "resource",
  types: [GUARDRAIL, ...MANAGED_INVOKERS],

  judge(resource): Verdict {
    return resource.type === GUARDRAIL ? judgeGuardrail(resource) : judgeInvoker(resource);
  },
};

function judgeGuardrail(guardrail: ResourceRecord): Verdict {
  const policies = policiesOf(guardrail);
  const effects = policies.flatMap((policy) => policy.effects);
  const onlyDetected = policies.find((policy) => policy.effects.includes("detects") && !mayBlock(policy.effects));
  if (effects.includes("blocks") && !onlyDetected) return { outcome: "pass" };
  if (mayBlock(effects) && !onlyDetected) {
    return { outcome: "undetermined", reason: "its filters are not known yet" };
  }
  return {
    outcome: "violation",
    found: onlyDetected
      ? `${guardrail.name} only detects ${onlyDetected.title} in ${onlyDetected.side === "input" ? "prompts" : "answers"}: no filter of that policy blocks or masks there`
      : `${guardrail.name} has no filter that blocks or masks anything`,
    required: "in each policy a filter whose strength or action is not NONE, on each side that the policy looks at",
    fix: 'block on that side, for example contentPolicyConfig: { filtersConfigs: [{ type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" }] }, and keep NONE for a filter on trial beside others',
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

/** What the filters of each policy do, side by side. */
function policiesOf({ props }: ResourceRecord) {
  return Object.entries(POLICIES).flatMap(([title, paths]) => {
    const filters = paths.flatMap((path) => valuesAt(props, path));
    return SIDES.map((side) => ({ title, side, effects: filters.map((filter) => effectOf(filter, side)) }));
  });
}

function mayBlock(effects: readonly Effect[]): boolean {
  return effects.includes("blocks") || effects.includes(UNKNOWN);
}

function effectOf(filter: unknown, side: (typeof SIDES)[number]): Effect {
  if (filter === UNKNOWN) return UNKNOWN;
  if (!isObject(filter)) return "blocks";
  const strength = filter[`${side}Strength`];
  const action = filter[`${side}Action`] ?? filter.action;
  const enabled = filter[`${side}Enabled`];
  if (textOf(strength) === "NONE" || enabled === false) return "off";
  if (hasUnknown([strength, action, enabled])) return textOf(action) === "NONE" ? "detects" : UNKNOWN;
  return textOf(action) === "NONE" ? "detects" : "blocks";
}
