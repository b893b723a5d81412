import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const allowing = (statement: Record<string, unknown>) =>
  configured("Policy", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::answers/*", ...statement }],
    }),
  });
const own = { ...bucket("confidential"), provider: { allowedAccountIds: ["111122223333"] } };
const organisation = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };

export const examples: RuleExample[] = [
  { title: "no policy", resources: [own], outcome: "pass" },
  {
    title: "a role of its own account",
    resources: [own, allowing({ Principal: { AWS: "111122223333" } })],
    outcome: "pass",
  },
  {
    title: "everybody in the organisation",
    resources: [own, allowing({ Principal: "*", Condition: organisation })],
    outcome: "pass",
  },
  { title: "everybody", resources: [own, allowing({ Principal: "*" })], outcome: "violation" },
  {
    title: "near miss: everybody with TLS",
    resources: [own, allowing({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    outcome: "violation",
  },
  {
    title: "near miss: everybody outside of the organisation",
    resources: [
      own,
      allowing({ Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
    ],
    outcome: "violation",
  },
  {
    title: "a foreign account",
    resources: [own, allowing({ Principal: { AWS: "arn:aws:iam::999900001111:root" } })],
    outcome: "violation",
  },
  {
    title: "a foreign account, if it is of the organisation",
    resources: [own, allowing({ Principal: { AWS: "999900001111" }, Condition: organisation })],
    outcome: "pass",
  },
  { title: "not known yet", resources: [own, configured("Policy", { policy: UNKNOWN })], outcome: "undetermined" },
  {
    title: "a program that has nothing to do with models",
    resources: [unclassified, allowing({ Principal: "*" })],
    outcome: "violation",
  },
  { title: "public data", resources: [bucket("public"), allowing({ Principal: "*" })], outcome: "not-applicable" },
  {
    title: "the other provider's policy",
    resources: [
      { ...own, type: "aws-native:s3:Bucket" },
      {
        type: "aws-native:s3:BucketPolicy",
        name: "sharing",
        props: {
          policyDocument: {
            Statement: [
              { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::answers/*" },
            ],
          },
        },
        refersTo: { bucket: "answers" },
      },
    ],
    outcome: "violation",
  },
];
