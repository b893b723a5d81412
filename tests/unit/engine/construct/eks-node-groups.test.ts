import assert from "node:assert/strict";
import { type PreviewedResource, ProgramError, previewStack, type StackPreview, UNKNOWN_VALUE } from "@plinth/engine";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

/** A class of the SDK, `@pulumi/eks` 4.3.0. */
class Remote extends pulumi.ComponentResource {
  declare readonly core: pulumi.Output<unknown>;

  constructor(type: string, name: string, args: pulumi.Inputs, options?: pulumi.ComponentResourceOptions) {
    super(`eks:index:${type}`, name, { ...(type === "Cluster" && { core: undefined }), ...args }, options, true);
  }
}

function preview(program: () => unknown, unknowns = false): Promise<StackPreview> {
  const config = { "aws:region": "eu-west-1" };
  return previewStack({ project: "shop", stack: "dev", config, program }, { unknowns });
}

function find({ resources }: StackPreview, type: string, name?: string): PreviewedResource {
  const found = resources.find((one) => one.type.endsWith(`:${type}`) && (name ?? one.name) === one.name);
  assert.ok(found, `${type} ${name}`);
  return found;
}

/** What is below a component: path of types and name of each, in alphabetical order. */
function below({ resources }: StackPreview, component: string): string[] {
  const start = `urn:pulumi:dev::shop::${component}$`;
  return resources.flatMap(({ urn }) => (urn.startsWith(start) ? [urn.slice(start.length)] : [])).sort();
}

function cluster(role?: iam.Role): Remote {
  const nodes = role ? { instanceRoles: [role] } : {};
  const network = { vpcId: "vpc-1", privateSubnetIds: ["subnet-1", "subnet-2"], skipDefaultNodeGroup: true };
  return new Remote("Cluster", "shop", { ...network, ...nodes });
}

const nodeRole = () => new iam.Role("nodes", { assumeRolePolicy: "{}" });

describe("eks.ManagedNodeGroup, offline", () => {
  const group = (args: pulumi.Inputs, unknowns = false, of: (cluster: Remote) => unknown = (whole) => whole) =>
    preview(() => {
      const role = nodeRole();
      const known = typeof args.nodeRoleArn === "string" ? args : { nodeRole: role, ...args };
      new Remote("ManagedNodeGroup", "workers", { cluster: of(cluster(role)), ...known });
    }, unknowns);

  it("is a node group of the cluster, in a preview, too", async () => {
    const result = await group({ instanceTypes: ["m7g.large"], labels: { tier: "web" }, diskSize: 50 });
    const { inputs, urn } = find(result, "NodeGroup");

    assert.equal(urn, "urn:pulumi:dev::shop::eks:index:ManagedNodeGroup$aws:eks/nodeGroup:NodeGroup::workers");
    assert.equal(inputs.clusterName, find(result, "Cluster", "shop-eksCluster").outputs.name);
    assert.equal(inputs.nodeRoleArn, find(result, "Role", "nodes").outputs.arn);
    assert.deepEqual(inputs.scalingConfig, { desiredSize: 2, minSize: 1, maxSize: 2 });
    assert.deepEqual(inputs.subnetIds, ["subnet-1", "subnet-2"]);
    assert.equal(inputs.diskSize, 50);
    assert.deepEqual(below(result, "eks:index:ManagedNodeGroup"), ["aws:eks/nodeGroup:NodeGroup::workers"]);

    const planned = find(await group({}, true), "NodeGroup").inputs;
    assert.equal(planned.clusterName, UNKNOWN_VALUE);
  });

  it("takes the core of a cluster for the cluster", async () => {
    const result = await group({}, false, ({ core }) => core);

    assert.equal(find(result, "NodeGroup").inputs.clusterName, find(result, "Cluster", "shop-eksCluster").outputs.name);
  });

  it("has a launch template for metadata, and no user data then", async () => {
    const result = await group({ enableIMDSv2: true, diskSize: 50 });
    const { inputs, id } = find(result, "LaunchTemplate", "workers-launchTemplate");

    assert.deepEqual(inputs.metadataOptions, {
      httpTokens: "required",
      httpPutResponseHopLimit: 2,
      httpEndpoint: "enabled",
    });
    assert.deepEqual(inputs.blockDeviceMappings, [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50 } }]);
    assert.equal(inputs.userData, undefined);
    assert.deepEqual(find(result, "NodeGroup").inputs.launchTemplate, { id, version: "1" });
    assert.equal(find(result, "NodeGroup").inputs.diskSize, undefined);
  });

  it("has the image and user data in the template, when it has settings of its own", async () => {
    const taints = [{ key: "gpu", value: "yes", effect: "NO_SCHEDULE" }];
    const result = await group({ operatingSystem: "AL2", kubeletExtraArgs: "--max-pods=20", taints });
    const { inputs } = find(result, "LaunchTemplate");
    const script = Buffer.from(String(inputs.userData), "base64").toString();

    assert.match(script, /--kubelet-extra-args '--max-pods=20 --register-with-taints=gpu=yes:NoSchedule'/);
    assert.match(String(inputs.imageId), /^ami-/);
    assert.equal(find(result, "NodeGroup").inputs.version, undefined);
    assert.equal(find(result, "NodeGroup").inputs.amiType, undefined);
  });

  it("refuses what it cannot have together, all at once", async () => {
    const args = { nodeRoleArn: "arn:aws:iam::123456789012:role/a", amiId: "ami-1", gpu: true, enableEfaSupport: true };
    const error = await group(args).catch((e: unknown) => e);

    assert.ok(error instanceof ProgramError);
    assert.match(
      error.message,
      /amiId cannot be set with gpu or amiType; enableEfaSupport needs a placementGroupAvailabilityZone/,
    );
  });
});

