import { type Fault, LOG_RETENTION_DAYS, logRetentionDays, retentionRange } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import type { ComputeService, Pods } from "../identity/trust";
import { workloadPath } from "../identity/workload-boundary";
import { WorkloadRole } from "../identity/workload-role";
import { PULL_ACTIONS } from "../network/cluster-registry";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { accessFaults, type ClusterAccess, letIn } from "./cluster-access";
import { type ClusterActor, clusterBoundary, clusterPermissions, SEE_KEY } from "./cluster-permissions";
import type { ContainerImage } from "./container-image";
import type { Peer } from "./container-service";
import { isWhole } from "./container-task";
import { isClusterName, type KubernetesCluster } from "./kubernetes-cluster";

export interface PrivateClusterArgs extends PlinthComponentArgs {
  /** Where it runs: private subnets whose security group reaches the endpoints of {@link endpointSet}'s `cluster`. */
  readonly network: WorkloadNetwork;
  /** Encrypts secrets, logs and disks. Its policy must let `logs` and `autoscaling` use it. */
  readonly key: EncryptionKey;
  /** Who may use the Kubernetes API, each by a name of its own. Default: nobody. */
  readonly access?: Readonly<Record<string, ClusterAccess>>;
  /**
   * Version of Kubernetes, one that EKS supports. Default: `1.35`, in standard support until 27 March 2027:
   * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (read 2026-11).
   */
  readonly version?: string;
  /** Machines with Graviton processors. Default: `m7g.large`. */
  readonly instanceType?: string;
  /** Machines at a time; between the bounds an autoscaler decides, where one is installed. Bounds: 2 to 100. Default: 2 to 6. */
  readonly nodes?: { readonly least: number; readonly most: number };
  /** Days; one of CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

const DEFAULT_NODES = { least: 2, most: 6 };
const DEFAULT_VERSION = "1.35";
const DEFAULT_INSTANCE_TYPE = "m7g.large";
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** What has to be there before a pod gets an address and a role; and what needs machines to run on. */
const NODE_ADDONS = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];
const POD_ADDONS = ["coredns", "metrics-server"];

/** Where the namespaces' isolation is switched on: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html (read 2026-11). */
const CONFIGURATION: Readonly<Record<string, string>> = {
  "vpc-cni": JSON.stringify({ enableNetworkPolicy: "true" }),
};

/** Who is who in the namespace of Kubernetes' own pods. */
const REGISTRAR = "aws-load-balancer-controller";
const SYSTEM_ACCOUNTS = { "pod-network": "aws-node", "target-registrar": REGISTRAR } as const;

/** Protocol and port by what is reached there. */
type Doors = Readonly<Record<string, readonly [ipProtocol: "tcp" | "udp", port: number]>>;

/**
 * What the control plane reaches on nodes, and nodes on each other, beside 443 on the control plane. Sources (read 2026-11):
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html (kubelet, DNS), and the two add-ons' own ports:
 * https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/node_groups.tf
 */
const FROM_CONTROL: Doors = { kubelet: ["tcp", 10_250], metrics: ["tcp", 10_251], "target-registrar": ["tcp", 9_443] };
const AMONG_NODES: Doors = { kubelet: ["tcp", 10_250], dns: ["tcp", 53], "dns-udp": ["udp", 53] };

/**
 * A Kubernetes cluster on Amazon EKS for inference, which nothing outside its network reaches.
 *
 * Creates the cluster (private API only, secrets encrypted with the workload's key, every control plane log in a declared
 * log group, access by access entries alone and none for whoever creates it), machines with Bottlerocket whose metadata pods
 * cannot reach, add-ons (pod network that enforces NetworkPolicy, DNS, EKS Pod Identity, metrics), security groups, and a role
 * each for control plane, nodes, pod network and what registers pods with load balancers, within a boundary of their own. Not
 * Fargate: EKS Pod Identity works on machines only
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html, read 2026-11).
 *
 * The AWS Load Balancer Controller is what GitOps installs, in `kube-system` as service account
 * `aws-load-balancer-controller`, with `--aws-region`, `--aws-vpc-id` and without Shield and WAF.
 *
 * @example
 * const clusterKey = new WorkloadKey("assistant-cluster-key", { workload, services: ["logs", "autoscaling"] });
 * const cluster = new PrivateCluster("assistant-cluster", {
 *   workload,
 *   network,
 *   key: clusterKey,
 *   access: { gitops: { roleArn: "arn:aws:iam::210987654321:role/gitops", level: "cluster-admin" } },
 * });
 */
