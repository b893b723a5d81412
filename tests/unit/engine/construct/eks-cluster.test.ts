import assert from "node:assert/strict";
import { type PreviewedResource, ProgramError, previewStack, type StackPreview, UNKNOWN_VALUE } from "@plinth/engine";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

const TYPE = "eks:index:Cluster";

/** The class of the SDK, `@pulumi/eks` 4.3.0. */
class Cluster extends pulumi.ComponentResource {
  declare readonly kubeconfig: pulumi.Output<unknown>;
  declare readonly clusterSecurityGroupId: pulumi.Output<string>;
  declare readonly oidcIssuer: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs = {}, options?: pulumi.ComponentResourceOptions) {
    const outputs = { kubeconfig: undefined, clusterSecurityGroupId: undefined, oidcIssuer: undefined };
    super(TYPE, name, { ...outputs, ...args }, options, true);
  }

  getKubeconfig(args: pulumi.Inputs): pulumi.Output<{ result: string }> {
    return pulumi.runtime.call(`${TYPE}/getKubeconfig`, { __self__: this, ...args }, this);
  }
}

function preview(program: () => unknown, unknowns = false): Promise<StackPreview> {
  const config = { "aws:region": "eu-west-1" };
  return previewStack({ project: "shop", stack: "dev", config, program }, { unknowns });
}

const ofCluster = (args: pulumi.Inputs, unknowns = false) => preview(() => new Cluster("shop", args), unknowns);

/** Path of types and name of each child of the cluster, without what their parents have in common. */
function children({ resources }: StackPreview): string[] {
  const start = `urn:pulumi:dev::shop::${TYPE}$`;
  return resources.flatMap(({ urn }) => (urn.startsWith(start) ? [urn.slice(start.length)] : [])).sort();
}

function find({ resources }: StackPreview, type: string, name?: string): PreviewedResource {
  const found = resources.find((one) => one.type.endsWith(`:${type}`) && (name ?? one.name) === one.name);
  assert.ok(found, `${type} ${name}`);
  return found;
}

const hasType = ({ resources }: StackPreview, type: string) => resources.some((one) => one.type.endsWith(`:${type}`));

/** As the recorded states in pulumi/pulumi-eks, `provider/testdata/recorded/TestProviderUpgrade`, and its code of 4. */
const OF_CLUSTER = [
  "aws:ec2/securityGroup:SecurityGroup::shop-eksClusterSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksClusterInternetEgressRule",
  "aws:eks/cluster:Cluster::shop-eksCluster",
  "eks:index:ServiceRole$aws:iam/role:Role::shop-eksRole-role",
  "eks:index:ServiceRole$aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-eksRole-4b490823",
  "eks:index:ServiceRole::shop-eksRole",
  "pulumi:providers:kubernetes::shop-eks-k8s",
];
const OF_ADDONS = [
  "aws:eks/addon:Addon::shop-kube-proxy",
  "eks:index:VpcCniAddon$aws:eks/addon:Addon::shop-vpc-cni",
  "eks:index:VpcCniAddon::shop-vpc-cni",
];
const COREDNS = "aws:eks/addon:Addon::shop-coredns";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap::shop-nodeAccess";
const OF_INSTANCE_ROLE = [
  "aws:iam/instanceProfile:InstanceProfile::shop-instanceProfile",
  "eks:index:ServiceRole$aws:iam/role:Role::shop-instanceRole-role",
  "eks:index:ServiceRole$aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-instanceRole-03516f97",
  "eks:index:ServiceRole$aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-instanceRole-3eb088f2",
  "eks:index:ServiceRole$aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-instanceRole-e1b295bd",
  "eks:index:ServiceRole::shop-instanceRole",
];
const OF_NODE_SECURITY_GROUP = [
  "aws:ec2/securityGroup:SecurityGroup::shop-nodeSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksExtApiServerClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksNodeClusterIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksNodeIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule::shop-eksNodeInternetEgressRule",
];
const OF_NODE_GROUP = [
  "aws:autoscaling/group:Group::shop",
  "aws:ec2/launchTemplate:LaunchTemplate::shop-launchTemplate",
];
const DEFAULT = [
  ...[...OF_CLUSTER, ...OF_ADDONS, COREDNS, CONFIG_MAP],
  ...[...OF_INSTANCE_ROLE, ...OF_NODE_SECURITY_GROUP, ...OF_NODE_GROUP],
].sort();

