import type { Fault } from "@plinth/standards";
import * as eks from "@pulumi/aws/eks";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { BalancedService, type BalancerArgs, DEFAULT_HEALTH_PATH } from "../ecs/balanced-service";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import { isWhole } from "../ecs/container-task";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { KubernetesCluster } from "./kubernetes-cluster";
import { balancedPods, type KubernetesObject } from "./kubernetes-objects";

export interface EksStreamingServiceArgs extends PlinthComponentArgs, BalancerArgs {
  /** Where it runs. */
  readonly cluster: KubernetesCluster;
  /** The cluster's network: the balancer stands in its subnets. */
  readonly network: WorkloadNetwork;
  /** For processors of the kind arm64, as on ECS. */
  readonly image: ContainerImage;
  /** Port that the container listens on. Bounds: 1,024 to 65,535, because it does not run as root. Default: 8080. */
  readonly port?: number;
  /** Environment variables. Never a secret: code reads those by its role. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Thousandths of a CPU of one pod. Bounds: 100 to 16,000. Default: 500. */
  readonly cpuMillis?: number;
  /** Memory of one pod. Bounds: 128 to 65,536 MiB. Default: 1,024. */
  readonly memoryMb?: number;
  /**
   * Seconds in which a pod that is to stop finishes what it has begun: after them it is killed. Bounds: 2 to 3,600, which is
   * the balancer's most. Default: 120.
   */
  readonly drainSeconds?: number;
  /** User and group ids that the container runs as; never root's. Default: `65532:65532`, "nonroot" of distroless images. */
  readonly user?: string;
  /** Folders that the container may write to; each begins empty in every pod. Default: none, its file system is read-only. */
  readonly writableFolders?: readonly string[];
  /** Pods at a time, which follow the load. Bounds: 2 to 100. Default: 2 to 10. */
  readonly pods?: { readonly least: number; readonly most: number };
}

/**
 * What a `StreamingService` is, on Kubernetes: for a platform team that runs Amazon EKS already.
 *
 * Creates the internal balancer over HTTPS with its target group, access logs and security groups, which let the balancer in
 * to the nodes on the one port; the role of the pods, which nobody takes on but one service account of one namespace of one
 * cluster, and its EKS Pod Identity association. What runs in Kubernetes is {@link manifests}: namespace (restricted pod
 * security), service account, network policies, deployment (not root, no capabilities, read-only file system, default seccomp
 * profile), disruption budget, autoscaler, service, and the binding by which the AWS Load Balancer Controller registers pods.
 * A pod that is to stop is given nothing new, and then has time to finish what it has begun.
 *
 * Apply them with `new k8s.yaml.v2.ConfigGroup("assistant", { objs: service.manifests })` of `@pulumi/kubernetes`, or for
 * GitOps write the stack's output to its repository: Kubernetes reads JSON.
 *
 * The image of the conversational blueprint runs here as it does on ECS: give it the blueprint's `environment`, a
 * `DRAIN_SECONDS` below `drainSeconds`, and {@link role} the same grants.
 *
 * @example
 * const service = new EksStreamingService("assistant", {
 *   workload,
 *   cluster: existingCluster("cluster", { clusterName: "platform", nodeSecurityGroupId: "sg-0fedcba9876543210" }),
 *   network,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
 *   certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   clients: { portal: { securityGroupId: "sg-0123456789abcdef0" } },
 * });
 */
export class EksStreamingService extends BalancedService {
  /** Of the pods: what they may do is granted to it. */
  readonly role: WorkloadRole;
  readonly namespace: string;
  /** In an order in which they can be applied. Not known in preview: they name the target group. */
  readonly manifests: pulumi.Output<KubernetesObject[]>;