export class PrivateCluster extends PlinthComponent implements KubernetesCluster {
  /** Known in preview. */
  readonly clusterName: pulumi.Output<string>;
  /** Of the API, inside the network. */
  readonly endpoint: pulumi.Output<string>;
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Of the API: see {@link admit}. */
  readonly controlSecurityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly #args: PrivateClusterArgs;
  readonly #nodes: WorkloadRole;

  constructor(name: string, args: PrivateClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("PrivateCluster", name, args, opts, faults(name, args));
    this.#args = args;
    const clusterName = this.physicalName();
    const logGroup = this.#createLogGroup(clusterName);
    const roles = this.#createRoles(clusterName);
    const control = this.#createSecurityGroup("control", "API of the cluster");
    const nodes = this.#createSecurityGroup("nodes", "Machines of the cluster, and pods on them");
    this.#connect(control, nodes);
    const cluster = this.#createCluster(clusterName, roles.control, control, logGroup);
    letIn(name, { clusterName: cluster.name, access: args.access ?? {}, tags: this.tags() }, this.child());
    const ready = [...this.#identify(cluster, roles), ...this.#install(cluster, NODE_ADDONS)];
    const group = this.#createNodes(cluster, roles.nodes, nodes, ready);
    this.#install(cluster, POD_ADDONS, [group]);

    this.#nodes = roles.nodes;
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.nodeSecurityGroupId = nodes.id;
    this.controlSecurityGroupId = control.id;
    this.logGroupName = logGroup.name;
    const { endpoint, nodeSecurityGroupId, logGroupName } = this;
    this.registerOutputs({ clusterName: cluster.name, endpoint, nodeSecurityGroupId, logGroupName });
  }

  /**
   * Lets members of a security group, addresses of a managed prefix list, or a range that is not on the internet, reach the
   * Kubernetes API; who may do what there, access entries say.
   * @param from Names the rule, once a cluster: `gitops`.
   */
  admit(from: string, peer: Peer): void {
    const source = "securityGroupId" in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer;
    new vpc.SecurityGroupIngressRule(
      `${this.name}-control-from-${from}`,
      { securityGroupId: this.controlSecurityGroupId, ...source, ...on("tcp", 443), tags: this.tags() },
      this.child(),
    );
  }

  grantPull(grant: string, { repositoryArn }: ContainerImage): void {
    this.#nodes.allow(`pull-${grant}`, { actions: PULL_ACTIONS, resources: [repositoryArn] });
  }

  #createLogGroup(clusterName: string): cloudwatch.LogGroup {
    const { workload, key, logRetentionDays: days } = this.#args;
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        // EKS decides the name: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html (read 2026-11)
        name: `/aws/eks/${clusterName}/cluster`,
        retentionInDays: days ?? logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #createRoles(clusterName: string): Readonly<Record<ClusterActor, WorkloadRole>> {
    const { workload } = this.#args;
    const permissions = clusterPermissions(workload, clusterName, this.ownTags());
    const path = workloadPath(workload);
    const boundary = new iam.Policy(
      `${this.name}-boundary`,
      {
        path,
        description: `The most that roles of a cluster of ${workload.name} may do`,
        policy: policyDocument(clusterBoundary(permissions)),
        tags: this.tags(),
      },
      this.child(),
    );
    const boundaryArn = boundary.name.apply(
      (policy) => `arn:${workload.partition}:iam::${workload.accountId}:policy${path}${policy}`,
    );
    const role = (actor: ClusterActor, service: ComputeService | Pods): WorkloadRole => {
      const made = new WorkloadRole(`${this.name}-${actor}`, { workload, service, boundaryArn }, { parent: this });
      made.allow("work", ...permissions[actor]);
      return made;
    };
    const control = role("control", "eks");
    // A document of its own, because the key's ARN may not be known in preview.
    control.allow("key", { actions: [SEE_KEY], resources: [this.#args.key.keyArn] });
    const system = (serviceAccount: string): Pods => ({ clusterName, namespace: "kube-system", serviceAccount });
    return {
      control,
      nodes: role("nodes", "ec2"),
      "pod-network": role("pod-network", system(SYSTEM_ACCOUNTS["pod-network"])),
      "target-registrar": role("target-registrar", system(SYSTEM_ACCOUNTS["target-registrar"])),
    };
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

  #connect(control: ec2.SecurityGroup, nodes: ec2.SecurityGroup): void {
    this.#open("nodes-to-control", nodes, control, "tcp", 443);
    for (const [what, door] of Object.entries(FROM_CONTROL)) this.#open(`control-to-${what}`, control, nodes, ...door);
    for (const [what, door] of Object.entries(AMONG_NODES)) this.#open(`nodes-to-${what}`, nodes, nodes, ...door);
  }

  #open(what: string, from: ec2.SecurityGroup, to: ec2.SecurityGroup, ipProtocol: "tcp" | "udp", port: number): void {
    const rule = { ...on(ipProtocol, port), tags: this.tags() };
    new vpc.SecurityGroupEgressRule(
      `${this.name}-${what}-out`,
      { securityGroupId: from.id, referencedSecurityGroupId: to.id, ...rule },
      this.child(),
    );
    new vpc.SecurityGroupIngressRule(
      `${this.name}-${what}-in`,
      { securityGroupId: to.id, referencedSecurityGroupId: from.id, ...rule },
      this.child(),
    );
  }

  #createCluster(
    name: string,
    role: WorkloadRole,
    { id: securityGroupId }: ec2.SecurityGroup,
    logGroup: cloudwatch.LogGroup,
  ): eks.Cluster {
    const { network, key, version = DEFAULT_VERSION } = this.#args;
    return new eks.Cluster(
      `${this.name}-cluster`,
      {
        name,
        version,
        roleArn: role.roleArn,
        vpcConfig: {
          subnetIds: network.subnetIds,
          securityGroupIds: [securityGroupId],
          endpointPrivateAccess: true,
          endpointPublicAccess: false,
        },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        encryptionConfig: { provider: { keyArn: key.keyArn }, resources: ["secrets"] },
        enabledClusterLogTypes: LOG_TYPES,
        // Those are add-ons, which EKS keeps up to date and this program knows of.
        bootstrapSelfManagedAddons: false,
        // A version that is out of support is upgraded, not paid for.
        upgradePolicy: { supportType: "STANDARD" },
        deletionProtection: this.isProduction,
        tags: this.tags(),
      },
      this.child({ dependsOn: [role, logGroup] }),
    );
  }

  /** Associations go before the pods that they are for: what runs already would have to start again. */
  #identify(cluster: eks.Cluster, roles: Readonly<Record<ClusterActor, WorkloadRole>>): pulumi.Resource[] {
    return (["pod-network", "target-registrar"] as const).map(
      (actor) =>
        new eks.PodIdentityAssociation(
          `${this.name}-${actor}-identity`,
          {
            clusterName: cluster.name,
            namespace: "kube-system",
            serviceAccount: SYSTEM_ACCOUNTS[actor],
            roleArn: roles[actor].roleArn,
            tags: this.tags(),
          },
          this.child({ dependsOn: [roles[actor]] }),
        ),
    );
  }

