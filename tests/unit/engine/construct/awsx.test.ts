import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewedResource, ProgramError, previewStack, type StackPreview, UNKNOWN_VALUE } from "@plinth/engine";
import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";
import * as awsx from "@pulumi/awsx";

function preview(program: () => unknown, unknowns = false): Promise<StackPreview> {
  const config = { "aws:region": "eu-west-1" };
  return previewStack({ project: "shop", stack: "dev", config, program }, { unknowns });
}

/** Children of a type by name, in order of registration. */
function ofType({ resources }: StackPreview, type: string): Map<string, PreviewedResource> {
  return new Map(resources.filter((resource) => resource.type === type).map((resource) => [resource.name, resource]));
}

const routeIn = (resources: StackPreview, name: string) => ofType(resources, "aws:ec2/route:Route").get(name)?.inputs;

describe("awsx.ec2.Vpc, offline", () => {
  it("makes its documented children: by default a way out for every zone", async () => {
    const result = await preview(() => new awsx.ec2.Vpc("net"));
    const counts: Record<string, number> = {};
    for (const { type } of result.resources) {
      const short = type.replace(/^aws:ec2\/\w+:/, "");
      if (short !== type) counts[short] = (counts[short] ?? 0) + 1;
    }

    assert.deepEqual(counts, {
      Vpc: 1,
      InternetGateway: 1,
      Subnet: 6,
      Eip: 3,
      RouteTable: 6,
      RouteTableAssociation: 6,
      Route: 6,
      NatGateway: 3,
    });
  });

  it("puts each child below its parent, with the tags of both", async () => {
    const result = await preview(
      () => new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 1, tags: { owner: "network" } }),
    );
    const table = ofType(result, "aws:ec2/routeTable:RouteTable").get("net-private-1");

    assert.equal(
      table?.urn,
      "urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable::net-private-1",
    );
    assert.deepEqual(table?.inputs.tags, {
      Name: "net-private-1",
      SubnetType: "Private",
      owner: "network",
    });
  });

  it("leads private subnets to the NAT gateway of their strategy", async () => {
    const two = { numberOfAvailabilityZones: 2 };
    const each = await preview(() => new awsx.ec2.Vpc("net", two));
    const single = await preview(() => new awsx.ec2.Vpc("net", { ...two, natGateways: { strategy: "Single" } }));
    const none = await preview(() => new awsx.ec2.Vpc("net", { ...two, natGateways: { strategy: "None" } }));
    const gateways = (result: StackPreview) =>
      [...ofType(result, "aws:ec2/natGateway:NatGateway").values()].map(({ id }) => id);

    assert.equal(gateways(each).length, 2);
    assert.equal(routeIn(each, "net-private-2")?.natGatewayId, gateways(each)[1]);
    assert.equal(gateways(single).length, 1);
    assert.equal(routeIn(single, "net-private-2")?.natGatewayId, gateways(single)[0]);
    assert.deepEqual(gateways(none), []);
    assert.equal(routeIn(none, "net-private-2"), undefined);
  });

  it("gives a program its outputs, with what they depend on", async () => {
    const result = await preview(() => {
      const { vpcId, isolatedSubnetIds, publicSubnetIds, subnetLayout } = new awsx.ec2.Vpc("net", {
        numberOfAvailabilityZones: 1,
      });
      new ec2.SecurityGroup("group", { vpcId });
      return { vpcId, isolatedSubnetIds, publicSubnetIds, subnetLayout };
    });
    const [vpc] = ofType(result, "aws:ec2/vpc:Vpc").values();
    const [group] = ofType(result, "aws:ec2/securityGroup:SecurityGroup").values();

    assert.deepEqual(result.outputs, {
      vpcId: vpc?.id,
      isolatedSubnetIds: [],
      publicSubnetIds: [ofType(result, "aws:ec2/subnet:Subnet").get("net-public-1")?.id],
      subnetLayout: [
        { type: "Private", cidrMask: 17 },
        { type: "Public", cidrMask: 18 },
      ],
    });
    assert.deepEqual(group?.propertyDependencies.vpcId, [vpc?.urn, "urn:pulumi:dev::shop::awsx:ec2:Vpc::net"]);
  });

  it("hands its provider down, and asks it for its zones", async () => {
    const result = await preview(() => {
      const provider = new Provider("frankfurt", { region: "eu-central-1" });
      new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 1 }, { providers: [provider], protect: true });
    });
    const subnet = ofType(result, "aws:ec2/subnet:Subnet").get("net-public-1");

    assert.equal(subnet?.provider, "urn:pulumi:dev::shop::pulumi:providers:aws::frankfurt");
    assert.equal(subnet?.inputs.availabilityZone, "eu-central-1a");
    assert.equal(subnet?.protect, true);
  });

  it("leaves unknown in a preview what AWS assigns", async () => {
    const result = await preview(() => ({ vpcId: new awsx.ec2.Vpc("net").vpcId }), true);

    assert.deepEqual(result.outputs, { vpcId: UNKNOWN_VALUE });
    assert.equal(ofType(result, "aws:ec2/subnet:Subnet").size, 6);
  });

  const REFUSED: readonly [title: string, args: awsx.ec2.VpcArgs, message: RegExp][] = [
    [
      "a NAT gateway without a subnet for it",
      { subnetSpecs: [{ type: "Isolated" }] },
      /needs public and private subnets/,
    ],
    [
      "what is not simulated",
      { vpcEndpointStrategy: "Auto" },
      /vpcEndpointStrategy "Auto" .* cannot be previewed offline/,
    ],
    [
      "addresses that are not one for each gateway",
      { natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1"] } },
      /has 1 addresses, but OnePerAz makes 3/,
    ],
  ];
  for (const [title, args, message] of REFUSED) {
    it(`refuses ${title}`, async () => {
      const error = await preview(() => new awsx.ec2.Vpc("net", args)).catch((e: unknown) => e);
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, message);
    });
  }
});

