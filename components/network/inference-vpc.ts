import { endpointServiceName, type Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { isOrganizationId, policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ANY_IPV4, subnetCidrs } from "./cidr";
import { EgressAttachment, type InspectedEgress } from "./egress-attachment";
import { endpointPolicy } from "./endpoint-policy";
import { FlowLogs, flowLogFaults } from "./flow-logs";
import { subnetChecks, zoneNames } from "./subnet-plan";
import {
  allowEgressToGateway,
  allowEgressToInternet,
  createSecurityGroups,
  type SecurityGroupOwner,
} from "./vpc-security-groups";
import type { WorkloadNetwork } from "./workload-network";

/** Endpoints of a function that calls models, writes traces and logs, and stores its outputs. */
const DEFAULT_SERVICES = ["bedrock-runtime", "kms", "logs", "monitoring", "sts", "xray", "dynamodb", "s3"];
/** IPv4 range of a network without an explicit `cidr`. */
export const DEFAULT_CIDR = "10.0.0.0/22";
const DEFAULT_ZONES = 2;

/** Arguments of {@link InferenceVpc}. */
export interface InferenceVpcArgs extends PlinthComponentArgs {
  /** Private IPv4 range. Bounds: /16 to /26 for two zones. Default: `10.0.0.0/22`. */
  readonly cidr?: string;
  /** IPv4 ranges that the network must not overlap: peered VPCs, data centres. Default: none. */
  readonly reservedCidrs?: readonly string[];
  /**
   * Number of availability zones, from the first of the region, or their names: `["eu-west-1a", "eu-west-1c"]`. Bounds:
   * 2 to 6. Default: 2.
   */
  readonly zones?: number | readonly string[];
  /**
   * VPC endpoints, by their names in the standard's catalogue. Default: those of a function that calls models:
   * `bedrock-runtime`, `kms`, `logs`, `monitoring`, `sts`, `xray`, `dynamodb` and `s3`.
   */
  readonly services?: readonly string[];
  /**
   * Organisation whose principals may use the endpoints: `o-a1b2c3d4e5`. Default: principals of the workload's account
   * only.
   */
  readonly organizationId?: pulumi.Input<string>;
  /**
   * Encrypts the flow logs. The key policy must allow the service `logs` to use it. Default: the key of CloudWatch
   * Logs, where the standard requires no customer managed key.
   */
  readonly key?: EncryptionKey;
  /**
   * The organisation's inspected egress, to call model providers other than Bedrock. Default: none; the network has no
   * route to the internet.
   */
  readonly egress?: InspectedEgress;
}

/**
 * A private network that reaches AWS services through VPC endpoints only, and allowed hosts through an inspected egress
 * if one is given.
 *
 * Creates the VPC with an isolated subnet and route table in each zone; interface and gateway endpoints with private
 * DNS and an endpoint policy each; a security group for the endpoints, and one for the workload that reaches only them;
 * flow logs; and an empty default security group. It has no internet gateway, NAT gateway or peering.
 *
 * @example
 * const network = new InferenceVpc("support-network", { workload, cidr: "10.20.0.0/22", key });
 */
export class InferenceVpc extends PlinthComponent implements WorkloadNetwork {
  /** Id of the VPC: `vpc-…`. Assigned by AWS. */
  readonly vpcId: pulumi.Output<string>;
  /** Ids of the isolated subnets, one for each zone. Assigned by AWS. */
  readonly subnetIds: pulumi.Output<string>[];
  /** The workload's security group, as a list: it reaches the endpoints, and the egress if there is one. */
  readonly securityGroupIds: pulumi.Output<string>[];
  /** Id of the workload's security group, for rules of other groups. Assigned by AWS. */
  readonly workloadSecurityGroupId: pulumi.Output<string>;
  /** Ids of the VPC endpoints, by their names in the standard's catalogue. Assigned by AWS. */
  readonly endpointIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: InferenceVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("InferenceVpc", name, args, opts, faults(name, args));
    const { workload, cidr = DEFAULT_CIDR, services = DEFAULT_SERVICES, key, egress } = args;
    const zones = zoneNames({ region: workload.region, zones: args.zones ?? DEFAULT_ZONES });

    const { id: vpcId } = this.#createVpc(cidr);
    const ranges = subnetCidrs(cidr, zones.length);
    const isolated = zones.map((zone, index) => this.#createSubnet(vpcId, zone, ranges[index] ?? cidr));
    const egressRoute = egress && this.#attach(vpcId, isolated, egress);
    const subnets = isolated.map((subnet, index) => this.#createRoutes(subnet, zones[index] ?? "", egressRoute));
    const owner = this.#securityGroupOwner();
    const groups = createSecurityGroups(owner, vpcId);
    const endpoints = services.map((service) => this.#createEndpoint(service, args, vpcId, subnets, groups.endpoints));
    for (const { service, endpoint, kind } of endpoints) {
      if (kind === "gateway") allowEgressToGateway(owner, groups.workload, service, endpoint);
    }
    if (egress) allowEgressToInternet(owner, groups.workload);
    new FlowLogs(`${name}-flow-logs`, { workload, vpcId, key }, { parent: this });

    this.vpcId = vpcId;
    this.subnetIds = subnets.map(({ subnet }) => subnet.id);
    this.workloadSecurityGroupId = groups.workload.id;
    this.securityGroupIds = [this.workloadSecurityGroupId];
    this.endpointIds = Object.fromEntries(endpoints.map(({ service, endpoint }) => [service, endpoint.id]));
    const { subnetIds, securityGroupIds, endpointIds } = this;
    this.registerOutputs({ vpcId, subnetIds, securityGroupIds, endpointIds });
  }

  /**
   * Returns the ARNs of the subnets and the workload's security group, for the argument `resources` of a
   * `NetworkShare`: other accounts can then run compute in this network.
   */
  shareableArns(): Readonly<Record<string, pulumi.Output<string>>> {
    const subnets = this.subnetIds.map(
      (id, index) => [`subnet-${index + 1}`, this.arn("ec2", pulumi.interpolate`subnet/${id}`)] as const,
    );
    const group = this.arn("ec2", pulumi.interpolate`security-group/${this.workloadSecurityGroupId}`);
    return { ...Object.fromEntries(subnets), "security-group": group };
  }

  #createVpc(cidrBlock: string): ec2.Vpc {
    const network = new ec2.Vpc(
      `${this.name}-vpc`,
      { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, tags: this.#named() },
      this.child(),
    );
    new ec2.DefaultSecurityGroup(
      `${this.name}-default-security-group`,
      { vpcId: network.id, ingress: [], egress: [], tags: this.#named("default") },
      this.child(),
    );
    return network;
  }

  #createSubnet(vpcId: pulumi.Output<string>, availabilityZone: string, cidrBlock: string): ec2.Subnet {
    const zone = availabilityZone.slice(-1);
    return new ec2.Subnet(
      `${this.name}-subnet-${zone}`,
      { vpcId, availabilityZone, cidrBlock, mapPublicIpOnLaunch: false, tags: this.#named(zone) },
      this.child(),
    );
  }

  #attach(vpcId: pulumi.Output<string>, subnets: readonly ec2.Subnet[], egress: InspectedEgress): EgressRoute {
    const attachment = new EgressAttachment(
      `${this.name}-egress`,
      { workload: this.workload, vpcId, subnetIds: subnets.map(({ id }) => id), egress },
      { parent: this },
    );
    return { transitGatewayId: egress.transitGatewayId, attachment };
  }

  #createRoutes(subnet: ec2.Subnet, availabilityZone: string, egressRoute: EgressRoute | undefined): Subnet {
    const zone = availabilityZone.slice(-1);
    const routes = egressRoute ? [{ cidrBlock: ANY_IPV4, transitGatewayId: egressRoute.transitGatewayId }] : [];
    const routeTable = new ec2.RouteTable(
      `${this.name}-routes-${zone}`,
      { vpcId: subnet.vpcId, routes, tags: this.#named(zone) },
      this.child(egressRoute && { dependsOn: [egressRoute.attachment] }),
    );
    new ec2.RouteTableAssociation(
      `${this.name}-route-association-${zone}`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      this.child(),
    );
    return { subnet, routeTable };
  }

  #createEndpoint(
    service: string,
    { workload, organizationId, services = DEFAULT_SERVICES }: InferenceVpcArgs,
    vpcId: pulumi.Output<string>,
    subnets: readonly Subnet[],
    group: ec2.SecurityGroup,
  ): Endpoint {
    const entry = this.standard.endpoints[service];
    if (!entry) throw new RangeError(`no endpoint ${service}`);
    const placement =
      entry.kind === "gateway"
        ? { routeTableIds: subnets.map(({ routeTable }) => routeTable.id) }
        : { subnetIds: subnets.map(({ subnet }) => subnet.id), securityGroupIds: [group.id], privateDnsEnabled: true };
    const statements = endpointPolicy(workload, service, entry, { organizationId, services });
    const endpoint = new ec2.VpcEndpoint(
      `${this.name}-${service}-endpoint`,
      {
        vpcId,
        serviceName: endpointServiceName(entry.serviceName, workload.region),
        vpcEndpointType: entry.kind === "gateway" ? "Gateway" : "Interface",
        ...placement,
        ...(entry.endpointPolicy ? { policy: policyDocument(statements) } : {}),
        tags: this.#named(service),
      },
      this.child(),
    );
    return { service, kind: entry.kind, endpoint };
  }

  #securityGroupOwner(): SecurityGroupOwner {
    return { name: this.name, tags: this.tags(), groupTags: (role) => this.#named(role), opts: this.child() };
  }

  #named(suffix?: string): Record<string, string> {
    return { Name: this.physicalName(suffix), ...this.tags() };
  }
}

interface Subnet {
  readonly subnet: ec2.Subnet;
  readonly routeTable: ec2.RouteTable;
}

interface EgressRoute {
  readonly transitGatewayId: pulumi.Input<string>;
  /** AWS rejects routes to a transit gateway that the VPC is not attached to. */
  readonly attachment: EgressAttachment;
}

interface Endpoint {
  readonly service: string;
  readonly kind: "interface" | "gateway";
  readonly endpoint: ec2.VpcEndpoint;
}

function faults(name: string, args: InferenceVpcArgs): Fault[] {
  const { workload, organizationId, cidr = DEFAULT_CIDR, reservedCidrs = [] } = args;
  const { zones = DEFAULT_ZONES, services = DEFAULT_SERVICES } = args;
  const catalogue = Object.keys(workload.standard.endpoints);
  const unknown = services.filter((service) => !catalogue.includes(service));
  return [
    ...faultsOf(
      "network/InferenceVpc",
      name,
      ...subnetChecks({ region: workload.region, cidr, zones, reservedCidrs }),
      [unknown.length === 0, "services", `some of ${catalogue.join(", ")}`, unknown.join(", ")],
      [new Set(services).size === services.length, "services", "each service once", services.join(", ")],
      [
        typeof organizationId !== "string" || isOrganizationId(organizationId),
        "organizationId",
        "an organisation's id such as o-a1b2c3d4e5",
        String(organizationId),
      ],
    ),
    ...flowLogFaults("InferenceVpc", name, args),
  ];
}