/** A node group that is not managed, of a cluster whose nodes have the role. */
const selfManaged = (type: "NodeGroup" | "NodeGroupV2", args: pulumi.Inputs = {}, unknowns = false) =>
  preview(() => {
    const role = nodeRole();
    const instanceProfile = new iam.InstanceProfile("nodes", { role });
    new Remote(type, "workers", { cluster: cluster(role), instanceProfile, ...args });
  }, unknowns);

const OF_SECURITY_GROUP = [
  "aws:ec2/securityGroup:SecurityGroup::workers-nodeSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule::workers-eksClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::workers-eksExtApiServerClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::workers-eksNodeClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::workers-eksNodeIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::workers-eksNodeInternetEgressRule",
];

describe("eks.NodeGroupV2, offline", () => {
  const expected = [
    "aws:autoscaling/group:Group::workers",
    ...OF_SECURITY_GROUP,
    "aws:ec2/launchTemplate:LaunchTemplate::workers-launchTemplate",
  ].sort();

  it("makes a security group, a launch template and an Auto Scaling group, in a preview, too", async () => {
    const result = await selfManaged("NodeGroupV2", { spotPrice: "0.1", desiredCapacity: 3, maxSize: 5 });
    const { inputs } = find(result, "LaunchTemplate", "workers-launchTemplate");
    const group = find(result, "Group", "workers").inputs;

    assert.deepEqual(below(result, "eks:index:NodeGroupV2"), expected);
    assert.deepEqual(inputs.iamInstanceProfile, { name: find(result, "InstanceProfile").outputs.name });
    assert.deepEqual(inputs.networkInterfaces, [
      {
        associatePublicIpAddress: "true",
        securityGroups: [find(result, "SecurityGroup", "workers-nodeSecurityGroup").id],
      },
    ]);
    assert.deepEqual(inputs.instanceMarketOptions, { marketType: "spot", spotOptions: { maxPrice: "0.1" } });
    assert.deepEqual([group.minSize, group.maxSize, group.desiredCapacity], [1, 5, 3]);
    assert.deepEqual(group.vpcZoneIdentifiers, ["subnet-1", "subnet-2"]);
    assert.deepEqual(below(await selfManaged("NodeGroupV2", {}, true), "eks:index:NodeGroupV2"), expected);
  });

  it("lets nodes of a given security group in with the rule that is given", async () => {
    const given = { nodeSecurityGroupId: "sg-1", clusterIngressRuleId: "sgr-1" };
    const result = await selfManaged("NodeGroupV2", given);

    assert.deepEqual(
      below(result, "eks:index:NodeGroupV2"),
      expected.filter((child) => !OF_SECURITY_GROUP.includes(child)),
    );
    const error = await selfManaged("NodeGroupV2", { nodeSecurityGroupId: "sg-1" }).catch((e: unknown) => e);
    assert.ok(error instanceof ProgramError);
    assert.match(error.message, /a nodeSecurityGroup needs a clusterIngressRule/);
  });

  it("refuses to start nodes without an instance profile", async () => {
    const error = await selfManaged("NodeGroupV2", { instanceProfile: undefined }).catch((e: unknown) => e);

    assert.ok(error instanceof ProgramError);
    assert.match(error.message, /a node group needs an instanceProfile or an instanceProfileName/);
  });
});

