import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";
import { allow, document, inlinePolicy, role } from "../../identity/example-iam";

const INVOKE = document(
  allow("bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"),
);
const workload = [role("answer-role"), inlinePolicy("answer-role", INVOKE)];
const answer = {
  type: "aws:lambda/function:Function",
  name: "answer",
  props: { name: "answer" },
  refersTo: { role: "answer-role" },
};
const alarm = (
  metricName: unknown,
  props: object = {},
  refersTo: Record<string, string> = { dimensions: "answer" },
) => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: `alarm-${String(metricName)}`,
  props: {
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: "answer" },
    alarmActions: ["topic"],
    ...props,
  },
  refersTo,
});
const query = (metricName: string) => ({
  id: metricName.toLowerCase(),
  metric: { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: "answer" }, stat: "Sum", period: 60 },
});

export const examples: RuleExample[] = [
  {
    title: "a function that asks no model, and that the deployment invokes",
    resources: [
      { ...answer, refersTo: {} },
      { type: "aws:lambda/invocation:Invocation", name: "run", props: {}, refersTo: { functionName: "answer" } },
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "alarms on errors and throttles",
    resources: [answer, ...workload, alarm("Errors"), alarm("Throttles")],
    outcome: "pass",
  },
  {
    title: "one alarm on an expression of both",
    resources: [
      answer,
      ...workload,
      alarm(
        undefined,
        { namespace: undefined, dimensions: undefined, metricQueries: [query("Errors"), query("Throttles")] },
        { metricQueries: "answer" },
      ),
    ],
    outcome: "pass",
  },
  {
    title: "alarms on every function of the account",
    resources: [
      answer,
      ...workload,
      alarm("Errors", { dimensions: undefined }, {}),
      alarm("Throttles", { dimensions: undefined }, {}),
    ],
    outcome: "pass",
  },
  { title: "no alarm", resources: [answer, ...workload], outcome: "violation" },
  { title: "an alarm on errors alone", resources: [answer, ...workload, alarm("Errors")], outcome: "violation" },
  {
    title: "near miss: alarms on another function",
    resources: [
      answer,
      ...workload,
      alarm("Errors", { dimensions: { FunctionName: "other" } }, {}),
      alarm("Throttles", { dimensions: { FunctionName: "other" } }, {}),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: an alarm that tells nobody",
    resources: [answer, ...workload, alarm("Errors", { alarmActions: [] }), alarm("Throttles")],
    outcome: "violation",
  },
  {
    title: "near miss: metrics of another service",
    resources: [answer, ...workload, alarm("Errors", { namespace: "Own/Metrics" }), alarm("Throttles")],
    outcome: "violation",
  },
  {
    title: "a metric that is not known yet",
    resources: [answer, ...workload, alarm("Errors"), alarm(UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "no alarm, and what its role may do is not known yet",
    resources: [answer, role("answer-role"), inlinePolicy("answer-role", UNKNOWN), model],
    outcome: "undetermined",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [answer, role("answer-role")],
    outcome: "not-applicable",
  },
  {
    title: "a function of an AI stack that invokes no model",
    resources: [answer, role("answer-role"), model],
    outcome: "violation",
  },
];
