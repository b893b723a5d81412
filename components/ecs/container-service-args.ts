import type { Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, logRetentionCheck, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type ContainerTaskArgs, taskFaults } from "./container-task";

/** Arguments of `ContainerService`. */
export interface ContainerServiceArgs extends PlinthComponentArgs, ContainerTaskArgs {
  /** The workload's role for `ecs-tasks`: the task role, for calls of the container itself. */
  readonly role: WorkloadRole;
  /** Private subnets that tasks run in. Their security group must reach the endpoints `ecr-api`, `ecr-dkr`, `logs` and `s3`. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts the logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /**
   * ARNs of the secrets that the task execution role may read. They must be known in preview, with `-??????` in place of the
   * suffix that Secrets Manager assigns. Default: the ARNs in `secrets`.
   */
  readonly secretArnPatterns?: readonly pulumi.Input<string>[];
  /** Key that decrypts the `secrets`. Default: {@link key}. */
  readonly secretsKey?: EncryptionKey;
  /** Minimum and maximum number of tasks. Auto scaling follows the CPU utilisation. Bounds: 1 to 100. Default: 2 to 10. */
  readonly tasks?: { readonly min: number; readonly max: number };
  /** Log retention in days. Bounds: CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
  /** ARNs of load balancer target groups that tasks register with. Default: none. */
  readonly targetGroupArns?: readonly pulumi.Input<string>[];
  /** VPC Lattice target groups that tasks register with, each with the infrastructure role of ECS for that. Default: none. */
  readonly lattice?: readonly {
    readonly targetGroupArn: pulumi.Input<string>;
    readonly roleArn: pulumi.Input<string>;
  }[];
  /** ARN of an AWS Cloud Map service for service discovery. Default: none. */
  readonly registryArn?: pulumi.Input<string>;
  /**
   * Whether ECS stops a task before it starts its replacement, so that no two tasks write to the same persistent folder.
   * Deployments then interrupt the service. Bounds: true for a single task only. Default: false.
   */
  readonly oneAtATime?: boolean;
}

/** Source of ingress traffic: members of a security group, a managed prefix list, or a private IPv4 range. */
export type Peer =
  | { readonly securityGroupId: pulumi.Input<string> }
  | { readonly prefixListId: pulumi.Input<string> }
  | { readonly cidrIpv4: string };

/** @internal Source of a security group rule that allows ingress from a peer. */
export function sourceOf(peer: Peer) {
  return "securityGroupId" in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer;
}

/** @internal Tasks of a service that sets none. */
export const DEFAULT_TASKS = { min: 2, max: 10 };

/** @internal Faults of the arguments of a container service. */
export function serviceFaults(name: string, args: ContainerServiceArgs): Fault[] {
  const { workload, logRetentionDays, tasks = DEFAULT_TASKS, oneAtATime = false } = args;
  return [
    ...faultsOf(
      "orchestration/ContainerService",
      name,
      nameLengthCheck("service", physicalName(workload, name), 255),
      [
        isIntegerBetween(tasks.min, 1, 100) && isIntegerBetween(tasks.max, tasks.min, 100),
        "tasks",
        "1 to 100 tasks, and the least not above the most",
        `${tasks.min} to ${tasks.max}`,
      ],
      [!oneAtATime || tasks.max === 1, "oneAtATime", "false for more than one task", `${tasks.max} tasks`],
      logRetentionCheck(workload, logRetentionDays),
    ),
    ...taskFaults("ContainerService", name, args),
  ];
}
