import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { AccessLogBucket } from "../data/access-log-bucket";
import { HTTPS, singlePort } from "../network/security-group-rules";
import type { WorkloadNetwork } from "../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type BalancerArgs, balancerFaults, DEFAULT_HEALTH_PATH } from "./balancer-args";
import { type Peer, sourceOf } from "./container-service-args";
import { certifiedName } from "./workload-certificate";

/** @internal Properties of the containers behind a load balancer. */
export interface Targets {
  /** Port that the containers listen on. */
  readonly port: number;
  /** Deregistration delay, in seconds. */
  readonly drainSeconds: number;
}

type BalancedServiceArgs = PlinthComponentArgs & BalancerArgs & { readonly network: WorkloadNetwork };

/** TLS 1.2 and 1.3, with forward secrecy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html (read 2026-11). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** Names in Elastic Load Balancing have at most 32 characters. The provider appends 26 random ones to a prefix. */
const PREFIX_LENGTH = 5;

/** Network and environment of a function of the same workload that calls the service. */
export interface ServiceClient {
  /** Subnets, and a security group that allows egress to the load balancer only. */
  readonly network: WorkloadNetwork;
  /** Environment variables: `SERVICE_ADDRESS`, the host to connect to, and `SERVICE_NAME`, the host name in the certificate. */
  readonly environment: Readonly<Record<"SERVICE_ADDRESS" | "SERVICE_NAME", pulumi.Output<string>>>;
}

/** Base class of services behind an internal HTTPS load balancer that only named clients in the network can reach. */
export abstract class BalancedService extends PlinthComponent {
  /** DNS name of the load balancer. The record of the certificate's domain must be an alias of it. */
  readonly dnsName: pulumi.Output<string>;
  /** ARN suffix of the load balancer, the dimension `LoadBalancer` of CloudWatch metrics. */
  readonly balancerSuffix: pulumi.Output<string>;
  /** ARN suffix of the target group, the dimension `TargetGroup` of CloudWatch metrics. */
  readonly targetGroupSuffix: pulumi.Output<string>;
  /** ARN of the target group. It depends on the listener, because ECS rejects a target group without load balancer. */
  protected readonly targetGroupArn: pulumi.Output<string>;
  /** Id of the load balancer's security group. */
  protected readonly balancerGroupId: pulumi.Output<string>;
  readonly #args: BalancedServiceArgs;

  protected constructor(
    type: string,
    name: string,
    args: BalancedServiceArgs,
    containers: Targets,
    opts: pulumi.ComponentResourceOptions | undefined,
    faults: readonly Fault[],
  ) {
    super(type, name, args, opts, [...balancerFaults(type, name, args), ...faults]);
    this.#args = args;
    const group = this.#createSecurityGroup("balancer", "Load balancer of the service");
    this.balancerGroupId = group.id;
    for (const [client, peer] of Object.entries(args.clients)) this.#allowIngressFrom(client, peer);
    const balancer = this.#createBalancer(args, group);
    const targets = this.#createTargetGroup(args, containers);
    const listener = this.#listen(args, balancer, targets);

    this.dnsName = balancer.dnsName;
    this.balancerSuffix = balancer.arnSuffix;
    this.targetGroupSuffix = targets.arnSuffix;
    this.targetGroupArn = pulumi.all([targets.arn, listener.arn]).apply(([arn]) => arn);
  }

  /**
   * Creates a security group for a function of the same workload that calls the service as its clients do, such as the
   * function that runs golden conversations.
   * @param client Kebab-case name of the client: `evaluation`. It must be unique in the service, and none of `clients`.
   */
  createClient(client: string): ServiceClient {
    const { workload, network, certificateArn } = this.#args;
    const group = this.#createSecurityGroup(`client-${client}`, "Calls the service");
    this.#allowIngressFrom(client, { securityGroupId: group.id });
    this.allowEgressTo(client, group.id);
    return {
      network: { ...network, securityGroupIds: [group.id] },
      environment: {
        SERVICE_ADDRESS: this.dnsName,
        SERVICE_NAME: certifiedName(`${this.name}-certificate`, workload, certificateArn, { parent: this }),
      },
    };
  }

