import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  allow,
  attachment,
  deny,
  document,
  inferenceProfile,
  inlinePolicy,
  role,
  samlTrust,
  serviceTrust,
  tags,
} from "../example-iam";
import { byResourcePolicy } from "./examples-by-resource-policy";

const handler = role("support-handler", { tags: tags("support") });
const MODEL = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0";
const PROFILES = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:application-inference-profile/*`;
const ownTags = { StringEquals: { "aws:ResourceTag/workload": "support" } };

const granted = (...statements: readonly object[]) => [
  handler,
  inlinePolicy("support-handler", document(...statements)),
];
const violates = (title: string, ...statements: readonly object[]): RuleExample => ({
  title,
  resources: granted(...statements),
  outcome: "violation",
});
const passes = (title: string, ...statements: readonly object[]): RuleExample => ({
  title,
  resources: granted(...statements),
  outcome: "pass",
});

const outside = (policy: string) => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "outside",
  props: { role: "elsewhere", policy },
});

const bucketOf = (workload: string) => ({
  type: "aws:s3/bucket:Bucket",
  name: workload,
  props: { bucket: `acme-${workload}`, tags: tags(workload) },
});

export const examples: RuleExample[] = [
  passes("one model by name", allow("bedrock:InvokeModel", MODEL)),
  passes("profiles by their tags", allow("bedrock:InvokeModel*", PROFILES, ownTags)),
  passes(
    "models only through this account's profiles",
    allow("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/*", {
      ArnLike: { "bedrock:InferenceProfileArn": PROFILES },
    }),
  ),
  passes("a bucket's objects", allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::support-prod-sources/*")),
  passes("buckets by the workload's prefix", allow("s3:GetObject", "arn:aws:s3:::support-prod-*/*")),
  passes(
    "a secret whose suffix AWS assigns",
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:support-??????`),
  ),
  passes(
    "a key by its alias",
    allow("kms:Decrypt", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`, {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/support-prod" },
    }),
  ),
  passes(
    "an agent runtime by its name",
    allow("bedrock-agentcore:InvokeAgentRuntime", `arn:aws:bedrock-agentcore:eu-west-1:${ACCOUNT}:runtime/support-*`),
  ),
  passes(
    "actions that AWS cannot scope",
    allow(["xray:PutTraceSegments", "cloudwatch:PutMetricData", "bedrock:ListFoundationModels"], "*"),
  ),
  passes("everything is denied again", allow("bedrock:*", "*"), deny("bedrock:*", "*")),
  violates("any resource", allow("bedrock:InvokeModel", "*")),
  violates("any resource, written as an ARN", allow("bedrock:InvokeModel", "arn:*")),
  violates("any resource, written twice", allow("bedrock:InvokeModel", "**")),
  violates("every model", allow("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/*")),
  violates(
    "every model of one provider",
    allow("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/anthropic.*"),
  ),
  violates("every profile of the account", allow("bedrock:InvokeModelWithResponseStream", PROFILES)),
  violates("NotResource", { Effect: "Allow", Action: "bedrock:InvokeModel", NotResource: "arn:aws:s3:::*" }),
  violates(
    "a condition that anything meets",
    allow("bedrock:InvokeModel", "*", { StringLike: { "aws:ResourceTag/workload": "*" } }),
  ),
  violates(
    "a condition that absence meets",
    allow("bedrock:InvokeModel", "*", { StringEqualsIfExists: { "aws:ResourceTag/workload": "support" } }),
  ),
  violates(
    "key aliases that absence meets",
    allow("kms:Decrypt", "*", { "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/support-prod" } }),
  ),
  violates(
    "a condition about something else",
    allow("bedrock:InvokeModel", "*", { Bool: { "aws:SecureTransport": "true" } }),
  ),
  violates("a deny of one model only", allow("bedrock:InvokeModel", "*"), deny("bedrock:InvokeModel", MODEL)),
  violates("the other inference plane", allow("bedrock-mantle:*", "*")),
  violates("a bearer token", allow("bedrock:CallWithBearerToken", "*")),
  violates("NotAction", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  violates("every bucket", allow("s3:Get*", "arn:aws:s3:::*")),
  violates("every vector collection", allow("aoss:APIAccessAll", "*")),
  violates("every vector index", allow("s3vectors:QueryVectors", `arn:aws:s3vectors:eu-west-1:${ACCOUNT}:bucket/*`)),
  violates(
    "every key",
    allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }),
  ),
  {
    title: "AWS's full access policy attached",
    resources: [handler, attachment("support-handler", "arn:aws:iam::aws:policy/AmazonBedrockFullAccess")],
    outcome: "violation",
  },
  {
    title: "AWS's policy for functions in a VPC attached",
    resources: [
      handler,
      attachment("support-handler", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"),
    ],
    outcome: "pass",
  },
  {
    title: "a broad allow beside a policy that is not known yet",
    resources: [...granted(allow("bedrock:InvokeModel", "*")), inlinePolicy("support-handler", UNKNOWN, "late")],
    outcome: "violation",
  },
  {
    title: "a boundary narrows a broad allow",
    resources: [
      role("support-handler", {
        tags: tags("support"),
        permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      }),
      inlinePolicy("support-handler", document(allow("bedrock:InvokeModel", "*"))),
      {
        type: "aws:iam/policy:Policy",
        name: "boundary",
        props: {
          arn: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
          policy: document(allow("bedrock:InvokeModel", MODEL)),
        },
      },
    ],
    outcome: "pass",
  },
  {
    title: "people read data as they are allowed to elsewhere",
    resources: [
      role("analysts", { assumeRolePolicy: samlTrust, tags: tags("support") }),
      inlinePolicy("analysts", document(allow("s3:GetObject", "*"))),
    ],
    outcome: "pass",
  },
  {
    title: "a resource that is not known yet",
    resources: granted({ Effect: "Allow", Action: "bedrock:InvokeModel" }).map((resource) =>
      resource.name === "support-handler-policy"
        ? {
            ...resource,
            props: { policy: { Statement: [{ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: [UNKNOWN] }] } },
          }
        : resource,
    ),
    outcome: "undetermined",
  },
  violates("buckets of every workload", allow("s3:GetObject", "arn:aws:s3:::prod-*/*")),
  violates("buckets by the end of their names", allow("s3:GetObject", "arn:aws:s3:::*-documents/*")),
  violates(
    "secrets of an environment",
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/*`),
  ),
  violates(
    "tables of an environment",
    allow("dynamodb:Scan", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/prod-eu-west-1-*`),
  ),
  violates(
    "any agent's test alias",
    allow("bedrock:InvokeAgent", `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent-alias/*/TSTALIASID`),
  ),
  violates(
    "knowledge bases by part of an id",
    allow("bedrock:Retrieve", `arn:aws:bedrock:eu-west-1:${ACCOUNT}:knowledge-base/A?????????`),
  ),
  violates(
    "anything of a service that ends so",
    allow("bedrock:InvokeAgent", `arn:aws:bedrock:eu-west-1:${ACCOUNT}:*/TSTALIASID`),
  ),
  passes(
    "every alias of one agent",
    allow("bedrock:InvokeAgent", `arn:aws:bedrock:eu-west-1:${ACCOUNT}:agent-alias/A1B2C3D4E5/*`),
  ),
  passes(
    "profiles by part of an id and their tags",
    allow("bedrock:InvokeModel", `${PROFILES.slice(0, -1)}a*`, ownTags),
  ),
  passes(
    "tables of an environment, with its own partition",
    allow("dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/prod-*`, {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:PrincipalTag/workload}"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    }),
  ),
  passes(
    "a secret that is called as an environment",
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod-??????`),
  ),
  passes("names by the workload's tag", allow("s3:GetObject", "arn:aws:s3:::prod-${aws:PrincipalTag/workload}-*/*")),
  passes(
    "parameters below the workload's path",
    allow("ssm:GetParameter", `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/support/*`),
  ),
  {
    title: "another workload's bucket",
    resources: [...granted(allow("s3:GetObject", "arn:aws:s3:::acme-claims/*")), bucketOf("claims")],
    outcome: "violation",
  },
  {
    title: "a prefix that another workload's bucket has",
    resources: [...granted(allow("s3:PutObject", "arn:aws:s3:::acme-*/*")), bucketOf("claims")],
    outcome: "violation",
  },
  {
    title: "a prefix that another workload's bucket has, by its own tags",
    resources: [
      ...granted(
        allow("s3:PutObject", "arn:aws:s3:::acme-*/*", { StringEquals: { "aws:ResourceTag/workload": "support" } }),
      ),
      bucketOf("claims"),
    ],
    outcome: "pass",
  },
  {
    title: "a bucket of its own workload",
    resources: [
      ...granted(allow("s3:GetObject", "arn:aws:s3:::acme-support/*")),
      bucketOf("support"),
      bucketOf("claims"),
    ],
    outcome: "pass",
  },
  {
    title: "a prefix that says neither whose it is nor whose not",
    resources: granted(allow("s3:GetObject", "arn:aws:s3:::acme-*/*")),
    outcome: "undetermined",
  },
  {
    title: "people beside another workload's bucket",
    resources: [
      role("team", { assumeRolePolicy: samlTrust, tags: tags("support") }),
      inlinePolicy("team", document(allow("s3:GetObject", "arn:aws:s3:::acme-claims/*"))),
      bucketOf("claims"),
    ],
    outcome: "pass",
  },
  ...byResourcePolicy,
  violates("every queue", allow("sqs:ReceiveMessage", "*")),
  violates("every log group", allow("logs:FilterLogEvents", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:*`)),
  passes(
    "a queue and a log group of its own",
    allow("sqs:ReceiveMessage", `arn:aws:sqs:eu-west-1:${ACCOUNT}:support-questions`),
    allow("logs:FilterLogEvents", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/support/answers:*`),
  ),
  { title: "a role without policies", resources: [handler], outcome: "not-applicable" },
  {
    title: "a function of a web site reads any bucket",
    resources: [role("site"), inlinePolicy("site", document(allow("s3:GetObject", "*")))],
    outcome: "not-applicable",
  },
  {
    title: "the same function in the AI estate",
    resources: [role("site"), inlinePolicy("site", document(allow("s3:GetObject", "*"))), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "any model, for a role of another stack",
    resources: [outside(document(allow("bedrock:InvokeModel", "*"))), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "any object, for a role of another stack, which may be compute's or a person's",
    resources: [outside(document(allow("s3:GetObject", "*"))), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "one bucket, for a role of another stack",
    resources: [outside(document(allow("s3:GetObject", "arn:aws:s3:::support/*"))), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "any secret, for a build",
    resources: [
      role("build", { assumeRolePolicy: serviceTrust("codebuild.amazonaws.com") }),
      inlinePolicy("build", document(allow("secretsmanager:GetSecretValue", "*"))),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "every table, for the backup service",
    resources: [
      role("backup", { assumeRolePolicy: serviceTrust("backup.amazonaws.com") }),
      inlinePolicy("backup", document(allow(["dynamodb:Scan", "s3:GetObject"], "*"))),
      inferenceProfile,
    ],
    outcome: "pass",
  },
];