  #install(cluster: eks.Cluster, addons: readonly string[], dependsOn: pulumi.Resource[] = []): pulumi.Resource[] {
    return addons.map(
      (addonName) =>
        new eks.Addon(
          `${this.name}-${addonName}`,
          {
            clusterName: cluster.name,
            addonName,
            configurationValues: CONFIGURATION[addonName],
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "OVERWRITE",
            tags: this.tags(),
          },
          this.child({ dependsOn }),
        ),
    );
  }

  #createNodes(
    cluster: eks.Cluster,
    role: WorkloadRole,
    group: ec2.SecurityGroup,
    dependsOn: pulumi.Resource[],
  ): eks.NodeGroup {
    const { network, instanceType = DEFAULT_INSTANCE_TYPE, nodes = DEFAULT_NODES } = this.#args;
    const template = this.#createTemplate(group);
    return new eks.NodeGroup(
      `${this.name}-nodes`,
      {
        clusterName: cluster.name,
        nodeGroupName: this.physicalName("nodes"),
        nodeRoleArn: role.roleArn,
        subnetIds: network.subnetIds,
        amiType: "BOTTLEROCKET_ARM_64",
        instanceTypes: [instanceType],
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        scalingConfig: { minSize: nodes.least, desiredSize: nodes.least, maxSize: nodes.most },
        updateConfig: { maxUnavailable: 1 },
        nodeRepairConfig: { enabled: true },
        tags: this.tags(),
      },
      this.child({ dependsOn: [role, ...dependsOn], ignoreChanges: ["scalingConfig.desiredSize"] }),
    );
  }

  #createTemplate(group: ec2.SecurityGroup): ec2.LaunchTemplate {
    const { network, key } = this.#args;
    const disk = (deviceName: string, volumeSize: number) => ({
      deviceName,
      ebs: { volumeSize, volumeType: "gp3", encrypted: "true", kmsKeyId: key.keyArn, deleteOnTermination: "true" },
    });
    return new ec2.LaunchTemplate(
      `${this.name}-template`,
      {
        // Named groups take the place of EKS's own, which lets out everything.
        vpcSecurityGroupIds: pulumi.all([network.securityGroupIds, group.id]).apply(([shared, id]) => [...shared, id]),
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        // Bottlerocket's system, and its images and logs: https://bottlerocket.dev/en/os/latest/#/concepts/data-partition/
        blockDeviceMappings: [disk("/dev/xvda", 4), disk("/dev/xvdb", 50)],
        updateDefaultVersion: true,
        tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags: this.tags() })),
        tags: this.tags(),
      },
      this.child(),
    );
  }
}

