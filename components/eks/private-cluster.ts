import { type Fault, logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, logRetentionCheck } from "../argument-checks";
import type { ContainerImage } from "../ecs/container-image";
import { type Peer, sourceOf } from "../ecs/container-service-args";
import { PULL_ACTIONS } from "../ecs/pull-actions";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import { HTTPS } from "../network/security-group-rules";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { accessFaults, type ClusterAccess, createAccessEntries } from "./cluster-access";
import { associatePodIdentities, installAddons, NODE_ADDONS, POD_ADDONS } from "./cluster-addons";
import { createNodes } from "./cluster-nodes";
import { createClusterRoles } from "./cluster-roles";
import { createSecurityGroups } from "./cluster-security-groups";
import { isClusterName, type KubernetesCluster } from "./kubernetes-cluster";

/** Arguments of {@link PrivateCluster}. */
export interface PrivateClusterArgs extends PlinthComponentArgs {
  /** Private subnets of the cluster. Their security group must reach the endpoints of {@link endpointSet}'s `cluster`. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts Kubernetes secrets, logs and volumes. Its key policy must allow `logs` and `autoscaling`. */
  readonly key: EncryptionKey;
  /** Access entries for the Kubernetes API, by kebab-case name. Default: none. */
  readonly access?: Readonly<Record<string, ClusterAccess>>;
  /**
   * Kubernetes version that EKS supports. Default: `1.35`, in standard support until 27 March 2027:
   * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (read 2026-11).
   */
  readonly version?: string;
  /** Instance type of the nodes. Bounds: a type with Graviton processors. Default: `m7g.large`. */
  readonly instanceType?: string;
  /** Minimum and maximum number of nodes. A cluster autoscaler, if installed, scales in between. Bounds: 2 to 100. Default: 2 to 6. */
  readonly nodes?: { readonly min: number; readonly max: number };
  /** Log retention in days. Bounds: CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

const DEFAULT_NODES = { min: 2, max: 6 };
const DEFAULT_VERSION = "1.35";
const DEFAULT_INSTANCE_TYPE = "m7g.large";
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * A private Amazon EKS cluster for inference.
 *
 * Creates the cluster (private API endpoint only, secrets encrypted with the given key, all control plane logs in a log group
 * with retention, authentication by access entries only, without an entry for its creator), a node group with Bottlerocket
 * whose instance metadata pods cannot reach, add-ons (VPC CNI with NetworkPolicy, DNS, EKS Pod Identity, metrics), security
 * groups, and one role each for the control plane, the nodes, the VPC CNI and the AWS Load Balancer Controller, within a
 * permissions boundary. The nodes are EC2 instances, because EKS Pod Identity does not support Fargate
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html, read 2026-11).
 *
 * Install the AWS Load Balancer Controller with GitOps, in `kube-system` with the service account
 * `aws-load-balancer-controller`, with `--aws-region` and `--aws-vpc-id`, and without Shield and WAF.
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
  /** Name of the cluster. Known in preview. */
  readonly clusterName: pulumi.Output<string>;
  /** URL of the Kubernetes API. It resolves to private addresses in the network. */
  readonly endpoint: pulumi.Output<string>;
  /** Id of the security group of the nodes, and so of the pods on them. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Id of the security group of the Kubernetes API. */
  readonly controlSecurityGroupId: pulumi.Output<string>;
  /** Name of the log group of the control plane. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  readonly #args: PrivateClusterArgs;
  readonly #nodes: WorkloadRole;

  constructor(name: string, args: PrivateClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("PrivateCluster", name, args, opts, faults(name, args));
    const { network, key, instanceType = DEFAULT_INSTANCE_TYPE, nodes = DEFAULT_NODES, access = {} } = args;
    this.#args = args;
    const clusterName = this.physicalName();
    const logGroup = this.#createLogGroup(clusterName);
    const roles = createClusterRoles(
      name,
      { workload: this.workload, clusterName, key, ownTags: this.ownTags(), tags: this.tags() },
      this.child(),
    );
    const groups = createSecurityGroups(
      { name, vpcId: network.vpcId, physicalName: clusterName, tags: this.tags() },
      this.child(),
    );
    const cluster = this.#createCluster(clusterName, roles.control, groups.control, logGroup);
    createAccessEntries(name, { clusterName: cluster.name, access, tags: this.tags() }, this.child());
    const target = { name, clusterName: cluster.name, tags: this.tags() };
    const identities = associatePodIdentities(target, roles, this.child());
    const nodeAddons = installAddons(target, NODE_ADDONS, this.child());
    const nodeGroup = createNodes(
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
      this.child({ dependsOn: [...identities, ...nodeAddons] }),
    );
    installAddons(target, POD_ADDONS, this.child({ dependsOn: [nodeGroup] }));

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
   * Allows ingress to the Kubernetes API from a security group, a managed prefix list or a private CIDR range. Access
   * entries grant the permissions there.
   * @param from Name of the security group rule, unique in the cluster: `gitops`.
   */
  allowIngressFrom(from: string, peer: Peer): void {
    new vpc.SecurityGroupIngressRule(
      `${this.name}-control-from-${from}`,
      { securityGroupId: this.controlSecurityGroupId, ...sourceOf(peer), ...HTTPS, tags: this.tags() },
      this.child(),
    );
  }

  /**
   * Allows the nodes to pull an image. All pods of the cluster can use it then.
   * @param grant Name of the permission: `assistant`. It must be unique in the cluster.
   */
  grantPull(grant: string, { repositoryArn }: ContainerImage): void {
    this.#nodes.allow(`pull-${grant}`, { actions: PULL_ACTIONS, resources: [repositoryArn] });
  }

  #createLogGroup(clusterName: string): cloudwatch.LogGroup {
    const { workload, key, logRetentionDays: days } = this.#args;
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        // EKS defines the name: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html (read 2026-11)
        name: `/aws/eks/${clusterName}/cluster`,
        retentionInDays: days ?? logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
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
        // They are installed as add-ons, which EKS can update.
        bootstrapSelfManagedAddons: false,
        // At the end of standard support EKS upgrades the version, in place of charging for extended support.
        upgradePolicy: { supportType: "STANDARD" },
        deletionProtection: this.isProduction,
        tags: this.tags(),
      },
      this.child({ dependsOn: [role, logGroup] }),
    );
  }
}

function faults(name: string, args: PrivateClusterArgs): Fault[] {
  const { workload, version = DEFAULT_VERSION, nodes = DEFAULT_NODES, logRetentionDays, access = {} } = args;
  const { instanceType = DEFAULT_INSTANCE_TYPE } = args;
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
        isIntegerBetween(nodes.min, 2, 100) && isIntegerBetween(nodes.max, nodes.min, 100),
        "nodes",
        "2 to 100 machines, and the least not above the most",
        `${nodes.min} to ${nodes.max}`,
      ],
      logRetentionCheck(workload, logRetentionDays),
    ),
    ...accessFaults(name, access, workload),
  ];
}
