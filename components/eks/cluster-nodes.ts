import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";

/** What machines of a cluster are. */
export interface NodesArgs {
  /** Prefix of the resources' logical names. */
  readonly name: string;
  /** In AWS. */
  readonly physicalName: string;
  readonly network: WorkloadNetwork;
  /** Encrypts their disks. */
  readonly key: EncryptionKey;
  readonly instanceType: string;
  readonly nodes: { readonly least: number; readonly most: number };
  readonly tags: Record<string, string>;
}

/** What they join. */
export interface NodesPlace {
  readonly clusterName: pulumi.Input<string>;
  readonly role: WorkloadRole;
  /** Security group of their own. */
  readonly groupId: pulumi.Output<string>;
}

/** @internal Machines with Bottlerocket in private subnets, whose metadata nobody but they themselves reach. */
export function createNodes(
  args: NodesArgs,
  { clusterName, role, groupId }: NodesPlace,
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
      scalingConfig: { minSize: nodes.least, desiredSize: nodes.least, maxSize: nodes.most },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      tags,
    },
    // An autoscaler changes how many there are.
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
      // Named groups take the place of EKS's own, which lets out everything.
      vpcSecurityGroupIds: pulumi.all([network.securityGroupIds, groupId]).apply(([shared, id]) => [...shared, id]),
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // Bottlerocket's system, and its images and logs.
      blockDeviceMappings: [disk("/dev/xvda", 4), disk("/dev/xvdb", 50)],
      updateDefaultVersion: true,
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      tags,
    },
    { parent },
  );
}
