import { type Fault, LOG_RETENTION_DAYS, logRetentionDays, retentionRange } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerImage } from "../ecs/container-image";
import type { Peer } from "../ecs/container-service";
import { isWhole } from "../ecs/container-task";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { workloadPath } from "../identity/principals";
import type { ComputeService, Pods } from "../identity/trust";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { accessFaults, type ClusterAccess, letIn } from "./cluster-access";
import { createGroups, door } from "./cluster-groups";
import { createNodes } from "./cluster-nodes";
import { type ClusterActor, clusterBoundary, clusterPermissions, SEE_KEY } from "./cluster-permissions";
import { PULL_ACTIONS } from "./cluster-registry";
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
  /** Of the machines, and so of the pods on them. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Of the API: see {@link admit}. */
  readonly controlSecurityGroupId: pulumi.Output<string>;
  /** Of the control plane's logs. */
  readonly logGroupName: pulumi.Output<string>;
  readonly #args: PrivateClusterArgs;
  readonly #nodes: WorkloadRole;

  constructor(name: string, args: PrivateClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("PrivateCluster", name, args, opts, faults(name, args));
    const { network, key, instanceType = DEFAULT_INSTANCE_TYPE, nodes = DEFAULT_NODES, access = {} } = args;
    this.#args = args;
    const clusterName = this.physicalName();
    const logGroup = this.#createLogGroup(clusterName);
    const roles = this.#createRoles(clusterName);
    const groups = createGroups(
      { name, vpcId: network.vpcId, physicalName: clusterName, tags: this.tags() },
      this.child(),
    );
    const cluster = this.#createCluster(clusterName, roles.control, groups.control, logGroup);
    letIn(name, { clusterName: cluster.name, access, tags: this.tags() }, this.child());
    const ready = [...this.#identify(cluster, roles), ...this.#install(cluster, NODE_ADDONS)];
    const machines = createNodes(
      {
        name,
        physicalName: this.physicalName("nodes"),
        tags: this.tags(),
        network,
        key,
        instanceType,
        nodes,
      },
      { clusterName: cluster.name, role: roles.nodes, groupId: groups.nodes.id },
      this.child({ dependsOn: ready }),
    );
    this.#install(cluster, POD_ADDONS, [machines]);

    this.#nodes = roles.nodes;
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.nodeSecurityGroupId = groups.nodes.id;
    this.controlSecurityGroupId = groups.control.id;
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
      { securityGroupId: this.controlSecurityGroupId, ...source, ...door("tcp", 443), tags: this.tags() },
      this.child(),
    );
  }

  /**
   * Lets nodes pull an image, of which all pods there are then.
   * @param grant Names the permission, once an image: `assistant`.
   */
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
