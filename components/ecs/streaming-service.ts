import type * as pulumi from "@pulumi/pulumi";
import { BalancedService } from "./balanced-service";
import type { BalancerArgs } from "./balancer-args";
import { ContainerService } from "./container-service";
import type { ContainerServiceArgs } from "./container-service-args";
import { withDefaults } from "./container-task";

/** Arguments of {@link StreamingService}. */
export interface StreamingServiceArgs extends Omit<ContainerServiceArgs, "targetGroupArns" | "lattice">, BalancerArgs {}

/**
 * Containers that stream responses, behind an internal load balancer that only named clients in the network can reach.
 *
 * Creates a {@link ContainerService}, an internal Application Load Balancer with an HTTPS listener and access logs, its target
 * group (health check, least outstanding requests, connection draining) and its security groups. The load balancer accepts
 * the given clients, and the tasks accept the load balancer. In production the load balancer is protected from deletion.
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
  /** The ECS service behind the load balancer. */
  readonly service: ContainerService;

  constructor(name: string, args: StreamingServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("StreamingService", name, args, withDefaults(args), opts, []);
    this.service = new ContainerService(name, { ...args, targetGroupArns: [this.targetGroupArn] }, { parent: this });
    this.service.allowIngressFrom("balancer", { securityGroupId: this.balancerGroupId });
    this.reach(this.service.securityGroupId, this.service.port);
    this.registerOutputs({ dnsName: this.dnsName });
  }
}
