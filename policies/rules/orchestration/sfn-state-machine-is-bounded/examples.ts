import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";

const ASK = { Type: "Task", Resource: "arn:aws:states:::bedrock:invokeModel" };
const machine = (definition: unknown, props: object = {}): RuleExample["resources"] => [
  { type: "aws:sfn/stateMachine:StateMachine", name: "flow", props: { definition, ...props } },
];
const defined = (States: object, more: object = { TimeoutSeconds: 300 }, props: object = {}) =>
  machine(JSON.stringify({ StartAt: "Ask", States, ...more }), props);
const again = (...Choices: readonly object[]) => ({
  Ask: { ...ASK, Next: "Enough" },
  Enough: { Type: "Choice", Choices, Default: "End" },
  End: { Type: "Succeed" },
});
const fewer = { Variable: "$.round", NumericLessThan: 5, Next: "Ask" };

const approval = (limit: object, whole: object = {}, props: object = { tags: tags("support") }) =>
  defined(
    { Ask: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", ...limit, End: true } },
    whole,
    props,
  );

export const examples: RuleExample[] = [
  { title: "an approval that is waited for without limit", resources: approval({}), outcome: "violation" },
  { title: "an approval that is waited for a day", resources: approval({ TimeoutSeconds: 86_400 }), outcome: "pass" },
  {
    title: "a workflow that waits for an approval, and ends",
    resources: approval({}, { TimeoutSeconds: 86_400 }),
    outcome: "pass",
  },
  {
    title: "near miss: an approval that has nothing to do with models",
    resources: approval({}, {}, {}),
    outcome: "not-applicable",
  },
  { title: "one call and a time limit", resources: defined({ Ask: { ...ASK, End: true } }), outcome: "pass" },
  { title: "a loop that counts", resources: defined(again(fewer)), outcome: "pass" },
  {
    title: "a loop that counts, among other things",
    resources: defined(again({ And: [{ Variable: "$.done", BooleanEquals: false }, fewer], Next: "Ask" })),
    outcome: "pass",
  },
  {
    title: "a loop that counts in JSONata",
    resources: defined(again({ Condition: "{% $round < 5 %}", Next: "Ask" })),
    outcome: "pass",
  },
  {
    title: "an express workflow ends after five minutes",
    resources: defined({ Ask: { ...ASK, End: true } }, {}, { type: "EXPRESS" }),
    outcome: "pass",
  },
  { title: "no time limit", resources: defined({ Ask: { ...ASK, End: true } }, {}), outcome: "violation" },
  {
    title: "near miss: a limit for one step alone",
    resources: defined({ Ask: { ...ASK, TimeoutSeconds: 60, End: true } }, {}),
    outcome: "violation",
  },
  {
    title: "a loop until the model says so",
    resources: defined(again({ Variable: "$.stop", StringEquals: "tool_use", Next: "Ask" })),
    outcome: "violation",
  },
  {
    title: "a loop of an agent that is caught and tried again",
    resources: defined({
      Ask: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:bedrockagentruntime:invokeAgent",
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Rest" }],
        End: true,
      },
      Rest: { Type: "Wait", Seconds: 5, Next: "Ask" },
    }),
    outcome: "violation",
  },
  {
    title: "a loop inside of a map",
    resources: defined({
      Each: {
        Type: "Map",
        ItemProcessor: { StartAt: "Ask", States: again({ Variable: "$.stop", IsPresent: false, Next: "Ask" }) },
        End: true,
      },
    }),
    outcome: "violation",
  },
  {
    title: "near miss: a loop that asks no model, beside a model",
    resources: defined({
      Wait: { Type: "Wait", Seconds: 5, Next: "Done" },
      Done: { Type: "Choice", Choices: [{ Variable: "$.done", BooleanEquals: false, Next: "Wait" }], Default: "Ask" },
      Ask: { ...ASK, End: true },
    }),
    outcome: "pass",
  },
  {
    title: "near miss: no model at all",
    resources: defined({ Wait: { Type: "Wait", Seconds: 5, End: true } }, {}),
    outcome: "not-applicable",
  },
  {
    title: "the other provider's properties",
    resources: [
      {
        type: "aws-native:stepfunctions:StateMachine",
        name: "flow",
        props: { definitionString: JSON.stringify({ States: { Ask: ASK } }), stateMachineType: "STANDARD" },
      },
    ],
    outcome: "violation",
  },
  { title: "a definition that is not known yet", resources: machine(UNKNOWN), outcome: "undetermined" },
  {
    title: "a type that is not known yet",
    resources: defined({ Ask: { ...ASK, End: true } }, {}, { type: UNKNOWN }),
    outcome: "undetermined",
  },
];