  constructor(name: string, args: EksStreamingServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = withDefaults(args);
    super("EksStreamingService", name, args, settings, opts, faults(name, args));
    const { workload, cluster, image } = args;
    this.namespace = this.physicalName();
    this.role = this.#identify(args);
    this.#connect(cluster, settings.port);
    cluster.grantPull(name, image);

    this.manifests = pulumi
      .all([image.uri, args.environment ?? {}, this.targetGroupArn, args.network.vpcId])
      .apply(([uri, environment, targetGroupArn, vpcId]) =>
        balancedPods({
          name,
          namespace: this.namespace,
          workload: workload.name,
          image: uri,
          environment,
          targetGroupArn,
          vpcId,
          ...settings,
        }),
      );
    const { dnsName, manifests } = this;
    this.registerOutputs({ dnsName, manifests });
  }

  #identify({ workload, cluster: { clusterName } }: EksStreamingServiceArgs): WorkloadRole {
    const pods = { clusterName, namespace: this.namespace, serviceAccount: this.name };
    const role = new WorkloadRole(`${this.name}-pod`, { workload, service: pods }, { parent: this });
    // X-Ray has no resources to scope these to.
    role.allow("trace", { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] });
    new eks.PodIdentityAssociation(
      `${this.name}-identity`,
      { ...pods, roleArn: role.roleArn, tags: this.tags() },
      this.child({ dependsOn: [role] }),
    );
    return role;
  }

  /** Pods on a node have the node's security group. */
  #connect({ nodeSecurityGroupId }: KubernetesCluster, port: number): void {
    new vpc.SecurityGroupIngressRule(
      `${this.name}-nodes-from-balancer`,
      {
        securityGroupId: nodeSecurityGroupId,
        referencedSecurityGroupId: this.balancerGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: this.tags(),
      },
      this.child(),
    );
    this.reach(nodeSecurityGroupId, port);
  }
}

function withDefaults({
  port = 8080,
  cpuMillis = 500,
  memoryMb = 1_024,
  drainSeconds = 120,
  user = "65532:65532",
  writableFolders = [],
  healthPath = DEFAULT_HEALTH_PATH,
  pods: { least, most } = { least: 2, most: 10 },
}: EksStreamingServiceArgs) {
  return { port, cpuMillis, memoryMb, drainSeconds, user, writableFolders, healthPath, least, most };
}

function faults(name: string, args: EksStreamingServiceArgs): Fault[] {
  const { port, cpuMillis, memoryMb, drainSeconds, user, writableFolders, least, most } = withDefaults(args);
  const namespace = physicalName(args.workload, name);
  const misplaced = writableFolders.filter((folder) => !/^\/[\w./-]*[\w-]$/.test(folder) || folder.includes(".."));
  const unnamed = Object.keys(args.environment ?? {}).filter((variable) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable));
  return [
    ...faultsOf(
      "orchestration/EksStreamingService",
      name,
      [
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && namespace.length <= 56,
        "name",
        "a kebab-case name that leaves the namespace's within 56 characters",
        namespace,
      ],
      [isWhole(port, 1_024, 65_535), "port", "a port from 1024 to 65535", `${port}`],
      [isWhole(cpuMillis, 100, 16_000), "cpuMillis", "100 to 16000 thousandths of a CPU", `${cpuMillis}`],
      [isWhole(memoryMb, 128, 65_536), "memoryMb", "128 to 65536 MiB", `${memoryMb}`],
      [isWhole(drainSeconds, 2, 3_600), "drainSeconds", "2 to 3600 seconds", `${drainSeconds}`],
      [/^[1-9]\d*(:[1-9]\d*)?$/.test(user), "user", "numbers of a user, and group, that are not root's", user],
      [unnamed.length === 0, "environment", "names of environment variables", unnamed.join(", ")],
      [misplaced.length === 0, "writableFolders", "absolute paths", misplaced.join(", ")],
      [
        isWhole(least, 2, 100) && isWhole(most, least, 100),
        "pods",
        "2 to 100 pods, and the least not above the most",
        `${least} to ${most}`,
      ],
    ),
    ...imageFaults("orchestration/EksStreamingService", name, args.image),
  ];
}
