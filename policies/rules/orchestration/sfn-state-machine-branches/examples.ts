import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const CALL = { Type: "Task", Resource: "arn:aws:states:::bedrock:invokeModel" };
const machine = (definition: unknown): RuleExample["resources"] => [
  { type: "aws:sfn/stateMachine:StateMachine", name: "intake", props: { definition } },
];
const of = (States: object) => machine(JSON.stringify({ StartAt: "Answer", States }));

export const examples: RuleExample[] = [
  {
    title: "a choice after the call",
    resources: of({ Answer: { ...CALL, Next: "Sure" }, Sure: { Type: "Choice" } }),
    outcome: "pass",
  },
  {
    title: "two steps",
    resources: of({ Answer: CALL, Store: { Type: "Task", Resource: "arn:aws:states:::dynamodb:putItem" } }),
    outcome: "pass",
  },
  {
    title: "a call for each document",
    resources: of({ Each: { Type: "Map", ItemProcessor: { States: { Answer: CALL } } } }),
    outcome: "pass",
  },
  { title: "one call", resources: of({ Answer: CALL }), outcome: "violation" },
  {
    title: "one call through the SDK integration, tidied up",
    resources: of({
      Answer: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:bedrockruntime:converse" },
      Tidy: { Type: "Pass" },
    }),
    outcome: "violation",
  },
  { title: "a definition that is not known yet", resources: machine(UNKNOWN), outcome: "undetermined" },
  {
    title: "a workflow without models",
    resources: of({ Store: { Type: "Task", Resource: "arn:aws:states:::dynamodb:putItem" } }),
    outcome: "not-applicable",
  },
  { title: "a definition that is no JSON", resources: machine("{"), outcome: "not-applicable" },
];
