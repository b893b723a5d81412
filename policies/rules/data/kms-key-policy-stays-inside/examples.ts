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
  ...[
    { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    { StringEquals: { "kms:EncryptionContext:app": "support" } },
    { StringLike: { "kms:CallerAccount": "*" } },
    { StringEquals: { "kms:CallerAccount": "999900001111" } },
  ].map((Condition) => ({
    title: `near miss: everybody, by ${JSON.stringify(Condition).replace("999900001111", "a foreign account")}`,
    resources: [key(allow({ AWS: "*" }, { Action: "kms:Decrypt", Condition })), model],
    outcome: "violation" as const,
  })),
  {
    title: "near miss: grants of a foreign account, for resources of AWS alone",
    resources: [
      key(
        allow(
          { AWS: "arn:aws:iam::999900001111:root" },
          { Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } },
        ),
      ),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "CloudTrail, for one trail",
    resources: [
      key(
        allow(
          { Service: "cloudtrail.amazonaws.com" },
          {
            Action: "kms:GenerateDataKey*",
            Condition: { StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:eu-west-1:${OWN}:trail/audit` } },
          },
        ),
      ),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "log groups of its own account, by what the service encrypts",
    resources: [
      key(
        allow(
          { Service: "logs.eu-west-1.amazonaws.com" },
          { Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${OWN}:*` } } },
        ),
      ),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: agents of any account",
    resources: [
      key(
        allow(
          { Service: "bedrock.amazonaws.com" },
          { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:bedrock:*:*:agent/*" } } },
        ),
      ),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "everybody, with strangers denied",
    resources: [key(allow("*", { Condition: { StringEquals: { "aws:PrincipalAccount": OWN } } })), model],
    outcome: "pass",
  },
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
