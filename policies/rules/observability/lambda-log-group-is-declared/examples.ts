import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const lambda = (props: Record<string, unknown>, refersTo?: Record<string, string>) => ({
  type: "aws:lambda/function:Function",
  name: "answer",
  props: { name: "answer-1234567", ...props },
  refersTo,
});
const group = (name: unknown) => ({ type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", props: { name } });

export const examples: RuleExample[] = [
  {
    title: "declared by the name that Lambda uses",
    resources: [lambda({}), group("/aws/lambda/answer-1234567"), model],
    outcome: "pass",
  },
  {
    title: "declared by a name of its own",
    resources: [
      lambda({ loggingConfig: { logFormat: "JSON", logGroup: "logs" } }, { loggingConfig: "logs" }),
      group("logs"),
      model,
    ],
    outcome: "pass",
  },
  { title: "not declared", resources: [lambda({}), model], outcome: "violation" },
  {
    title: "near miss: a log group of another function",
    resources: [lambda({}), group("/aws/lambda/answer"), model],
    outcome: "violation",
  },
  {
    title: "a function whose name is not known yet",
    resources: [lambda({ name: UNKNOWN }), model],
    outcome: "undetermined",
  },
  {
    title: "a log group whose name is not known yet",
    resources: [lambda({}), group(UNKNOWN), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [lambda({})], outcome: "violation" },
  {
    title: "an alias of a function",
    resources: [{ type: "aws:lambda/alias:Alias", name: "live", props: {} }],
    outcome: "not-applicable",
  },
];
