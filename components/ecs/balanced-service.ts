import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { AccessLogBucket } from "../data/access-log-bucket";
import { isPrivateNetwork } from "../network/cidr";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { Peer } from "./container-service";
import { isWhole } from "./container-task";
import { certifiedName } from "./workload-certificate";

/** Who reaches a service, and how. */
export interface BalancerArgs {
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

/** @internal What a balancer is told of the containers behind it. */
export interface Targets {
  readonly port: number;
  readonly drainSeconds: number;
}

type FrontArgs = PlinthComponentArgs & BalancerArgs & { readonly network: WorkloadNetwork };

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** TLS 1.2 and 1.3, with forward secrecy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html (read 2026-11). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** Elastic Load Balancing's names have 32 characters, 26 of which the provider draws for a prefix. */
const PREFIX_LENGTH = 5;

/** @internal */
export const DEFAULT_HEALTH_PATH = "/healthz";

/** What compute of the workload's own calls the service with. */
export interface ServiceClient {
  /** Where it runs: it reaches the service's balancer and nothing else. */
  readonly network: WorkloadNetwork;
  /** `SERVICE_ADDRESS`, where it connects, and `SERVICE_NAME`, which the balancer's certificate must be for. */
  readonly environment: Readonly<Record<"SERVICE_ADDRESS" | "SERVICE_NAME", pulumi.Output<string>>>;
}

/** A service behind an internal load balancer over HTTPS, which only named clients inside the network reach. */
export abstract class BalancedService extends PlinthComponent {
  /** Where clients connect; a record for the certificate's domain points to it. */
  readonly dnsName: pulumi.Output<string>;
  /** Of the balancer, as CloudWatch names it. */
  readonly balancerSuffix: pulumi.Output<string>;
  /** Of the target group, as CloudWatch names it. */
  readonly targetGroupSuffix: pulumi.Output<string>;
  /** Not known before a load balancer forwards to the group: ECS refuses one that none forwards to yet. */
  protected readonly targetGroupArn: pulumi.Output<string>;
  protected readonly balancerGroupId: pulumi.Output<string>;
  readonly #args: FrontArgs;

  protected constructor(
    type: string,
    name: string,
    args: FrontArgs,
    containers: Targets,
    opts: pulumi.ComponentResourceOptions | undefined,
    faults: readonly Fault[],
  ) {
    super(type, name, args, opts, [...balancerFaults(type, name, args), ...faults]);
    this.#args = args;
    const group = this.#createSecurityGroup("balancer", "Load balancer of the service");
    for (const [client, peer] of Object.entries(args.clients)) this.#letIn(group.id, client, peer);
    const balancer = this.#createBalancer(args, group);
    const targets = this.#createTargetGroup(args, containers);
    const listener = this.#listen(args, balancer, targets);

    this.dnsName = balancer.dnsName;
    this.balancerSuffix = balancer.arnSuffix;
    this.targetGroupSuffix = targets.arnSuffix;
    this.balancerGroupId = group.id;
    this.targetGroupArn = pulumi.all([targets.arn, listener.arn]).apply(([arn]) => arn);
  }

  /**
   * Lets compute of the workload's own call the service as its clients do, a function that asks golden questions for one.
   * @param client Names it, once a service, and none of `clients`: `evaluation`.
   */
  createClient(client: string): ServiceClient {
    const { workload, network, certificateArn } = this.#args;
    const group = this.#createSecurityGroup(`client-${client}`, "Calls the service");
    this.#letIn(this.balancerGroupId, client, { securityGroupId: group.id });
    this.letOut(client, group.id);
    return {
      network: { ...network, securityGroupIds: [group.id] },
      environment: {
        SERVICE_ADDRESS: this.dnsName,
        SERVICE_NAME: certifiedName(`${this.name}-certificate`, workload, certificateArn, { parent: this }),
      },
    };
  }

  /**
   * Lets members of a security group that reaches nothing by itself out to the balancer; whether they may come in, `clients`
   * says.
   * @param client Names the rule, once a service: `network`.
   */
  letOut(client: string, securityGroupId: pulumi.Input<string>): void {
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

  #letIn(securityGroupId: pulumi.Output<string>, client: string, peer: Peer): void {
    const source = "securityGroupId" in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer;
    new vpc.SecurityGroupIngressRule(
      `${this.name}-balancer-from-${client}`,
      { securityGroupId, ...source, ...HTTPS, tags: this.tags() },
      this.child(),
    );
  }

  #createBalancer(args: FrontArgs, group: ec2.SecurityGroup): lb.LoadBalancer {
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

  #accessLogBucketName({ workload, accessLogBucketName }: FrontArgs): pulumi.Input<string> {
    if (accessLogBucketName !== undefined) return accessLogBucketName;
    const bucket = new AccessLogBucket(`${this.name}-access-logs`, { workload, loadBalancers: true }, { parent: this });
    return bucket.bucketName;
  }

  #createTargetGroup(args: FrontArgs, { port, drainSeconds }: Targets): lb.TargetGroup {
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

  #listen({ certificateArn }: FrontArgs, balancer: lb.LoadBalancer, targets: lb.TargetGroup): lb.Listener {
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

  /** The balancer speaks to containers of one group, and to nobody else. */
  protected reach(securityGroupId: pulumi.Input<string>, port: number): void {
    new vpc.SecurityGroupEgressRule(
      `${this.name}-balancer-to-tasks`,
      {
        securityGroupId: this.balancerGroupId,
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

function balancerFaults(type: string, name: string, args: PlinthComponentArgs & BalancerArgs): Fault[] {
  const { workload, certificateArn, clients, idleSeconds = 120, healthPath = DEFAULT_HEALTH_PATH } = args;
  const { partition, region } = workload;
  const open = Object.values(clients).flatMap((peer) =>
    "cidrIpv4" in peer && !isPrivateNetwork(peer.cidrIpv4) ? [peer.cidrIpv4] : [],
  );
  const unnamed = Object.keys(clients).filter((client) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(client));
  return faultsOf(
    `orchestration/${type}`,
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
