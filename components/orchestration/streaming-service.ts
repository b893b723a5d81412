import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { AccessLogBucket } from "../data/access-log-bucket";
import { isPrivateNetwork } from "../network/cidr";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { ContainerService, type ContainerServiceArgs, type Peer } from "./container-service";
import { isWhole, withDefaults } from "./container-task";

export interface StreamingServiceArgs extends Omit<ContainerServiceArgs, "targetGroupArns" | "lattice"> {
  /** Certificate of AWS Certificate Manager, from a private CA or for a domain of the organisation's: its ARN. */
  readonly certificateArn: pulumi.Input<string>;
  /** Who may open a connection, each by a name of its own. Ranges are private ones. Bounds: at least one. */
  readonly clients: Readonly<Record<string, Peer>>;
  /**
   * Seconds of silence in a stream, in either direction, after which it is cut off. Bounds: 1 to 4,000; longer than the
   * container ever says nothing. Default: 120.
   */
  readonly idleSeconds?: number;
  /** Path that answers 200 while the container takes new requests. Default: `/healthz`. */
  readonly healthPath?: string;
  /** Bucket for access logs, an {@link AccessLogBucket} that balancers write to. Default: one of its own. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** TLS 1.2 and 1.3, with forward secrecy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html (read 2026-11). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** Elastic Load Balancing's names have 32 characters, 26 of which the provider draws for a prefix. */
const PREFIX_LENGTH = 5;

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
export class StreamingService extends PlinthComponent {
  readonly service: ContainerService;
  /** Where clients connect; a record for the certificate's domain points to it. */
  readonly dnsName: pulumi.Output<string>;
  /** Of the balancer, as CloudWatch names it. */
  readonly balancerSuffix: pulumi.Output<string>;
  /** Of the target group, as CloudWatch names it. */
  readonly targetGroupSuffix: pulumi.Output<string>;

  constructor(name: string, args: StreamingServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("StreamingService", name, args, opts, faults(name, args));
    const group = this.#createSecurityGroup(args);
    const balancer = this.#createBalancer(args, group);
    const targets = this.#createTargetGroup(args);
    const listener = this.#listen(args, balancer, targets);

    this.service = new ContainerService(
      name,
      // ECS refuses a target group that no load balancer forwards to yet.
      { ...args, targetGroupArns: [pulumi.all([targets.arn, listener.arn]).apply(([arn]) => arn)] },
      { parent: this },
    );
    this.#connect(group);

    this.dnsName = balancer.dnsName;
    this.balancerSuffix = balancer.arnSuffix;
    this.targetGroupSuffix = targets.arnSuffix;
    this.registerOutputs({ dnsName: this.dnsName });
  }

  #createSecurityGroup({ network, clients }: StreamingServiceArgs): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
      `${this.name}-balancer-security-group`,
      {
        vpcId: network.vpcId,
        description: "Load balancer of the service",
        revokeRulesOnDelete: true,
        tags: { Name: this.physicalName("balancer"), ...this.tags() },
      },
      this.child(),
    );
    for (const [client, peer] of Object.entries(clients)) {
      const source = "securityGroupId" in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer;
      new vpc.SecurityGroupIngressRule(
        `${this.name}-balancer-from-${client}`,
        { securityGroupId: group.id, ...source, ...HTTPS, tags: this.tags() },
        this.child(),
      );
    }
    return group;
  }

  #createBalancer(args: StreamingServiceArgs, group: ec2.SecurityGroup): lb.LoadBalancer {
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

  #accessLogBucketName({ workload, accessLogBucketName }: StreamingServiceArgs): pulumi.Input<string> {
    if (accessLogBucketName !== undefined) return accessLogBucketName;
    const bucket = new AccessLogBucket(`${this.name}-access-logs`, { workload, balancers: true }, { parent: this });
    return bucket.bucketName;
  }

  #createTargetGroup(args: StreamingServiceArgs): lb.TargetGroup {
    const { port, drainSeconds } = withDefaults(args);
    return new lb.TargetGroup(
      `${this.name}-targets`,
      {
        namePrefix: this.#namePrefix(),
        vpcId: args.network.vpcId,
        targetType: "ip",
        protocol: "HTTP",
        port,
        deregistrationDelay: drainSeconds,
        // Streams last for very different times, so that taking turns would be unfair.
        loadBalancingAlgorithmType: "least_outstanding_requests",
        healthCheck: {
          path: args.healthPath ?? "/healthz",
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

  #listen({ certificateArn }: StreamingServiceArgs, balancer: lb.LoadBalancer, targets: lb.TargetGroup): lb.Listener {
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

  /** The balancer speaks to the tasks, and to nobody else. */
  #connect(group: ec2.SecurityGroup): void {
    const { port, securityGroupId } = this.service;
    this.service.admit("balancer", { securityGroupId: group.id });
    new vpc.SecurityGroupEgressRule(
      `${this.name}-balancer-to-tasks`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: securityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #namePrefix(): string {
    return `${this.workload.name.slice(0, PREFIX_LENGTH)}-`;
  }
}

function faults(name: string, args: StreamingServiceArgs): Fault[] {
  const { workload, certificateArn, clients, idleSeconds = 120, healthPath = "/healthz" } = args;
  const { partition, region } = workload;
  const open = Object.values(clients).flatMap((peer) =>
    "cidrIpv4" in peer && !isPrivateNetwork(peer.cidrIpv4) ? [peer.cidrIpv4] : [],
  );
  const unnamed = Object.keys(clients).filter((client) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(client));
  return faultsOf(
    "orchestration/StreamingService",
    name,
    [
      typeof certificateArn !== "string" || certificateArn.startsWith(`arn:${partition}:acm:${region}:`),
      "certificateArn",
      `the ARN of a certificate in ${region}`,
      `${certificateArn}`,
    ],
    [Object.keys(clients).length > 0, "clients", "at least one client"],
    [unnamed.length === 0, "clients", "clients by kebab-case names", unnamed.join(", ")],
    [open.length === 0, "clients", "private networks such as 10.20.0.0/22, without host bits", open.join(", ")],
    [isWhole(idleSeconds, 1, 4_000), "idleSeconds", "1 to 4000 seconds", `${idleSeconds}`],
    [/^\/[\w./-]*$/.test(healthPath), "healthPath", "a path such as /healthz", healthPath],
  );
}