describe("eks.Cluster, offline", () => {
  it("makes its children with a node group, in a preview, too", async () => {
    assert.deepEqual(children(await ofCluster({})), DEFAULT);
    assert.deepEqual(children(await ofCluster({ createOidcProvider: false }, true)), DEFAULT);
  });

  it("gives the cluster what the arguments say", async () => {
    const result = await preview(() => {
      const key = new kms.Key("key");
      new Cluster("shop", {
        ...{ vpcId: "vpc-1", privateSubnetIds: ["subnet-1"], publicSubnetIds: ["subnet-2"], version: "1.33" },
        ...{ encryptionConfigKeyArn: key.arn, endpointPrivateAccess: true, endpointPublicAccess: false },
        ...{ enabledClusterLogTypes: ["audit"], tags: { owner: "platform" }, authenticationMode: "API" },
        ...{ nodeRootVolumeEncrypted: true, nodeAssociatePublicIpAddress: false, deletionProtection: true },
      });
    });
    const { inputs } = find(result, "Cluster", "shop-eksCluster");
    const template = find(result, "LaunchTemplate").inputs;

    assert.deepEqual(inputs.vpcConfig, {
      securityGroupIds: [find(result, "SecurityGroup", "shop-eksClusterSecurityGroup").id],
      subnetIds: ["subnet-2", "subnet-1"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
    assert.deepEqual(inputs.encryptionConfig, {
      provider: { keyArn: find(result, "Key").outputs.arn },
      resources: ["secrets"],
    });
    assert.deepEqual(inputs.accessConfig, {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: true,
    });
    assert.deepEqual(inputs.enabledClusterLogTypes, ["audit"]);
    assert.deepEqual(inputs.tags, { Name: "shop-eksCluster", owner: "platform" });
    assert.equal(inputs.deletionProtection, true);
    assert.deepEqual(template.blockDeviceMappings, [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }]);
    assert.deepEqual(find(result, "Group").inputs.vpcZoneIdentifiers, ["subnet-1"]);
    assert.equal(hasType(result, "ConfigMap"), false);
    assert.equal(find(result, "AccessEntry").inputs.type, "EC2_LINUX");
  });

  it("has no node group with Fargate, but a profile and its role", async () => {
    const result = await ofCluster({ fargate: true });
    const added = ["aws:eks/fargateProfile:FargateProfile::shop-fargateProfile"];
    const made = children(result).filter((child) => !DEFAULT.includes(child) && !child.includes("podExecutionRole"));

    assert.deepEqual(made, added);
    assert.equal(hasType(result, "LaunchTemplate"), false);
    assert.equal(find(result, "Addon", "shop-coredns").inputs.configurationValues, '{"computeType":"Fargate"}');
    assert.deepEqual(find(result, "FargateProfile").inputs.selectors, [
      { namespace: "default" },
      { namespace: "kube-system" },
    ]);
  });

  it("leaves nodes, volumes and load balancers to AWS with Auto Mode", async () => {
    const result = await ofCluster({ authenticationMode: "API", autoMode: { enabled: true, createNodeRole: true } });
    const { inputs } = find(result, "Cluster", "shop-eksCluster");

    assert.equal(inputs.bootstrapSelfManagedAddons, false);
    assert.deepEqual(inputs.computeConfig, {
      enabled: true,
      nodeRoleArn: find(result, "Role", "shop-nodeRole-role").outputs.arn,
      nodePools: ["general-purpose", "system"],
    });
    assert.deepEqual(inputs.kubernetesNetworkConfig, { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } });
    assert.equal(hasType(result, "SecurityGroup"), false);
    assert.equal(hasType(result, "LaunchTemplate"), false);
  });

  it("takes roles, profiles and security groups of the program", async () => {
    const result = await preview(() => {
      const role = new iam.Role("nodes", { assumeRolePolicy: "{}" });
      const instanceProfile = new iam.InstanceProfile("nodes", { role });
      const clusterSecurityGroup = new ec2.SecurityGroup("plane", {});
      new Cluster("shop", {
        ...{ instanceRoles: [role], clusterSecurityGroup, serviceRole: role },
        nodeGroupOptions: { instanceProfile, instanceType: "m7g.large", nodeUserData: "#!/bin/sh\necho started" },
      });
    });
    const template = find(result, "LaunchTemplate").inputs;
    const script = Buffer.from(String(template.userData), "base64").toString();

    assert.equal(find(result, "Cluster", "shop-eksCluster").inputs.roleArn, find(result, "Role").outputs.arn);
    assert.deepEqual(template.iamInstanceProfile, { name: find(result, "InstanceProfile").outputs.name });
    assert.equal(template.instanceType, "m7g.large");
    assert.match(script, /echo started/);
    assert.equal(hasType(result, "ServiceRole"), false);
    assert.match(
      String((find(result, "ConfigMap").inputs.data as { mapRoles: string }).mapRoles),
      new RegExp(`"rolearn":"${find(result, "Role").outputs.arn}"`),
    );
  });

  it("keeps its children in a preview, when what they are given does not exist yet", async () => {
    const result = await preview(() => {
      const role = new iam.Role("nodes", { assumeRolePolicy: "{}" });
      const instanceProfile = new iam.InstanceProfile("nodes", { role });
      const vpc = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });
      const subnet = new ec2.Subnet("net", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      new Cluster("shop", {
        ...{ vpcId: vpc.id, privateSubnetIds: [subnet.id], instanceRoles: [role] },
        nodeGroupOptions: { instanceProfile, labels: { vpc: pulumi.interpolate`${vpc.id}` } },
      });
    }, true);

    assert.deepEqual(
      children(result),
      DEFAULT.filter((child) => !OF_INSTANCE_ROLE.includes(child)),
    );
    assert.equal(find(result, "LaunchTemplate").inputs.userData, UNKNOWN_VALUE);
  });

  it("maps principals to policies with access entries", async () => {
    const accessPolicies = { view: { policyArn: "arn:aws:eks::aws:p", accessScope: { type: "cluster" } } };
    const entry = { principalArn: "arn:aws:iam::123456789012:role/dev", accessPolicies };
    const result = await ofCluster({
      ...{ authenticationMode: "API", skipDefaultNodeGroup: true },
      accessEntries: { developers: entry },
    });
    const association = find(result, "AccessPolicyAssociation", "shop-developers-view");

    assert.equal(association.parent, find(result, "AccessEntry", "shop-developers").urn);
    assert.deepEqual(association.inputs.accessScope, { type: "cluster" });
    assert.equal(hasType(result, "InstanceProfile"), false);
  });

  it("hands its provider and its protection down", async () => {
    const result = await preview(() => {
      const provider = new Provider("frankfurt", { region: "eu-central-1" });
      new Cluster("shop", {}, { providers: [provider], protect: true });
    });
    const ofAws = result.resources.filter(({ type }) => type.startsWith("aws:"));

    assert.deepEqual([...new Set(ofAws.map(({ provider }) => provider))], [find(result, "aws", "frankfurt").urn]);
    assert.ok(ofAws.every(({ protect }) => protect === true));
    assert.equal(find(result, "Cluster", "shop-eksCluster").inputs.region, "eu-central-1");
  });

  it("gives the program its outputs, and its Kubernetes provider to what is in the cluster", async () => {
    const result = await preview(() => {
      const { kubeconfig, clusterSecurityGroupId, oidcIssuer } = new Cluster("shop", { createOidcProvider: true });
      return { kubeconfig, clusterSecurityGroupId, oidcIssuer };
    });
    const { kubeconfig, clusterSecurityGroupId, oidcIssuer } = result.outputs as Record<string, unknown>;
    const { clusters } = kubeconfig as { clusters: { cluster: { server: string } }[] };

    assert.equal(clusters[0]?.cluster.server, find(result, "Cluster", "shop-eksCluster").outputs.endpoint);
    assert.equal(clusterSecurityGroupId, find(result, "SecurityGroup", "shop-eksClusterSecurityGroup").id);
    assert.equal(find(result, "OpenIdConnectProvider").inputs.url, `https://${oidcIssuer}`);
    assert.match(
      String(find(result, "ConfigMap").provider),
      /::eks:index:Cluster\$pulumi:providers:kubernetes::shop-eks-k8s$/,
    );
  });

  it("answers getKubeconfig with the credentials that are asked for", async () => {
    const program = () => {
      const role = new iam.Role("admin", { assumeRolePolicy: "{}" });
      const cluster = new Cluster("shop", {
        providerCredentialOpts: { profileName: "ci", roleArn: "arn:aws:iam::1:role/a" },
      });
      return { scoped: cluster.getKubeconfig({ roleArn: role.arn }).result, own: cluster.kubeconfig };
    };
    const result = await preview(program);
    const { scoped, own } = result.outputs as { scoped: string; own: unknown };
    const argsOf = (kubeconfig: unknown) =>
      (kubeconfig as { users: { user: { exec: { args: string[] } } }[] }).users[0]?.user.exec.args.slice(8);

    assert.deepEqual(argsOf(JSON.parse(scoped)), ["--role", find(result, "Role", "admin").outputs.arn]);
    assert.deepEqual(argsOf(own), ["--role", "arn:aws:iam::1:role/a"]);
    assert.match(
      String(find(result, "kubernetes").inputs.kubeconfig),
      /"--role","arn:aws:iam::1:role\/a","--profile","ci"/,
    );
    assert.equal((await preview(program, true)).outputs.scoped, UNKNOWN_VALUE);
  });

  const REFUSED: readonly [title: string, args: pulumi.Inputs, message: RegExp][] = [
    ["Auto Mode without access entries", { autoMode: { enabled: true } }, /autoMode needs the authenticationMode API/],
    [
      "subnets that are told twice",
      { subnetIds: ["subnet-1"], privateSubnetIds: ["subnet-1"] },
      /subnetIds cannot be set with publicSubnetIds or privateSubnetIds/,
    ],
    [
      "options of nodes in two places",
      { nodeGroupOptions: {}, instanceType: "t3.large" },
      /nodeGroupOptions cannot be set with instanceType/,
    ],
  ];
  for (const [title, args, message] of REFUSED) {
    it(`refuses ${title}`, async () => {
      const error = await ofCluster(args).catch((e: unknown) => e);
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, message);
    });
  }
});
