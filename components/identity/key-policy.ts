import type { Workload } from "@plinth/standards";
import type { Statement } from "./policy-document";
import { workloadPath } from "./principals";

/**
 * Key policy statements for AWS services that use a key on behalf of a workload, by service principal. Each page read
 * 2026-11.
 */
const SERVICE_STATEMENTS = {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  logs: (w: Workload) =>
    service(
      "Logs",
      `logs.${w.region}.amazonaws.com`,
      ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${w.partition}:logs:${w.region}:${w.accountId}:log-group:*`,
        },
      },
    ),
  // Lambda encrypts a function's environment with the permissions of the deploying principal:
  // https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors
  lambda: (w: Workload): Statement => ({
    Sid: "UsedByDeploymentsOfFunctions",
    Effect: "Allow",
    Principal: { AWS: `arn:${w.partition}:iam::${w.accountId}:root` },
    Action: ["kms:Decrypt", "kms:Encrypt"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": w.accountId, "kms:ViaService": `lambda.${w.region}.amazonaws.com` },
      ArnLike: {
        "kms:EncryptionContext:aws:lambda:FunctionArn": `arn:${w.partition}:lambda:${w.region}:${w.accountId}:function:*`,
      },
    },
  }),
  // RDS creates the master user's secret with the permissions of the deploying principal:
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
  secretsmanager: (w: Workload): Statement => ({
    Sid: "UsedByDeploymentsOfDatabases",
    Effect: "Allow",
    Principal: { AWS: `arn:${w.partition}:iam::${w.accountId}:root` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": w.accountId, "kms:ViaService": `secretsmanager.${w.region}.amazonaws.com` },
      ArnLike: {
        "kms:EncryptionContext:SecretARN": `arn:${w.partition}:secretsmanager:${w.region}:${w.accountId}:secret:rds!cluster-*`,
      },
    },
  }),
  // https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
  bedrock: (w: Workload) =>
    fromSource(w, "Bedrock", "bedrock", ["kms:GenerateDataKey"], `bedrock:${w.region}:${w.accountId}:*`),
  // Step Functions encrypts a definition as the deploying principal, and executions as the state machine's role:
  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  states: (w: Workload): Statement => ({
    Sid: "UsedByDeploymentsOfStateMachines",
    Effect: "Allow",
    Principal: { AWS: `arn:${w.partition}:iam::${w.accountId}:root` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": w.accountId, "kms:ViaService": `states.${w.region}.amazonaws.com` },
      ArnLike: {
        "kms:EncryptionContext:aws:states:stateMachineArn": `arn:${w.partition}:states:${w.region}:${w.accountId}:stateMachine:*`,
      },
    },
  }),
  // Logs of encrypted state machines are delivered encrypted:
  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  "delivery.logs": (w: Workload) =>
    service("LogDelivery", "delivery.logs.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"], {
      StringLike: { "kms:EncryptionContext:SourceArn": `arn:${w.partition}:logs:${w.region}:${w.accountId}:*` },
    }),
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
  events: (w: Workload) =>
    fromSource(
      w,
      "Events",
      "events",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      `events:${w.region}:${w.accountId}:rule/*`,
    ),
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  cloudwatch: (w: Workload) =>
    fromSource(
      w,
      "Alarms",
      "cloudwatch",
      ["kms:Decrypt", "kms:GenerateDataKey*"],
      `cloudwatch:${w.region}:${w.accountId}:alarm:*`,
    ),
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  budgets: (w: Workload) =>
    fromSource(w, "Budgets", "budgets", ["kms:Decrypt", "kms:GenerateDataKey*"], `budgets::${w.accountId}:*`),
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
  sns: (w: Workload) =>
    fromSource(w, "Topics", "sns", ["kms:Decrypt", "kms:GenerateDataKey*"], `sns:${w.region}:${w.accountId}:*`),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
  s3: (w: Workload) => fromSource(w, "BucketEvents", "s3", ["kms:Decrypt", "kms:GenerateDataKey"], "s3:::*"),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html
  s3vectors: (w: Workload) =>
    fromSource(
      w,
      "VectorIndexes",
      "indexing.s3vectors",
      ["kms:Decrypt"],
      `s3vectors:${w.region}:${w.accountId}:bucket/*`,
    ),
  // Macie decrypts as its service-linked role. A policy cannot name a principal before it exists, so a condition does:
  // https://docs.aws.amazon.com/macie/latest/user/discovery-supported-encryption-types.html
  macie: (w: Workload): Statement => ({
    Sid: "UsedByMacie",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt"],
    Resource: "*",
    Condition: {
      StringEquals: { "aws:PrincipalAccount": w.accountId },
      ArnEquals: {
        "aws:PrincipalArn": `arn:${w.partition}:iam::${w.accountId}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
      },
    },
  }),
  // Auto Scaling starts instances with encrypted volumes as its service-linked role, which may not exist yet either:
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
  autoscaling: (w: Workload): Statement[] => {
    const role = `arn:${w.partition}:iam::${w.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const disks = (sid: string, actions: string[], condition: Statement["Condition"] = {}): Statement => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: actions,
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": w.accountId },
        ArnEquals: { "aws:PrincipalArn": role },
        ...condition,
      },
    });
    return [
      disks("UsedForDisksOfMachines", [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ]),
      disks("HandedToDisksOfMachines", ["kms:CreateGrant"], { Bool: { "kms:GrantIsForAWSResource": "true" } }),
    ];
  },
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
  cloudtrail: (w: Workload) =>
    service("Trail", "cloudtrail.amazonaws.com", ["kms:GenerateDataKey*"], {
      StringLike: {
        "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${w.partition}:cloudtrail:*:${w.accountId}:trail/*`,
      },
      ArnLike: { "aws:SourceArn": `arn:${w.partition}:cloudtrail:*:${w.accountId}:trail/*` },
    }),
} as const;

/** AWS service that encrypts or decrypts for a workload without assuming one of its roles. */
export type KeyService = keyof typeof SERVICE_STATEMENTS;

/** Names of all {@link KeyService} values. */
export const KEY_SERVICES: readonly string[] = Object.keys(SERVICE_STATEMENTS);

/**
 * Actions of AWS's default key administrators, without `kms:CreateGrant`, with which they could grant themselves
 * decryption.
 */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:Delete*",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:Revoke*",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];

/**
 * Key policy: the account administers the key through IAM, only the workload's own roles decrypt with it, deployments
 * can grant it to AWS services, and the named services use it for resources of this account.
 */
export function keyPolicy(workload: Workload, services: readonly KeyService[]): Statement[] {
  const { partition, accountId, region } = workload;
  const account = { AWS: `arn:${partition}:iam::${accountId}:root` };
  return [
    {
      Sid: "AdministeredByTheAccount",
      Effect: "Allow",
      Principal: account,
      Action: ADMINISTRATION,
      Resource: "*",
    },
    {
      Sid: "UsedByTheWorkloadsRoles",
      Effect: "Allow",
      Principal: account,
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${accountId}:role${workloadPath(workload)}*` },
      },
    },
    {
      // Deployments let queues, tables and functions use the key through grants for AWS resources.
      Sid: "HandedToServicesByDeployments",
      Effect: "Allow",
      Principal: account,
      Action: ["kms:CreateGrant"],
      Resource: "*",
      Condition: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringLike: { "kms:ViaService": `*.${region}.amazonaws.com` },
        StringEquals: { "kms:CallerAccount": accountId },
      },
    },
    ...services.flatMap((name) => SERVICE_STATEMENTS[name](workload)),
  ];
}

/** Statement for a service that sends the account and resource on whose behalf it acts. */
function fromSource(w: Workload, sid: string, name: string, actions: string[], source: string): Statement {
  return service(sid, `${name}.amazonaws.com`, actions, {
    StringEquals: { "aws:SourceAccount": w.accountId },
    ArnLike: { "aws:SourceArn": `arn:${w.partition}:${source}` },
  });
}

function service(sid: string, principal: string, actions: string[], condition: Statement["Condition"]): Statement {
  return {
    Sid: `UsedBy${sid}`,
    Effect: "Allow",
    Principal: { Service: principal },
    Action: actions,
    Resource: "*",
    Condition: condition,
  };
}
