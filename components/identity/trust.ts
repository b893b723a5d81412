import type { Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./policy-document";

/**
 * Services that assume a workload's roles, and the ARN of the resource that each sends as `aws:SourceArn`. All but ECS
 * send `aws:SourceAccount`. The value is undefined where no AWS documentation states that the service sends
 * `aws:SourceArn`: a role that requires a missing key cannot be assumed (each page read 2026-11).
 */
const SOURCES: Readonly<Record<ComputeService, string | undefined>> = {
  // AWS's own trust policy for functions has the account alone:
  // https://github.com/aws/agent-toolkit-for-aws, deploying-custom-domain-rest-api/scripts/lambda-trust-policy.json
  lambda: undefined,
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  "ecs-tasks": "ecs:{region}:{account}:*",
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
  states: "states:{region}:{account}:stateMachine:*",
  // https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html
  bedrock: "bedrock:{region}:{account}:*",
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
  "bedrock-agentcore": "bedrock-agentcore:{region}:{account}:*",
  // https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
  sagemaker: "sagemaker:{region}:{account}:*",
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  scheduler: "scheduler:{region}:{account}:schedule-group/*",
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
  events: "events:{region}:{account}:rule/*",
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  "vpc-flow-logs": "ec2:{region}:{account}:vpc-flow-log/*",
  // ECS itself, which registers tasks with VPC Lattice. AWS's own trust policy for it has no condition; a role can be
  // passed to it within its own account only:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  ecs: undefined,
  // S3, which replicates objects. AWS's own trust policy for it has no condition, and a bucket's replication accepts a
  // role of its own account only:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
  s3: undefined,
  // The control plane of a cluster:
  // https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
  eks: "eks:{region}:{account}:cluster/*",
  // Instances, to which a role can be passed within its own account only:
  // https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
  ec2: undefined,
};

/** Services for which no AWS documentation states that they send `aws:SourceAccount` or `aws:SourceArn`. */
const WITHOUT_SOURCE_KEYS: ReadonlySet<ComputeService> = new Set<ComputeService>(["ecs", "s3", "ec2"]);

/** AWS service that assumes a workload's role: its service principal without `.amazonaws.com`. */
export type ComputeService =
  | "lambda"
  | "ecs-tasks"
  | "states"
  | "bedrock"
  | "bedrock-agentcore"
  | "sagemaker"
  | "scheduler"
  | "events"
  | "vpc-flow-logs"
  | "ecs"
  | "s3"
  | "eks"
  | "ec2";

/** Names of all {@link ComputeService} values. */
export const COMPUTE_SERVICES: readonly string[] = Object.keys(SOURCES);

/** Trust policy statement for one AWS service, on behalf of resources in the workload's account and region only. */
export function trust(service: ComputeService, { accountId, partition, region }: Workload): Statement {
  const source = SOURCES[service]?.replace("{region}", region).replace("{account}", accountId);
  return {
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sts:AssumeRole",
    ...(!WITHOUT_SOURCE_KEYS.has(service) && {
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ...(source && { ArnLike: { "aws:SourceArn": `arn:${partition}:${source}` } }),
      },
    }),
  };
}

/**
 * Pods of an EKS cluster, identified by their Kubernetes service account. EKS Pod Identity assumes the role for them.
 */
export interface Pods {
  /** Name of the EKS cluster, in the workload's account and region. Known in preview. */
  readonly clusterName: pulumi.Input<string>;
  /** Kubernetes namespace of the service account. */
  readonly namespace: string;
  /** Name of the Kubernetes service account. */
  readonly serviceAccount: string;
}

/**
 * Trust policy statement for the pods of one service account, by the session tags that EKS Pod Identity sets:
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11).
 */
export function trustPods(
  { clusterName, namespace, serviceAccount }: Pods,
  { accountId, partition, region }: Workload,
): Statement {
  return {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:RequestTag/eks-cluster-arn": pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
      },
    },
  };
}

/** People who act for a workload, identified by the roles of the workload's account that they are signed in with. */
export interface People {
  /**
   * ARN patterns of those roles; `*` matches any text. A permission set of IAM Identity Center has
   * `arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_claims-reviewer_*`.
   */
  readonly signedInAs: readonly string[];
}

/**
 * ARN pattern of the roles that a permission set of IAM Identity Center has in the workload's account, whatever the
 * region of the instance.
 */
export function permissionSetRoles({ partition, accountId }: Workload, permissionSet: string): string {
  return `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${permissionSet}_*`;
}

/** Trust policy statement for people, by the role that they are signed in with. */
export function trustPeople({ signedInAs }: People, { accountId, partition }: Workload): Statement {
  return {
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: { "aws:PrincipalArn": [...signedInAs] },
    },
  };
}

/**
 * Checks that people sign in with roles of the workload's account, for `faultsOf`.
 * @param member Argument that the faults are reported for.
 */
export function peopleFaults({ signedInAs }: People, { accountId, partition }: Workload, member: string) {
  const own = `arn:${partition}:iam::${accountId}:role/`;
  const foreign = signedInAs.filter((arn) => !arn.startsWith(own) || arn === `${own}*`);
  return [
    [
      signedInAs.length > 0 && foreign.length === 0,
      `${member}.signedInAs`,
      `roles of account ${accountId}, by ARN`,
      foreign.join(", "),
    ] as const,
  ];
}
