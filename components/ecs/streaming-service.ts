import type * as pulumi from "@pulumi/pulumi";
import { BalancedService, type BalancerArgs } from "./balanced-service";
import { ContainerService, type ContainerServiceArgs } from "./container-service";
import { withDefaults } from "./container-task";

export interface StreamingServiceArgs extends Omit<ContainerServiceArgs, "targetGroupArns" | "lattice">, BalancerArgs {}

/**
 * Containers that answer in streams, behind a load balancer that only named clients inside the network reach.
 *
 * Creates a {@link ContainerService}, an internal application load balancer over HTTPS with access logs, its target group
 * (health check, the least busy task first, connections drained before a task stops) and security groups that let in the
 * given clients, and the balancer alone to the tasks. It is protected from deletion in production.
 *
 * @example
 * const task = new WorkloadRole("assistant-task", { workload, service: "ecs-tasks" });
 * const service = new StreamingService("assistant", {
 *   workload,
 *   role: task,
 *   network,
 *   key,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
 *   certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   clients: { portal: { securityGroupId: "sg-0123456789abcdef0" } },
 * });
 */
export class StreamingService extends BalancedService {
  readonly service: ContainerService;

  constructor(name: string, args: StreamingServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("StreamingService", name, args, withDefaults(args), opts, []);
    this.service = new ContainerService(name, { ...args, targetGroupArns: [this.targetGroupArn] }, { parent: this });
    this.service.admit("balancer", { securityGroupId: this.balancerGroupId });
    this.reach(this.service.securityGroupId, this.service.port);
    this.registerOutputs({ dnsName: this.dnsName });
  }
}
