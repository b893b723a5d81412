import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";

/** @internal Properties of a cluster's nodes. */
export interface NodesArgs {
  /** Prefix of the resources' logical names. */
  readonly name: string;
  /** Name of the node group in AWS. */
  readonly physicalName: string;
  /** Private subnets and security groups of the nodes. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts the nodes' volumes. */
  readonly key: EncryptionKey;
  /** Instance type, with Graviton processors. */
  readonly instanceType: string;
  /** Minimum and maximum number of nodes. */
  readonly nodes: { readonly min: number; readonly max: number };
  /** Tags of the node group, its instances and their volumes. */
  readonly tags: Record<string, string>;
}

/** @internal The cluster that nodes join. */
export interface NodeMembership {
  /** Name of the cluster in AWS. */
  readonly clusterName: pulumi.Input<string>;
  /** Role of the nodes. */
  readonly role: WorkloadRole;
  /** Id of the nodes' own security group. */
  readonly groupId: pulumi.Output<string>;
}

/** @internal Creates a node group with Bottlerocket in private subnets. Pods cannot reach the instance metadata. */
export function createNodes(
  args: NodesArgs,
  { clusterName, role, groupId }: NodeMembership,
  opts: pulumi.CustomResourceOptions,
): eks.NodeGroup {
  const { name, physicalName, network, instanceType, nodes, tags } = args;
  const template = createTemplate(args, groupId, opts);
  return new eks.NodeGroup(
    `${name}-nodes`,
    {
      clusterName,
      nodeGroupName: physicalName,
      nodeRoleArn: role.roleArn,
      subnetIds: network.subnetIds,
      amiType: "BOTTLEROCKET_ARM_64",
      instanceTypes: [instanceType],
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      scalingConfig: { minSize: nodes.min, desiredSize: nodes.min, maxSize: nodes.max },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      tags,
    },
    // A cluster autoscaler changes the desired size.
    pulumi.mergeOptions(opts, { dependsOn: [role], ignoreChanges: ["scalingConfig.desiredSize"] }),
  );
}

function createTemplate(
  { name, network, key, tags }: NodesArgs,
  groupId: pulumi.Output<string>,
  { parent }: pulumi.CustomResourceOptions,
): ec2.LaunchTemplate {
  const disk = (deviceName: string, volumeSize: number) => ({
    deviceName,
    ebs: { volumeSize, volumeType: "gp3", encrypted: "true", kmsKeyId: key.keyArn, deleteOnTermination: "true" },
  });
  return new ec2.LaunchTemplate(
    `${name}-template`,
    {
      // In place of the cluster security group of EKS, which allows all egress.
      vpcSecurityGroupIds: pulumi.all([network.securityGroupIds, groupId]).apply(([shared, id]) => [...shared, id]),
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // Root volume of Bottlerocket, and data volume for images and logs.
      blockDeviceMappings: [disk("/dev/xvda", 4), disk("/dev/xvdb", 50)],
      updateDefaultVersion: true,
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      tags,
    },
    { parent },
  );
}