describe("eks.NodeGroup, offline", () => {
  it("makes a launch configuration, and the Auto Scaling group in a CloudFormation stack", async () => {
    const result = await selfManaged("NodeGroup", { nodeRootVolumeEncrypted: true, nodePublicKey: "ssh-rsa A" });
    const { inputs, id } = find(result, "LaunchConfiguration");
    const template = JSON.parse(String(find(result, "Stack", "workers-nodes").inputs.templateBody));

    assert.deepEqual(
      below(result, "eks:index:NodeGroup"),
      [
        "aws:cloudformation/stack:Stack::workers-nodes",
        ...OF_SECURITY_GROUP,
        "aws:ec2/keyPair:KeyPair::workers-keyPair",
        "aws:ec2/launchConfiguration:LaunchConfiguration::workers-nodeLaunchConfiguration",
        "eks:index:RandomSuffix::workers-cfnStackName",
      ].sort(),
    );
    assert.equal(inputs.associatePublicIpAddress, true);
    assert.deepEqual(inputs.rootBlockDevice, { encrypted: true });
    assert.equal(inputs.keyName, find(result, "KeyPair").outputs.keyName);
    assert.equal(template.Resources.NodeGroup.Properties.LaunchConfigurationName, id);
    assert.deepEqual(template.Resources.NodeGroup.Properties.VPCZoneIdentifier, ["subnet-1", "subnet-2"]);
  });
});

describe("eks.Addon, offline", () => {
  it("is an add-on below its cluster", async () => {
    const result = await preview(() => {
      const configurationValues = { replicaCount: 2 };
      new Remote("Addon", "metrics", { cluster: cluster(), addonName: "metrics-server", configurationValues });
    });
    const { urn, inputs } = find(result, "Addon", "metrics");

    assert.match(urn, /::eks:index:Cluster\$eks:index:Addon(\$aws:eks\/addon:Addon)?::metrics$/);
    const { inputs: ofEks, urn: child } = result.resources.find(({ type, name }) => {
      return type === "aws:eks/addon:Addon" && name === "metrics";
    }) ?? { inputs, urn };
    assert.equal(child, "urn:pulumi:dev::shop::eks:index:Cluster$eks:index:Addon$aws:eks/addon:Addon::metrics");
    assert.equal(ofEks.clusterName, find(result, "Cluster", "shop-eksCluster").outputs.name);
    assert.equal(ofEks.configurationValues, '{"replicaCount":2}');
  });
});

describe("Parts of eks clusters, offline", () => {
  it("are a security group of nodes", async () => {
    const result = await preview(() => {
      const { core } = cluster();
      const known = core as pulumi.Output<Record<"cluster" | "clusterSecurityGroup", pulumi.Resource>>;
      const { cluster: eksCluster, clusterSecurityGroup } = known;
      new Remote("NodeGroupSecurityGroup", "workers", { vpcId: "vpc-1", eksCluster, clusterSecurityGroup });
    });
    const rule = find(result, "SecurityGroupRule", "workers-eksClusterIngressRule").inputs;

    assert.deepEqual(below(result, "eks:index:NodeGroupSecurityGroup"), OF_SECURITY_GROUP);
    assert.equal(rule.securityGroupId, find(result, "SecurityGroup", "shop-eksClusterSecurityGroup").id);
    assert.equal(rule.sourceSecurityGroupId, find(result, "SecurityGroup", "workers-nodeSecurityGroup").id);
  });

  it("are the VPC CNI add-on, with its environment", async () => {
    const result = await preview(() => {
      new Remote("VpcCniAddon", "cni", { clusterName: "shop", clusterVersion: "1.33", warmIpTarget: 4 });
    });
    const { inputs } = find(result, "Addon", "cni");
    const { env, init } = JSON.parse(String(inputs.configurationValues));

    assert.deepEqual([env.WARM_IP_TARGET, env.WARM_ENI_TARGET], ["4", "1"]);
    assert.deepEqual(init.env, { DISABLE_TCP_EARLY_DEMUX: "false" });
  });

  it("are a role that creates clusters, and the provider that assumes it", async () => {
    const result = await preview(() => {
      class RoleProvider extends pulumi.ComponentResource {
        declare readonly role: pulumi.Output<iam.Role>;
        declare readonly provider: pulumi.Output<pulumi.ProviderResource>;
      }
      const type = "eks:index:ClusterCreationRoleProvider";
      const outputs = { role: undefined, provider: undefined };
      const { role, provider } = new RoleProvider(type, "creator", { ...outputs, region: "eu-west-1" }, {}, true);
      new Remote("Cluster", "shop", { creationRoleProvider: { role, provider } });
    });
    const role = find(result, "Role", "creator-eksClusterCreatorRole");
    const entity = find(result, "aws", "creator-eksClusterCreatorEntity");

    assert.deepEqual(below(result, "eks:index:ClusterCreationRoleProvider"), [
      "aws:iam/role:Role$aws:iam/rolePolicy:RolePolicy::creator-eksClusterCreatorPolicy",
      "aws:iam/role:Role$pulumi:providers:aws::creator-eksClusterCreatorEntity",
      "aws:iam/role:Role::creator-eksClusterCreatorRole",
    ]);
    assert.equal(entity.parent, role.urn);
    assert.equal(find(result, "Cluster", "shop-eksCluster").provider, entity.urn);
    assert.match(
      String(find(result, "kubernetes", "shop-eks-k8s").inputs.kubeconfig),
      new RegExp(`"--role","${role.outputs.arn}"`),
    );
  });
});
