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
