import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const endpoint = (policy?: unknown, service = "s3") => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "s3",
  props: { serviceName: `com.amazonaws.eu-west-1.${service}`, ...(policy === undefined ? {} : { policy }) },
});
const allow = (statement: Record<string, unknown>) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...statement }] });
const own = { StringEquals: { "aws:PrincipalAccount": "111122223333" } };
const VENDOR = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
const vendor = (props: Record<string, unknown>) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "vendor",
  props: { serviceName: VENDOR, vpcEndpointType: "Interface", ...props },
});

export const examples: RuleExample[] = [
  {
    title: "named actions",
    resources: [endpoint(allow({ Action: ["s3:GetObject", "s3:PutObject"] })), model],
    outcome: "pass",
  },
  { title: "callers of the account", resources: [endpoint(allow({ Condition: own })), model], outcome: "pass" },
  {
    title: "everything, with strangers denied",
    resources: [
      endpoint({
        Statement: [
          { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
          },
        ],
      }),
      model,
    ],
    outcome: "pass",
  },
  { title: "no policy", resources: [endpoint(), model], outcome: "violation" },
  { title: "full access, as AWS writes it", resources: [endpoint(allow({})), model], outcome: "violation" },
  {
    title: "near miss: every action of the service",
    resources: [endpoint(allow({ Action: "s3:*" })), model],
    outcome: "violation",
  },
  {
    title: "near miss: everything but one action",
    resources: [endpoint(allow({ Action: undefined, NotAction: "s3:DeleteBucket" })), model],
    outcome: "violation",
  },
  {
    title: "near miss: a beginning that every action of models shares",
    resources: [endpoint(allow({ Action: "bedrock:I*" }), "bedrock-runtime"), model],
    outcome: "violation",
  },
  {
    title: "near miss: everything to what every account may have",
    resources: [
      endpoint(
        allow({ Action: "bedrock:*", Resource: "arn:aws:bedrock:*:*:application-inference-profile/*" }),
        "bedrock-runtime",
      ),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a condition that everybody meets by a tag",
    resources: [endpoint(allow({ Condition: { StringEquals: { "aws:PrincipalTag/team": "ml" } } })), model],
    outcome: "violation",
  },
  {
    title: "named actions, with what they are followed by",
    resources: [endpoint(allow({ Action: "bedrock:InvokeModel*" }), "bedrock-runtime"), model],
    outcome: "pass",
  },
  {
    title: "everything to resources of the account",
    resources: [
      endpoint(
        allow({ Action: "bedrock:*", Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } } }),
        "bedrock-runtime",
      ),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a condition that every request meets",
    resources: [endpoint(allow({ Condition: { StringLike: { "aws:PrincipalArn": "*" } } })), model],
    outcome: "violation",
  },
  {
    title: "near miss: full access in a policy of its own",
    resources: [
      endpoint(allow({ Condition: own })),
      {
        type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
        name: "policy",
        props: { policy: allow({}) },
        refersTo: { vpcEndpointId: "s3" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [{ ...endpoint(UNKNOWN), refersTo: { policy: "model" } }, model],
    outcome: "undetermined",
  },
  {
    title: "no policy for a service that the standard does not know",
    resources: [endpoint(undefined, "kinesis-streams"), model],
    outcome: "undetermined",
  },
  {
    title: "full access to a service that the standard does not know",
    resources: [endpoint(allow({}), "kinesis-streams"), model],
    outcome: "violation",
  },
  {
    title: "callers of the account, to a service that the standard does not know",
    resources: [endpoint(allow({ Condition: own }), "kinesis-streams"), model],
    outcome: "pass",
  },
  { title: "a service of a vendor", resources: [vendor({}), model], outcome: "undetermined" },
  {
    title: "a service of a vendor that is declared",
    resources: [vendor({ tags: { "plinth:providers": "vectors" } }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a service that this program offers",
    resources: [
      vendor({}),
      { type: "aws:ec2/vpcEndpointService:VpcEndpointService", name: "offered", props: { serviceName: VENDOR } },
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "a resource that somebody shares",
    resources: [{ ...vendor({}), props: { resourceConfigurationArn: "arn:aws:vpc-lattice:::rcfg-1" } }, model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [endpoint()], outcome: "not-applicable" },
];
