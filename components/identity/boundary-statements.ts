import type { Workload } from "@plinth/standards";
import { harnessImage } from "../agentcore/harness-image";
import { allowed, type Statement } from "./policy-document";
import { workloadPath } from "./principals";

/** Data-plane actions on resources of the workload's account. */
const OWN_ACCOUNT_ACTIONS = [
  "bedrock:ApplyGuardrail",
  "bedrock:GetInferenceProfile",
  "bedrock:InvokeAgent",
  "bedrock:Retrieve",
  "bedrock:Rerank",
  "bedrock:StartIngestionJob",
  "bedrock-agentcore:*Event*",
  "bedrock-agentcore:*Memory*",
  "bedrock-agentcore:AuthorizeAction",
  "bedrock-agentcore:GetPolicyEngine",
  "bedrock-agentcore:Invoke*",
  "bedrock-agentcore:PartiallyAuthorizeActions",
  "dynamodb:*Item",
  "dynamodb:ConditionCheckItem",
  "dynamodb:Query",
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "elasticfilesystem:ClientMount",
  "elasticfilesystem:ClientWrite",
  "es:ESHttp*",
  "events:PutEvents",
  "execute-api:Invoke",
  "aoss:APIAccessAll",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
  "lambda:InvokeFunction",
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
  "rds:DescribeDBClusters",
  "rds-data:*Statement",
  "rds-data:*Transaction",
  "s3:*Object",
  "s3:*ObjectTagging",
  "s3:*ObjectVersion",
  "s3:*MultipartUpload*",
  "s3:GetBucketLocation",
  "s3:GetObjectVersion*",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
  "s3:Replicate*",
  "s3vectors:*Vectors",
  "s3vectors:GetIndex",
  "sagemaker:InvokeEndpoint*",
  "secretsmanager:*SecretValue",
  "sns:Publish",
  "sqs:*Message*",
  "sqs:GetQueueAttributes",
  "ssm:GetParameter*",
  "states:*Execution",
  "states:SendTask*",
  "vpc-lattice:*Targets",
  "vpc-lattice:GetTargetGroup",
];

/** Actions without resource-level permissions. Each is harmless, or the service limits it. */
const UNSCOPED_ACTIONS = [
  "cloudwatch:PutMetricData",
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface*",
  "ec2:DeleteNetworkInterface*",
  "ec2:DescribeInstances",
  "ec2:DescribeDhcpOptions",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
  "ec2:UnassignPrivateIpAddresses",
  "ecr:GetAuthorizationToken",
  "logs:*LogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "sts:GetCallerIdentity",
  "textract:Analyze*",
  "textract:Detect*",
  "textract:Get*",
  "textract:Start*",
  "xray:GetSampling*",
  "xray:Put*",
];

const INFERENCE_ACTIONS = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
const PASS_ROLE = "iam:PassRole";
/** Calls of the organisation's internal services. The auth policy of each service authorises its callers. */
const CALL_SERVICE = "vpc-lattice-svcs:Invoke";

/** Whether a role under the boundary can perform an action, or every action that a pattern matches. */
export function withinBoundary(action: string): boolean {
  return [...OWN_ACCOUNT_ACTIONS, ...UNSCOPED_ACTIONS, ...INFERENCE_ACTIONS, PASS_ROLE, CALL_SERVICE].some((pattern) =>
    new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action),
  );
}

/** @internal Statements of the permissions boundary of a workload's roles. */
export function boundaryStatements(workload: Workload): Statement[] {
  return [
    ...accountStatements(workload),
    { Sid: "CatalogueModels", Effect: "Allow", Action: INFERENCE_ACTIONS, Resource: catalogueModels(workload) },
    {
      Sid: "OwnRolesOnly",
      Effect: "Allow",
      Action: [PASS_ROLE],
      Resource: `arn:${workload.partition}:iam::${workload.accountId}:role${workloadPath(workload)}*`,
    },
    noEscalation(),
    { Sid: "HarnessImage", ...allowed(harnessImage(workload)) },
    ...organizationStatements(workload),
  ];
}

function accountStatements({ accountId }: Workload): Statement[] {
  return [
    {
      Sid: "OwnAccount",
      Effect: "Allow",
      Action: OWN_ACCOUNT_ACTIONS,
      Resource: "*",
      // A few services do not send the key.
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": accountId } },
    },
    { Sid: "Unscoped", Effect: "Allow", Action: UNSCOPED_ACTIONS, Resource: "*" },
  ];
}

/** Models of the catalogue, and the profiles and provisioned models of this account that lead to them. */
function catalogueModels({ partition, accountId, region, standard }: Workload): string[] {
  const own = (at: string, resource: string) => `arn:${partition}:bedrock:${at}:${accountId}:${resource}`;
  return [
    ...standard.models.map(({ modelId }) => `arn:${partition}:bedrock:*::foundation-model/${modelId}`),
    // In every region of the standard, because a workload may fail over to another one.
    ...standard.regions.map((other) => own(other, "application-inference-profile/*")),
    own(region, "provisioned-model/*"),
    ...standard.residency.map((area) => own(region, `inference-profile/${area}.*`)),
  ];
}

function noEscalation(): Statement {
  const changes = ["Add", "Attach", "Create", "Delete", "Detach", "Put", "Remove", "Set", "Update", "Upload"];
  return {
    Sid: "NoEscalation",
    Effect: "Deny",
    Action: [
      ...changes.map((verb) => `iam:${verb}*`),
      "organizations:*",
      "sts:AssumeRole",
      "bedrock:CallWithBearerToken",
      "bedrock-mantle:*",
    ],
    Resource: "*",
  };
}

/** Resources that other accounts of the organisation share with workloads. */
function organizationStatements({ partition, region }: Workload): Statement[] {
  return [
    {
      Sid: "OrganizationGuardrail",
      Effect: "Allow",
      Action: ["bedrock:ApplyGuardrail"],
      Resource: `arn:${partition}:bedrock:${region}:*:guardrail/*`,
      Condition: { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
    },
    {
      Sid: "InternalServices",
      Effect: "Allow",
      Action: [CALL_SERVICE],
      Resource: `arn:${partition}:vpc-lattice:${region}:*:service/*`,
      Condition: { StringEqualsIfExists: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
    },
  ];
}
