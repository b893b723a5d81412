import * as ec2 from "@pulumi/aws/ec2";
import * as aws from "@pulumi/aws/getAvailabilityZones";
import type { VpcArgs } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { type Subnet, subnetsOf } from "./subnets";

type Tags = VpcArgs["tags"];

/** What the component has made, by the names of its outputs. */
interface Children {
  readonly vpc: ec2.Vpc;
  readonly internetGateway: ec2.InternetGateway;
  readonly subnets: ec2.Subnet[];
  readonly routeTables: ec2.RouteTable[];
  readonly routeTableAssociations: ec2.RouteTableAssociation[];
  readonly routes: ec2.Route[];
  readonly eips: ec2.Eip[];
  readonly natGateways: ec2.NatGateway[];
  readonly vpcEndpoints: ec2.VpcEndpoint[];
  readonly publicSubnets: ec2.Subnet[];
  readonly privateSubnets: ec2.Subnet[];
  readonly isolatedSubnets: ec2.Subnet[];
}

/** The children of `awsx.ec2.Vpc`, under the names and parents that awsx gives them. */
export class Vpc extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: VpcArgs, options: pulumi.ComponentResourceOptions) {
    super("awsx:ec2:Vpc", name, args, options);
    this.outputs = this.create(name, args);
    this.registerOutputs();
  }

  private async create(name: string, args: VpcArgs): Promise<pulumi.Inputs> {
    refuseUnsimulated(args);
    const zones = args.availabilityZoneNames ?? (await this.zones(args.numberOfAvailabilityZones));
    const layout = {
      vpcName: name,
      cidrBlock: args.cidrBlock ?? "10.0.0.0/16",
      zones,
      strategy: (args.subnetStrategy ?? "Legacy") as "Legacy" | "Auto" | "Exact",
      specs: args.subnetSpecs,
      zonePrefix: args.availabilityZoneCidrMask,
      naming: args.subnetNameTagStrategy ?? "Legacy",
    };
    const subnets = subnetsOf(layout);
    const nat = natGateways(args, zones, subnets);
    const children = this.network(name, args, layout.cidrBlock);
    for (const [index, zone] of zones.entries()) {
      const inZone = subnets.filter((subnet) => subnet.zone === zone && subnet.spec.type !== "Unused");
      for (const subnet of inZone.sort(publicFirst)) addSubnet(children, subnet, { name, args, index, nat });
    }
    return {
      ...children,
      vpcId: children.vpc.id,
      publicSubnetIds: children.publicSubnets.map(({ id }) => id),
      privateSubnetIds: children.privateSubnets.map(({ id }) => id),
      isolatedSubnetIds: children.isolatedSubnets.map(({ id }) => id),
      subnetLayout: layoutOf(subnets, zones),
    };
  }

  private async zones(count = 3): Promise<string[]> {
    const { names } = await aws.getAvailabilityZones(undefined, { parent: this });
    if (names.length < count)
      throw new Error(`the region has fewer than ${count} availability zones: ${names.join(", ")}`);
    return names.slice(0, count);
  }

  private network(name: string, args: VpcArgs, cidrBlock: string): Children {
    const tags = merged({ Name: name }, args.tags);
    const vpc = new ec2.Vpc(name, { ...args, cidrBlock, tags }, { parent: this });
    const inVpc = { parent: vpc, dependsOn: [vpc] };
    return {
      vpc,
      internetGateway: new ec2.InternetGateway(name, { vpcId: vpc.id, tags }, inVpc),
      vpcEndpoints: (args.vpcEndpointSpecs ?? []).map(
        (spec) => new ec2.VpcEndpoint(spec.serviceName, { ...spec, vpcId: vpc.id }, inVpc),
      ),
      subnets: [],
      routeTables: [],
      routeTableAssociations: [],
      routes: [],
      eips: [],
      natGateways: [],
      publicSubnets: [],
      privateSubnets: [],
      isolatedSubnets: [],
    };
  }
}

interface NatGateways {
  readonly strategy: "None" | "Single" | "OnePerAz";
  /** Given addresses; none means that each gateway gets one of its own. */
  readonly allocationIds: readonly pulumi.Input<string>[];
}

interface Zone {
  readonly name: string;
  readonly args: VpcArgs;
  readonly index: number;
  readonly nat: NatGateways;
}