function on(ipProtocol: "tcp" | "udp", port: number) {
  return { ipProtocol, fromPort: port, toPort: port };
}

function faults(name: string, args: PrivateClusterArgs): Fault[] {
  const { workload, version = DEFAULT_VERSION, nodes = DEFAULT_NODES, logRetentionDays: days, access = {} } = args;
  const { instanceType = DEFAULT_INSTANCE_TYPE } = args;
  const range = retentionRange(workload.standard, workload.classification, "log");
  const periods = LOG_RETENTION_DAYS.filter((d) => d >= range.minimumDays && d <= range.maximumDays);
  const named = physicalName(workload, name);
  return [
    ...faultsOf(
      "orchestration/PrivateCluster",
      name,
      [isClusterName(named), "name", "a name that leaves the cluster's within 100 characters", named],
      [/^1\.\d{2}$/.test(version), "version", "a version of Kubernetes such as 1.35", version],
      [
        /^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/.test(instanceType),
        "instanceType",
        "a type with Graviton processors",
        instanceType,
      ],
      [
        isWhole(nodes.least, 2, 100) && isWhole(nodes.most, nodes.least, 100),
        "nodes",
        "2 to 100 machines, and the least not above the most",
        `${nodes.least} to ${nodes.most}`,
      ],
      [
        days === undefined || periods.some((d) => d === days),
        "logRetentionDays",
        `one of ${periods.join(", ")} for ${workload.classification} data`,
        String(days),
      ],
    ),
    ...accessFaults(name, access, workload),
  ];
}