describe("awsx.ecr, offline", () => {
  let context: string;
  beforeEach(() => {
    context = mkdtempSync(join(tmpdir(), "plinth-image-"));
    mkdirSync(join(context, "source"));
    writeFileSync(join(context, "Dockerfile"), "FROM scratch\n");
    writeFileSync(join(context, "source", "main.js"), "1");
  });
  afterEach(() => rmSync(context, { recursive: true }));

  it("makes a repository that forgets untagged images, in small letters", async () => {
    const result = await preview(() => new awsx.ecr.Repository("Gateway"));
    const [repository] = ofType(result, "aws:ecr/repository:Repository").values();
    const [policy] = ofType(result, "aws:ecr/lifecyclePolicy:LifecyclePolicy").values();

    assert.equal(repository?.name, "gateway");
    assert.deepEqual(JSON.parse(String(policy?.inputs.policy)), {
      rules: [
        {
          rulePriority: 1,
          description: "remove untagged images",
          selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("builds an image whose digest follows its files", async () => {
    const program = () => {
      const { url } = new awsx.ecr.Repository("gateway", { lifecyclePolicy: { skip: true } });
      return { uri: new awsx.ecr.Image("gateway", { repositoryUrl: url, context, imageTag: "v1" }).imageUri, url };
    };
    const first = await preview(program);
    const again = await preview(program);
    writeFileSync(join(context, "source", "main.js"), "2");
    const changed = await preview(program);
    const [image] = ofType(first, "docker-build:index:Image").values();

    assert.match(
      String(first.outputs.uri),
      /^123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/gateway-[0-9a-f]{7}@sha256:[0-9a-f]{64}$/,
    );
    assert.equal(again.outputs.uri, first.outputs.uri);
    assert.notEqual(changed.outputs.uri, first.outputs.uri);
    assert.deepEqual(image?.inputs.tags, [`${first.outputs.url}:v1`]);
    assert.equal(image?.parent, "urn:pulumi:dev::shop::awsx:ecr:Image::gateway");
  });

  it("refuses to build from a folder that is not there", async () => {
    const program = () =>
      new awsx.ecr.Image("x", { repositoryUrl: "1.dkr.ecr.eu-west-1.amazonaws.com/x", context: "/no" });
    const error = await preview(program).catch((e: unknown) => e);

    assert.ok(error instanceof ProgramError);
    assert.match(error.message, /there is no build context at \/no/);
  });
});
