import type { Fault } from "@plinth/standards";
import * as eks from "@pulumi/aws/eks";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { BalancedService } from "../ecs/balanced-service";
import { type BalancerArgs, DEFAULT_HEALTH_PATH } from "../ecs/balancer-args";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import { WorkloadRole } from "../identity/workload-role";
import { singlePort } from "../network/security-group-rules";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { KubernetesCluster } from "./kubernetes-cluster";
import { balancedPods, type KubernetesObject } from "./kubernetes-objects";

/** Arguments of {@link EksStreamingService}. */
export interface EksStreamingServiceArgs extends PlinthComponentArgs, BalancerArgs {
  /** Cluster that the pods run on. */
  readonly cluster: KubernetesCluster;
  /** Network of the cluster. The load balancer is created in its subnets. */
  readonly network: WorkloadNetwork;
  /** Image of the container, for arm64. */
  readonly image: ContainerImage;
  /** Port that the container listens on. Bounds: 1,024 to 65,535, because the container does not run as root. Default: 8080. */
  readonly port?: number;
  /** Environment variables. Not for secrets: the container reads those with its role. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** CPU of a pod, in millicores. Bounds: 100 to 16,000. Default: 500. */
  readonly cpuMillis?: number;
  /** Memory of a pod, in MiB. Bounds: 128 to 65,536. Default: 1,024. */
  readonly memoryMb?: number;
  /**
   * Seconds that a terminating pod has to complete its requests before Kubernetes kills it. Bounds: 2 to 3,600, the maximum
   * deregistration delay of a load balancer. Default: 120.
   */
  readonly drainSeconds?: number;
  /** User id, and optionally group id, of the container. Bounds: not root. Default: `65532:65532`, `nonroot` of distroless images. */
  readonly user?: string;
  /** Absolute paths of folders that the container may write to. They are empty when a pod starts. Default: none, the file system is read-only. */
  readonly writableFolders?: readonly string[];
  /** Minimum and maximum number of pods. The autoscaler follows the CPU utilisation. Bounds: 2 to 100. Default: 2 to 10. */
  readonly pods?: { readonly min: number; readonly max: number };
}

/**
 * The counterpart of `StreamingService` on Kubernetes, for platform teams that run Amazon EKS.
 *
 * Creates an internal Application Load Balancer with an HTTPS listener, its target group, access logs and security groups,
 * which allow the load balancer to reach one port of the nodes. It also creates the pods' role, which one service account in
 * one namespace of one cluster can assume, and its EKS Pod Identity association. The Kubernetes objects are in
 * {@link manifests}: namespace (restricted pod security), service account, network policies, deployment (non-root user, no
 * Linux capabilities, read-only root file system, default seccomp profile), pod disruption budget, autoscaler, service, and
 * the target group binding with which the AWS Load Balancer Controller registers pods. A terminating pod gets no new
 * requests, and has `drainSeconds` to complete its current ones.
 *
 * Apply the objects with `new k8s.yaml.v2.ConfigGroup("assistant", { objs: service.manifests })` of `@pulumi/kubernetes`. For
 * GitOps, write the stack's output to the repository: Kubernetes accepts JSON.
 *
 * The image of the conversational blueprint runs on EKS as on ECS. Pass the blueprint's `environment` with a `DRAIN_SECONDS`
 * below `drainSeconds`, and grant {@link role} the same permissions.
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
  /** Role of the pods. Grant it the permissions that the container needs. */
  readonly role: WorkloadRole;
  /** Kubernetes namespace of the service: `<workload>-<environment>-<name>`. */
  readonly namespace: string;
  /** Kubernetes objects of the service, in an order in which they can be applied. Known after the update, because they contain the target group's ARN. */
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
    // X-Ray defines no resource types for these actions.
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
        ...singlePort(port),
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
  pods: { min: minPods, max: maxPods } = { min: 2, max: 10 },
}: EksStreamingServiceArgs) {
  return { port, cpuMillis, memoryMb, drainSeconds, user, writableFolders, healthPath, minPods, maxPods };
}

function faults(name: string, args: EksStreamingServiceArgs): Fault[] {
  const { port, cpuMillis, memoryMb, drainSeconds, user, writableFolders, minPods, maxPods } = withDefaults(args);
  const namespace = physicalName(args.workload, name);
  const relativePaths = writableFolders.filter((folder) => !/^\/[\w./-]*[\w-]$/.test(folder) || folder.includes(".."));
  const invalidVariables = Object.keys(args.environment ?? {}).filter(
    (variable) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable),
  );
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
      [isIntegerBetween(port, 1_024, 65_535), "port", "a port from 1024 to 65535", `${port}`],
      [isIntegerBetween(cpuMillis, 100, 16_000), "cpuMillis", "100 to 16000 thousandths of a CPU", `${cpuMillis}`],
      [isIntegerBetween(memoryMb, 128, 65_536), "memoryMb", "128 to 65536 MiB", `${memoryMb}`],
      [isIntegerBetween(drainSeconds, 2, 3_600), "drainSeconds", "2 to 3600 seconds", `${drainSeconds}`],
      [/^[1-9]\d*(:[1-9]\d*)?$/.test(user), "user", "numbers of a user, and group, that are not root's", user],
      [invalidVariables.length === 0, "environment", "names of environment variables", invalidVariables.join(", ")],
      [relativePaths.length === 0, "writableFolders", "absolute paths", relativePaths.join(", ")],
      [
        isIntegerBetween(minPods, 2, 100) && isIntegerBetween(maxPods, minPods, 100),
        "pods",
        "2 to 100 pods, and the least not above the most",
        `${minPods} to ${maxPods}`,
      ],
    ),
    ...imageFaults("orchestration/EksStreamingService", name, args.image),
  ];
}
