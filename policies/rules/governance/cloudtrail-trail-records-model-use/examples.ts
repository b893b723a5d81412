import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const field = (name: unknown, ...equals: unknown[]) => ({ field: name, equals });
const management = { fieldSelectors: [field("eventCategory", "Management")] };
const data = (type: unknown, ...more: object[]) => ({
  fieldSelectors: [field("eventCategory", "Data"), field("resources.type", type), ...more],
});
const USES = ["Model", "AsyncInvoke", "AgentAlias", "InlineAgent", "FlowAlias", "KnowledgeBase"].map(
  (name) => `AWS::Bedrock::${name}`,
);
const whole = [management, ...USES.map((type) => data(type))];
const trail = (advancedEventSelectors: unknown, more: object = {}) => ({
  type: "aws:cloudtrail/trail:Trail",
  name: "audit",
  props: { advancedEventSelectors, ...more },
});

export const examples: RuleExample[] = [
  { title: "every use, each by its own selector", resources: [trail(whole), model], outcome: "pass" },
  {
    title: "management events without those of the key service",
    resources: [
      trail([
        {
          fieldSelectors: [
            field("eventCategory", "Management"),
            { field: "eventSource", notEquals: ["kms.amazonaws.com"] },
          ],
        },
        ...whole.slice(1),
      ]),
      model,
    ],
    outcome: "pass",
  },
  { title: "no selectors: management events only", resources: [trail(undefined), model], outcome: "violation" },
  {
    title: "near miss: basic selectors know no data events of Bedrock",
    resources: [trail(undefined, { eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }] }), model],
    outcome: "violation",
  },
  {
    title: "near miss: data events and no management events",
    resources: [trail(whole.slice(1)), model],
    outcome: "violation",
  },
  {
    title: "near miss: knowledge bases left out",
    resources: [trail([management, ...USES.slice(0, -1).map((type) => data(type))]), model],
    outcome: "violation",
  },
  {
    title: "near miss: one agent only",
    resources: [
      trail([
        management,
        ...USES.map((type) => data(type, ...(type.endsWith("AgentAlias") ? [field("resources.ARN", "one")] : []))),
      ]),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: management events without Bedrock's",
    resources: [
      trail([
        {
          fieldSelectors: [
            field("eventCategory", "Management"),
            { field: "eventSource", notEquals: ["bedrock.amazonaws.com"] },
          ],
        },
        ...whole.slice(1),
      ]),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a type that is not known yet",
    resources: [trail([management, ...USES.slice(1).map((type) => data(type)), data(UNKNOWN)]), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [trail(undefined)], outcome: "not-applicable" },
];