/** A subnet with its route table and its way out: the internet gateway, a NAT gateway, or none. */
function addSubnet(children: Children, subnet: Subnet, zone: Zone): void {
  const { vpc, internetGateway } = children;
  const tags = merged({ Name: zone.name }, zone.args.tags);
  const { type } = subnet.spec;
  const named = { Name: subnet.nameTag, SubnetType: type };
  const made = new ec2.Subnet(
    subnet.name,
    {
      vpcId: vpc.id,
      availabilityZone: subnet.zone,
      mapPublicIpOnLaunch: type === "Public",
      cidrBlock: subnet.cidrBlock,
      tags: merged(tags, subnet.spec.tags, named),
    },
    { parent: vpc, dependsOn: [vpc] },
  );
  const routeTable = new ec2.RouteTable(
    subnet.name,
    { vpcId: vpc.id, tags: merged(tags, named) },
    { parent: made, dependsOn: [made] },
  );
  const inTable = { parent: routeTable, dependsOn: [routeTable] };
  children.subnets.push(made);
  children.routeTables.push(routeTable);
  children.routeTableAssociations.push(
    new ec2.RouteTableAssociation(subnet.name, { routeTableId: routeTable.id, subnetId: made.id }, inTable),
  );
  const toInternet = { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0" };
  if (type === "Public") {
    children.publicSubnets.push(made);
    addNatGateway(children, made, zone);
    children.routes.push(new ec2.Route(subnet.name, { ...toInternet, gatewayId: internetGateway.id }, inTable));
  } else if (type === "Private") {
    children.privateSubnets.push(made);
    const gateway = children.natGateways[zone.nat.strategy === "Single" ? 0 : zone.index];
    if (!gateway) return;
    children.routes.push(new ec2.Route(subnet.name, { ...toInternet, natGatewayId: gateway.id }, inTable));
  } else {
    children.isolatedSubnets.push(made);
  }
}

/** The first public subnet of a zone holds its NAT gateway. */
function addNatGateway({ eips, natGateways }: Children, subnet: ec2.Subnet, { name, args, index, nat }: Zone): void {
  const wanted = { None: 0, Single: 1, OnePerAz: index + 1 }[nat.strategy];
  if (natGateways.length >= wanted) return;
  const number = `${name}-${index + 1}`;
  const tags = merged(args.tags, { Name: number });
  const inSubnet = { parent: subnet, dependsOn: [subnet] };
  if (nat.allocationIds.length === 0) eips.push(new ec2.Eip(number, { tags }, inSubnet));
  const allocationId = nat.allocationIds[index] ?? eips[index]?.allocationId;
  natGateways.push(new ec2.NatGateway(number, { subnetId: subnet.id, allocationId, tags }, inSubnet));
}

/** @throws Error if the addresses are not as many as the gateways, or there is no subnet for a gateway or to use one. */
function natGateways({ natGateways }: VpcArgs, zones: readonly string[], subnets: readonly Subnet[]): NatGateways {
  const { strategy = "OnePerAz", elasticIpAllocationIds: allocationIds = [] } = natGateways ?? {};
  const gateways = { None: 0, Single: 1, OnePerAz: zones.length }[strategy];
  if (allocationIds.length > 0 && allocationIds.length !== gateways) {
    throw new Error(
      `natGateways.elasticIpAllocationIds has ${allocationIds.length} addresses, but ${strategy} makes ${gateways} NAT gateways`,
    );
  }
  const types = new Set(subnets.map(({ spec }) => spec.type));
  if (strategy !== "None" && !(types.has("Public") && types.has("Private"))) {
    throw new Error(
      `natGateways.strategy ${strategy} (the default is OnePerAz) needs public and private subnets; with others, say None`,
    );
  }
  return { strategy, allocationIds };
}

/** Options of awsx whose effect its documentation does not tell. */
function refuseUnsimulated({ subnetStrategy, vpcEndpointStrategy, subnetSpecs = [], ...args }: VpcArgs): void {
  const refused = [
    ...(subnetStrategy === "AutoMerge" ? ['subnetStrategy "AutoMerge"'] : []),
    ...(vpcEndpointStrategy === "Auto" ? ['vpcEndpointStrategy "Auto"'] : []),
    ...(subnetSpecs.some((spec) => spec.assignIpv6AddressOnCreation) ? ["assignIpv6AddressOnCreation"] : []),
    ...(args.ipv4IpamPoolId !== undefined && args.cidrBlock === undefined ? ["ipv4IpamPoolId without cidrBlock"] : []),
  ];
  if (refused.length > 0) throw new Error(`${refused.join(", ")} of awsx.ec2.Vpc cannot be previewed offline`);
  if (args.availabilityZoneNames && args.numberOfAvailabilityZones) {
    throw new Error("availabilityZoneNames and numberOfAvailabilityZones cannot both be set");
  }
}

/** The specs of one zone, with the masks that they have got. */
function layoutOf(subnets: readonly Subnet[], zones: readonly string[]) {
  const ofFirstZone = subnets.filter(({ zone }) => zone === zones[0]);
  return ofFirstZone.map(({ spec: { type, name, cidrBlocks, size }, cidrBlock }) => {
    return { type, name, cidrBlocks, size, cidrMask: cidrBlocks ? undefined : Number(cidrBlock.split("/")[1]) };
  });
}

const RANK = { Public: 0, Private: 1, Isolated: 2, Unused: 3 };

function publicFirst(a: Subnet, b: Subnet): number {
  return RANK[a.spec.type] - RANK[b.spec.type];
}

/** Later tags win; nothing waits, unless tags are outputs. */
function merged(...sets: Tags[]): Tags {
  if (sets.some((tags) => pulumi.Output.isInstance(tags))) {
    return pulumi.all(sets).apply((all) => Object.assign({}, ...all) as Record<string, string>);
  }
  return Object.assign({}, ...sets);
}
