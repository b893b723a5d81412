import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, attachment, deny, document, inferenceProfile, inlinePolicy, role, tags } from "../example-iam";

const granted = (...statements: readonly object[]) => [
  inlinePolicy("handler", document(...statements)),
  role("handler", { tags: tags("support") }),
  inferenceProfile,
];
const attached = (policy: string) => [
  attachment("handler", `arn:aws:iam::aws:policy/${policy}`),
  role("handler", { tags: tags("support") }),
];
const fullPolicy = { type: "aws:iam/policy:Policy", name: "wide", props: { policy: document(allow("*", "*")) } };
const pipelineTrust = document({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:acme/platform:environment:prod" } },
});

export const examples: RuleExample[] = [
  {
    title: "one action on one model",
    resources: granted(allow("bedrock:InvokeModel", `arn:aws:bedrock:eu-west-1:${ACCOUNT}:inference-profile/support`)),
    outcome: "pass",
  },
  {
    title: "every action on one bucket, which is only shown",
    resources: granted(allow("s3:*", ["arn:aws:s3:::support", "arn:aws:s3:::support/*"])),
    outcome: "violation",
  },
  {
    title: "near miss: every action that begins alike on one bucket",
    resources: granted(allow("s3:Get*", "arn:aws:s3:::support/*")),
    outcome: "pass",
  },
  { title: "a family of actions", resources: granted(allow("s3:Get*", "*")), outcome: "pass" },
  { title: "denied again", resources: granted(allow("bedrock:*", "*"), deny("*", "*")), outcome: "pass" },
  {
    title: "AWS's policy for a function's logs",
    resources: attached("service-role/AWSLambdaBasicExecutionRole"),
    outcome: "pass",
  },
  { title: "a policy of AWS that is not known here", resources: attached("PlinthOther"), outcome: "pass" },
  { title: "everything", resources: granted(allow("*", "*")), outcome: "violation" },
  { title: "everything, written otherwise", resources: granted(allow("?*", "*")), outcome: "violation" },
  {
    title: "everything but IAM",
    resources: granted({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }),
    outcome: "violation",
  },
  {
    title: "a whole service",
    resources: granted(allow(["Bedrock:*", "logs:PutLogEvents"], "*")),
    outcome: "violation",
  },
  {
    title: "a whole service on every resource of a kind",
    resources: granted(allow("s3:*", "arn:aws:s3:::*")),
    outcome: "violation",
  },
  {
    title: "a whole service but one action",
    resources: granted(allow("bedrock:*", "*"), deny("bedrock:InvokeModel", "*")),
    outcome: "violation",
  },
  { title: "AWS's administrator policy", resources: attached("AdministratorAccess"), outcome: "violation" },
  { title: "AWS's power user policy", resources: attached("PowerUserAccess"), outcome: "violation" },
  { title: "a full-access policy of AWS", resources: attached("AmazonBedrockFullAccess"), outcome: "violation" },
  {
    title: "a full-access policy that is not known here",
    resources: attached("PlinthOtherFullAccess"),
    outcome: "violation",
  },
  {
    title: "AWS's policy in the role's own list",
    resources: [
      role("handler", {
        tags: tags("support"),
        managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
      }),
    ],
    outcome: "violation",
  },
  {
    title: "an inline policy of a role of the other provider",
    resources: [
      {
        type: "aws-native:iam:Role",
        name: "handler",
        props: { policies: [{ policyName: "wide", policyDocument: JSON.parse(document(allow("sagemaker:*", "*"))) }] },
      },
    ],
    outcome: "violation",
  },
  { title: "a managed policy that nothing attaches", resources: [fullPolicy, inferenceProfile], outcome: "violation" },
  {
    title: "outside the AI estate, where it is only shown",
    resources: [
      {
        type: "aws:iam/userPolicy:UserPolicy",
        name: "all",
        props: { user: "ann", policy: document(allow("ec2:*", "*")) },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a pipeline that deploys a platform, where it is only shown",
    resources: [
      attachment("deployment", "arn:aws:iam::aws:policy/PowerUserAccess"),
      role("deployment", { assumeRolePolicy: pipelineTrust }),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "a boundary, which gives nothing",
    resources: [
      fullPolicy,
      { ...role("handler", { tags: tags("support") }), refersTo: { permissionsBoundary: "wide" } },
    ],
    outcome: "not-applicable",
  },
  {
    title: "a policy that is not known yet",
    resources: [inlinePolicy("handler", UNKNOWN), role("handler")],
    outcome: "undetermined",
  },
  { title: "a role without policies of its own", resources: [role("handler")], outcome: "not-applicable" },
];
