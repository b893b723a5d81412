import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const ARN = "arn:aws:s3:::answers";
const deny = (statement: Record<string, unknown> = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...statement,
});
const policy = (...Statement: unknown[]) =>
  configured("Policy", { policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
const internal = bucket("internal");

export const examples: RuleExample[] = [
  { title: "denied to everybody", resources: [internal, policy(deny())], outcome: "pass" },
  {
    title: "denied on everything, with an exempt role",
    resources: [
      internal,
      policy(
        deny({
          Resource: "*",
          Condition: {
            Bool: { "aws:SecureTransport": "false" },
            StringNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/legacy" },
          },
        }),
      ),
    ],
    outcome: "pass",
  },
  {
    title: "written inside the bucket, as an object",
    resources: [bucket("internal", { policy: { Version: "2012-10-17", Statement: [deny()] } })],
    outcome: "pass",
  },
  { title: "no policy", resources: [internal], outcome: "violation" },
  {
    title: "near miss: a second policy, which AWS may keep instead",
    resources: [
      internal,
      policy(deny()),
      { ...policy({ ...deny(), Effect: "Allow", Action: "s3:GetObject", Condition: undefined }), name: "reading" },
    ],
    outcome: "violation",
  },
  {
    title: "near miss: requests with TLS denied",
    resources: [internal, policy(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
    outcome: "violation",
  },
  {
    title: "near miss: denied to one account",
    resources: [internal, policy(deny({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }))],
    outcome: "violation",
  },
  {
    title: "denied to everybody, written as an AWS principal and a pattern of the bucket and its objects",
    resources: [internal, policy(deny({ Principal: { AWS: "*" }, Resource: `${ARN}*` }))],
    outcome: "pass",
  },
  {
    title: "denied in two statements, and old versions of TLS beside",
    resources: [
      internal,
      policy(
        deny({ Resource: ARN }),
        deny({ Resource: `${ARN}/*`, Action: "*", Condition: { BoolIfExists: { "aws:SecureTransport": false } } }),
        deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
      ),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: objects only",
    resources: [internal, policy(deny({ Resource: `${ARN}/*` }))],
    outcome: "violation",
  },
  {
    title: "near miss: reading only",
    resources: [internal, policy(deny({ Action: "s3:Get*" }))],
    outcome: "violation",
  },
  {
    title: "near miss: another bucket",
    resources: [internal, policy(deny({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }))],
    outcome: "violation",
  },
  {
    title: "near miss: denies requests with TLS",
    resources: [internal, policy(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
    outcome: "violation",
  },
  {
    title: "near miss: strangers are denied for another reason",
    resources: [internal, policy(deny({ Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } } }))],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [internal, configured("Policy", { policy: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [unclassified], outcome: "violation" },
  {
    title: "a bucket that is on one's own premises",
    resources: [{ type: "aws:s3outposts/endpoint:Endpoint", name: "answers", props: {} }],
    outcome: "not-applicable",
  },
];