  /**
   * Allows egress from a security group to the load balancer. `clients` decides whether the load balancer accepts it.
   * @param client Name of the security group rule, unique in the service: `network`.
   */
  allowEgressTo(client: string, securityGroupId: pulumi.Input<string>): void {
    new vpc.SecurityGroupEgressRule(
      `${this.name}-${client}-to-balancer`,
      { securityGroupId, referencedSecurityGroupId: this.balancerGroupId, ...HTTPS, tags: this.tags() },
      this.child(),
    );
  }

  #createSecurityGroup(role: string, description: string): ec2.SecurityGroup {
    return new ec2.SecurityGroup(
      `${this.name}-${role}-security-group`,
      {
        vpcId: this.#args.network.vpcId,
        description,
        revokeRulesOnDelete: true,
        tags: { Name: this.physicalName(role), ...this.tags() },
      },
      this.child(),
    );
  }

  #allowIngressFrom(client: string, peer: Peer): void {
    new vpc.SecurityGroupIngressRule(
      `${this.name}-balancer-from-${client}`,
      { securityGroupId: this.balancerGroupId, ...sourceOf(peer), ...HTTPS, tags: this.tags() },
      this.child(),
    );
  }

  #createBalancer(args: BalancedServiceArgs, group: ec2.SecurityGroup): lb.LoadBalancer {
    const { network, idleSeconds = 120 } = args;
    return new lb.LoadBalancer(
      `${this.name}-balancer`,
      {
        namePrefix: this.#namePrefix(),
        internal: true,
        loadBalancerType: "application",
        subnets: network.subnetIds,
        securityGroups: [group.id],
        idleTimeout: idleSeconds,
        dropInvalidHeaderFields: true,
        enableDeletionProtection: this.isProduction,
        accessLogs: { enabled: true, bucket: this.#accessLogBucketName(args), prefix: this.physicalName() },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #accessLogBucketName({ workload, accessLogBucketName }: BalancedServiceArgs): pulumi.Input<string> {
    if (accessLogBucketName !== undefined) return accessLogBucketName;
    const bucket = new AccessLogBucket(`${this.name}-access-logs`, { workload, loadBalancers: true }, { parent: this });
    return bucket.bucketName;
  }

  #createTargetGroup(args: BalancedServiceArgs, { port, drainSeconds }: Targets): lb.TargetGroup {
    return new lb.TargetGroup(
      `${this.name}-targets`,
      {
        namePrefix: this.#namePrefix(),
        vpcId: args.network.vpcId,
        targetType: "ip",
        protocol: "HTTP",
        port,
        deregistrationDelay: drainSeconds,
        // The durations of streams differ widely, so round robin would overload some tasks.
        loadBalancingAlgorithmType: "least_outstanding_requests",
        healthCheck: {
          path: args.healthPath ?? DEFAULT_HEALTH_PATH,
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #listen({ certificateArn }: BalancedServiceArgs, balancer: lb.LoadBalancer, targets: lb.TargetGroup): lb.Listener {
    return new lb.Listener(
      `${this.name}-listener`,
      {
        loadBalancerArn: balancer.arn,
        port: HTTPS.toPort,
        protocol: "HTTPS",
        sslPolicy: TLS_POLICY,
        certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
        tags: this.tags(),
      },
      this.child(),
    );
  }

  /** Allows the load balancer egress to one port of the containers' security group. It has no other egress rule. */
  protected reach(securityGroupId: pulumi.Input<string>, port: number): void {
    new vpc.SecurityGroupEgressRule(
      `${this.name}-balancer-to-tasks`,
      {
        securityGroupId: this.balancerGroupId,
        referencedSecurityGroupId: securityGroupId,
        ...singlePort(port),
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #namePrefix(): string {
    return `${this.workload.name.slice(0, PREFIX_LENGTH)}-`;
  }
}
