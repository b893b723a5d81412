import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, tags } from "../../identity/example-iam";

const LOGS = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/support/intake:*`;
const machine = (props: Readonly<Record<string, unknown>>): RuleExample["resources"][number] => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "intake",
  props: { tags: tags("support"), ...props },
});
const logs = (level: unknown, logDestination: unknown = LOGS) =>
  machine({ loggingConfiguration: { level, logDestination } });

export const examples: RuleExample[] = [
  { title: "everything logged", resources: [logs("ALL")], outcome: "pass" },
  { title: "errors alone", resources: [logs("ERROR")], outcome: "pass" },
  {
    title: "a log group of the stack",
    resources: [
      { ...logs("ALL", "arn:log-group"), refersTo: { loggingConfiguration: "logs" } },
      { type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", props: { arn: "arn:log-group" } },
    ],
    outcome: "pass",
  },
  {
    title: "the other provider's properties",
    resources: [
      {
        type: "aws-native:stepfunctions:StateMachine",
        name: "intake",
        props: {
          tags: Object.entries(tags("support")).map(([key, value]) => ({ key, value })),
          loggingConfiguration: { level: "ALL", destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: LOGS } }] },
        },
      },
    ],
    outcome: "pass",
  },
  { title: "no logging", resources: [machine({})], outcome: "violation" },
  { title: "logging switched off", resources: [logs("OFF")], outcome: "violation" },
  { title: "fatal errors alone", resources: [logs("FATAL")], outcome: "violation" },
  { title: "a level and no log group", resources: [logs("ALL", "")], outcome: "violation" },
  {
    title: "what AWS has not told and nobody set",
    resources: [machine({ loggingConfiguration: UNKNOWN })],
    outcome: "violation",
  },
  { title: "a level that is not known yet", resources: [logs(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a program that has nothing to do with models",
    resources: [{ ...machine({}), props: {} }],
    outcome: "not-applicable",
  },
];
