/** A way to break a rule that a team could think of, as source text to append to `stacks/index.ts`: it fits any stack. */
export interface Breakage {
  readonly title: string;
  readonly family:
    | "per-workload-iam"
    | "classification"
    | "retention"
    | "private-egress"
    | "observability"
    | "models"
    | "orchestration";
  /** The rule that has to find it, and the logical name of the resource that it has to name. */
  readonly rule: string;
  readonly resource: string;
  readonly code: string;
}

const TAGS = `{ workload: "rogue", owner: "rogue", environment: "prod", "data-classification": "internal" }`;

const TRUST = (principal: string) =>
  `JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ${principal} }] })`;

const LAMBDA = TRUST(`Principal: { Service: "lambda.amazonaws.com" }`);

const INVOKE = `JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "arn:aws:bedrock:*::foundation-model/*" }],
})`;

const functionOf = (name: string, more: string) => `
new rogueLambda.Function("${name}", {
  role: rogueRole.arn,
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: new roguePulumi.asset.AssetArchive({ "index.js": new roguePulumi.asset.StringAsset("exports.handler = async () => {};") }),
  ${more}
});`;

export const BREAKAGES: readonly Breakage[] = [
  {
    title: "a NAT route behind a function",
    family: "private-egress",
    rule: "inference-compute-has-no-internet-path",
    resource: "rogue-function",
    code: `
import * as rogueEc2 from "@pulumi/aws/ec2";
import * as rogueIam from "@pulumi/aws/iam";
import * as rogueLambda from "@pulumi/aws/lambda";
import * as roguePulumi from "@pulumi/pulumi";
const rogueVpc = new rogueEc2.Vpc("rogue-vpc", { cidrBlock: "10.9.0.0/16", tags: ${TAGS} });
const rogueSubnet = new rogueEc2.Subnet("rogue-subnet", { vpcId: rogueVpc.id, cidrBlock: "10.9.0.0/24", tags: ${TAGS} });
const rogueTable = new rogueEc2.RouteTable("rogue-table", { vpcId: rogueVpc.id, tags: ${TAGS} });
new rogueEc2.RouteTableAssociation("rogue-association", { subnetId: rogueSubnet.id, routeTableId: rogueTable.id });
const rogueNat = new rogueEc2.NatGateway("rogue-nat", { subnetId: rogueSubnet.id, connectivityType: "public", tags: ${TAGS} });
new rogueEc2.Route("rogue-route", { routeTableId: rogueTable.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: rogueNat.id });
const rogueGroup = new rogueEc2.SecurityGroup("rogue-group", { vpcId: rogueVpc.id, tags: ${TAGS} });
const rogueRole = new rogueIam.Role("rogue-role", { assumeRolePolicy: ${LAMBDA}, tags: ${TAGS} });
new rogueIam.RolePolicy("rogue-policy", { role: rogueRole.id, policy: ${INVOKE} });
${functionOf("rogue-function", `vpcConfig: { subnetIds: [rogueSubnet.id], securityGroupIds: [rogueGroup.id] }, tags: ${TAGS},`)}
`,
  },
  {
    title: "an untagged bucket",
    family: "classification",
    rule: "data-store-is-classified",
    resource: "rogue-bucket",
    code: `
import * as rogueS3 from "@pulumi/aws/s3";
new rogueS3.Bucket("rogue-bucket", {});
`,
  },
  {
    title: "a bucket without an expiry",
    family: "retention",
    rule: "s3-bucket-objects-expire",
    resource: "rogue-bucket",
    code: `
import * as rogueS3 from "@pulumi/aws/s3";
new rogueS3.Bucket("rogue-bucket", { tags: ${TAGS} });
`,
  },
  {
    title: "a role shared by two workloads",
    family: "per-workload-iam",
    rule: "iam-role-serves-one-workload",
    resource: "rogue-role",
    code: `
import * as rogueIam from "@pulumi/aws/iam";
import * as rogueLambda from "@pulumi/aws/lambda";
import * as roguePulumi from "@pulumi/pulumi";
const rogueRole = new rogueIam.Role("rogue-role", { assumeRolePolicy: ${LAMBDA}, tags: ${TAGS} });
${functionOf("rogue-claims", `tags: { ...${TAGS}, workload: "claims" },`)}
${functionOf("rogue-underwriting", `tags: { ...${TAGS}, workload: "underwriting" },`)}
`,
  },
  {
    title: "a team role that can invoke a production model",
    family: "per-workload-iam",
    rule: "iam-human-cannot-invoke-production-models",
    resource: "rogue-team",
    code: `
import * as rogueIam from "@pulumi/aws/iam";
const rogueTeam = new rogueIam.Role("rogue-team", {
  assumeRolePolicy: ${TRUST(`Principal: { Federated: "arn:aws:iam::210987654321:saml-provider/corporate" }`)},
  tags: ${TAGS},
});
new rogueIam.RolePolicy("rogue-invoke", { role: rogueTeam.name, policy: ${INVOKE} });
`,
  },
  {
    title: "prompts recorded into a bucket that is not locked",
    family: "observability",
    rule: "bedrock-raw-text-is-locked",
    resource: "rogue-logging",
    code: `
import * as rogueBedrock from "@pulumi/aws/bedrockmodel";
import * as rogueS3 from "@pulumi/aws/s3";
const rogueRecords = new rogueS3.Bucket("rogue-records", { tags: ${TAGS} });
new rogueBedrock.InvocationLoggingConfiguration("rogue-logging", {
  loggingConfig: { textDataDeliveryEnabled: true, s3Config: { bucketName: rogueRecords.bucket } },
});
`,
  },
  {
    title: "a function that invokes a model without a guardrail",
    family: "models",
    rule: "bedrock-invocation-carries-guardrail",
    resource: "rogue-role",
    code: `
import * as rogueIam from "@pulumi/aws/iam";
const rogueRole = new rogueIam.Role("rogue-role", { assumeRolePolicy: ${LAMBDA}, tags: ${TAGS} });
new rogueIam.RolePolicy("rogue-invoke", { role: rogueRole.name, policy: ${INVOKE} });
`,
  },
  {
    title: "an agent that may go on for ever",
    family: "orchestration",
    rule: "agentcore-harness-is-bounded",
    resource: "rogue-agent",
    code: `
import * as rogueBedrock from "@pulumi/aws/bedrock";
new rogueBedrock.AgentcoreHarness("rogue-agent", {
  harnessName: "rogue",
  executionRoleArn: "arn:aws:iam::210987654321:role/rogue",
  model: { bedrockModelConfig: { modelId: "eu.anthropic.claude-sonnet-4-6" } },
  systemPrompts: [{ text: "Answer." }],
  tags: ${TAGS},
});
`,
  },
];
