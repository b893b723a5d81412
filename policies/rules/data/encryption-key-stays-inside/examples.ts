import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-buckets";

const OWN = "111122223333";
const key = (account: string) => `arn:aws:kms:eu-west-1:${account}:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f`;
const queue = (kmsMasterKeyId: unknown, provider: Record<string, unknown> = { allowedAccountIds: [OWN] }) => ({
  type: "aws:sqs/queue:Queue",
  name: "answers",
  props: { kmsMasterKeyId },
  provider,
});

export const examples: RuleExample[] = [
  { title: "a key of its own account", resources: [queue(key(OWN)), model], outcome: "pass" },
  { title: "a key of a foreign account", resources: [queue(key("999900001111")), model], outcome: "violation" },
  {
    title: "near miss: a foreign key among the settings of a table",
    resources: [
      {
        type: "aws:dynamodb/table:Table",
        name: "sessions",
        props: { serverSideEncryption: { enabled: true, kmsKeyArn: key("999900001111") } },
        provider: { allowedAccountIds: [OWN] },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [queue(key("999900001111"))],
    outcome: "violation",
  },
  {
    title: "a key by its number, where it is not known which account is its own",
    resources: [queue(key("999900001111"), {}), model],
    outcome: "undetermined",
  },
  {
    title: "an alias, which is of its own account",
    resources: [queue("alias/support"), model],
    outcome: "not-applicable",
  },
  {
    title: "a key that the run makes, before its ARN is known",
    resources: [
      { ...queue(UNKNOWN), refersTo: { kmsMasterKeyId: "key" } },
      { type: "aws:kms/key:Key", name: "key", props: {} },
      model,
    ],
    outcome: "pass",
  },
];
