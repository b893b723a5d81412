import type { Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./policy-document";

/**
 * Services that act as a workload, and the ARN of the resource on whose behalf each of them asks for the role. All but ECS
 * send `aws:SourceAccount`; undefined where nothing from AWS says that they send `aws:SourceArn` too, for a role that
 * demands a key which is not sent can be taken on by nobody (each page read 2026-11).
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
  // ECS itself, where it registers tasks with VPC Lattice. AWS's own trust policy for it has no condition; a role can be
  // passed to it within its own account only:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  ecs: undefined,
  // S3 as it copies objects. AWS's own trust policy for it has no condition either, and a bucket's replication can only be
  // given a role of its own account:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
  s3: undefined,
  // The control plane of a cluster:
  // https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
  eks: "eks:{region}:{account}:cluster/*",
  // Machines, whose role can be passed to them within its own account only:
  // https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
  ec2: undefined,
};

/** Services that tell neither account nor resource, as far as anything from AWS says. */
const SILENT: ReadonlySet<ComputeService> = new Set<ComputeService>(["ecs", "s3", "ec2"]);

/** A service that can be a workload's compute, or act for it: the part of its principal before `.amazonaws.com`. */
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

export const COMPUTE_SERVICES: readonly string[] = Object.keys(SOURCES);

/** Lets one service take on a role, for resources of the workload's own account and region only. */
export function trust(service: ComputeService, { accountId, partition, region }: Workload): Statement {
  const source = SOURCES[service]?.replace("{region}", region).replace("{account}", accountId);
  return {
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sts:AssumeRole",
    ...(!SILENT.has(service) && {
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ...(source && { ArnLike: { "aws:SourceArn": `arn:${partition}:${source}` } }),
      },
    }),
  };
}

/** Pods of a Kubernetes cluster, by the service account that they run as: EKS Pod Identity signs them in. */
export interface Pods {
  /** Of the cluster, in the workload's account and region; known in preview. */
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Lets the pods of one service account take on a role, by what Pod Identity tells of them in the tags of each session:
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

/** People who act for a workload: by the roles of its own account that they sign in with, and no other. */
export interface People {
  /**
   * ARNs of those roles, `*` standing for any text: an IAM Identity Center permission set's is
   * `arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_claims-reviewer_*`.
   */
  readonly signedInAs: readonly string[];
}

/** The roles that a permission set of IAM Identity Center has in an account, whatever the region of the instance. */
export function permissionSetRoles({ partition, accountId }: Workload, permissionSet: string): string {
  return `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${permissionSet}_*`;
}

/** Lets people take on a role, by how they signed in. */
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

/** What is wrong with people, told of the member of a component's arguments that they are. */
export function peopleFaults({ signedInAs }: People, { accountId, partition }: Workload, member: string) {
  const own = `arn:${partition}:iam::${accountId}:role/`;
  const strange = signedInAs.filter((arn) => !arn.startsWith(own) || arn === `${own}*`);
  return [
    [
      signedInAs.length > 0 && strange.length === 0,
      `${member}.signedInAs`,
      `roles of account ${accountId}, by ARN`,
      strange.join(", "),
    ] as const,
  ];
}
