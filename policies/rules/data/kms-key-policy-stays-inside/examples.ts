import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-buckets";

const OWN = "111122223333";
const key = (statement?: Record<string, unknown>) => ({
  type: "aws:kms/key:Key",
  name: "key",
  props: statement === undefined ? {} : { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
  provider: { allowedAccountIds: [OWN] },
});
const allow = (principal: unknown, more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:*",
  Resource: "*",
  ...more,
});

export const examples: RuleExample[] = [
  { title: "its own account", resources: [key(allow({ AWS: `arn:aws:iam::${OWN}:root` })), model], outcome: "pass" },
  {
    title: "everybody of its own account, through one service",
    resources: [key(allow("*", { Condition: { StringEquals: { "kms:CallerAccount": OWN } } })), model],
    outcome: "pass",
  },
  { title: "everybody", resources: [key(allow("*")), model], outcome: "violation" },
  {
    title: "near miss: a foreign account",
    resources: [key(allow({ AWS: "arn:aws:iam::999900001111:root" })), model],
    outcome: "violation",
  },
  {
    title: "near miss: one role of a foreign account",
    resources: [key(allow({ AWS: "arn:aws:iam::999900001111:role/reader" })), model],
    outcome: "violation",
  },
  {
    title: "one role of its own account",
    resources: [key(allow({ AWS: `arn:aws:iam::${OWN}:role/reader` })), model],
    outcome: "pass",
  },
  {
    title: "a foreign account, if it is of the organisation",
    resources: [
      key(allow({ AWS: "999900001111" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a policy of its own that is not known yet",
    resources: [
      { type: "aws:kms/keyPolicy:KeyPolicy", name: "policy", props: { policy: UNKNOWN }, refersTo: { policy: "key" } },
      key(),
      model,
    ],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [key(allow("*"))], outcome: "violation" },
  { title: "the default policy", resources: [key(), model], outcome: "not-applicable" },
];
