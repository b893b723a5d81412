import type { Workload } from "@plinth/standards";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { harnessImage } from "../agentcore/harness-image";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { allowed, policyDocument, type Statement } from "./policy-document";
import { WORKLOAD_ROLE_PATH } from "./principals";

export type WorkloadBoundaryArgs = PlinthComponentArgs;

/**
 * The most that any role of a workload may ever do, whatever its own policies say.
 *
 * Creates one managed policy: data-plane actions on resources of the workload's own account, inference with models of
 * the standard's catalogue only, and no way to change permissions. {@link WorkloadRole} creates one of its own unless
 * it is given a shared one.
 *
 * @example
 * const boundary = new WorkloadBoundary("support-boundary", { workload });
 * const role = new WorkloadRole("support-handler", { workload, service: "lambda", boundaryArn: boundary.policyArn });
 */
export class WorkloadBoundary extends PlinthComponent {
  /** Known in preview: computed from the policy's name. */
  readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadBoundary", name, args, opts, []);
    const path = workloadPath(args.workload);
    const policy = new iam.Policy(
      `${name}-policy`,
      {
        path,
        description: `The most that a role of ${args.workload.name} may do`,
        policy: policyDocument(boundaryStatements(args.workload)),
        tags: this.tags(),
      },
      this.child(),
    );

    const { partition, accountId } = args.workload;
    this.policyArn = policy.name.apply((p) => `arn:${partition}:iam::${accountId}:policy${path}${p}`);
    this.registerOutputs({ policyArn: this.policyArn });
  }
}

/** IAM path of the roles and policies of a workload: `/workload/support/`. */
export function workloadPath(workload: Workload): string {
  return `${WORKLOAD_ROLE_PATH}${workload.name}/`;
}

/** Data-plane actions on resources that belong to an account. */
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

/** Actions that IAM cannot scope to a resource, all of them harmless or limited by the service. */
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
/** Calls of the organisation's internal services, whose own policies say who may call what. */
const CALL_SERVICE = "vpc-lattice-svcs:Invoke";

/** Whether a role under the boundary can ever perform an action; of a pattern, whether it can perform all of it. */
export function withinBoundary(action: string): boolean {
  return [...OWN_ACCOUNT_ACTIONS, ...UNSCOPED_ACTIONS, ...INFERENCE_ACTIONS, PASS_ROLE, CALL_SERVICE].some((pattern) =>
    new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action),
  );
}

function boundaryStatements(workload: Workload): Statement[] {
  const { partition, accountId, region, standard } = workload;
  const models = standard.models.map(({ modelId }) => `arn:${partition}:bedrock:*::foundation-model/${modelId}`);
  const own = (at: string, resource: string) => `arn:${partition}:bedrock:${at}:${accountId}:${resource}`;
  const profiles = [
    // Of other regions too: a workload may turn to one where its own does not answer.
    ...standard.regions.map((other) => own(other, "application-inference-profile/*")),
    own(region, "provisioned-model/*"),
    ...standard.residency.map((area) => own(region, `inference-profile/${area}.*`)),
  ];
  return [
    {
      Sid: "OwnAccount",
      Effect: "Allow",
      Action: OWN_ACCOUNT_ACTIONS,
      Resource: "*",
      // Left out of the few requests whose service does not tell whose the resource is.
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": accountId } },
    },
    { Sid: "Unscoped", Effect: "Allow", Action: UNSCOPED_ACTIONS, Resource: "*" },
    {
      Sid: "CatalogueModels",
      Effect: "Allow",
      Action: INFERENCE_ACTIONS,
      Resource: [...models, ...profiles],
    },
    {
      Sid: "OwnRolesOnly",
      Effect: "Allow",
      Action: [PASS_ROLE],
      Resource: `arn:${partition}:iam::${accountId}:role${workloadPath(workload)}*`,
    },
    {
      Sid: "NoEscalation",
      Effect: "Deny",
      Action: [
        ...["Add", "Attach", "Create", "Delete", "Detach", "Put", "Remove", "Set", "Update", "Upload"].map(
          (v) => `iam:${v}*`,
        ),
        "organizations:*",
        "sts:AssumeRole",
        "bedrock:CallWithBearerToken",
        "bedrock-mantle:*",
      ],
      Resource: "*",
    },
    { Sid: "HarnessImage", ...allowed(harnessImage(workload)) },
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
