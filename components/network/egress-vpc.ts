import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import type { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ANY_IPV4, isPrivateNetwork } from "./cidr";
import { DnsFirewall } from "./dns-firewall";
import type { InspectedEgress } from "./egress-attachment";
import { EgressFirewall, egressFaults } from "./egress-firewall";
import { FlowLogs, flowLogFaults } from "./flow-logs";
import { zoneNames } from "./subnet-plan";
import { TransitHub } from "./transit-hub";

/** Arguments of {@link EgressVpc}. */
export interface EgressVpcArgs extends PlinthComponentArgs {
  /** Private IPv4 range of the egress VPC. Bounds: /16 to /24. Default: `10.255.0.0/24`. */
  readonly cidr?: string;
  /** Number of availability zones, from the first of the region. Bounds: 2 or 3. Default: 2. */
  readonly zones?: number;
  /**
   * IPv4 ranges of the VPCs that use the egress. Bounds: private ranges without host bits. Default: `["10.0.0.0/8"]`.
   */
  readonly workloadCidrs?: readonly string[];
  /**
   * Hosts that workloads may reach. A leading dot includes all subdomains: `["partners.example.com"]`. Bounds: at least
   * one.
   */
  readonly allowedDomains: readonly string[];
  /**
   * Model providers other than Bedrock among those hosts: `["openai"]`. Declared in the tag `plinth:providers`.
   * Default: none.
   */
  readonly providers?: readonly string[];
  /** Encrypts all logs. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
}

/**
 * The organisation's central egress to the internet: outbound only, to an allow list of hosts, inspected and logged.
 *
 * Creates a VPC (`awsx.ec2.Vpc`) with a NAT gateway, a firewall endpoint and a transit gateway attachment in each zone;
 * the {@link EgressFirewall} between attachment and NAT gateway, in both directions; the {@link DnsFirewall}; the
 * {@link TransitHub} that workload VPCs attach to; flow logs; and an empty default security group. Traffic flows from
 * the workload through transit gateway, firewall and NAT gateway to the internet.
 *
 * @example
 * const egress = new EgressVpc("egress", { workload, allowedDomains: ["partners.example.com"], key });
 * const network = new InferenceVpc("network", { workload, cidr: "10.20.0.0/22", key, egress: egress.egress });
 */
export class EgressVpc extends PlinthComponent {
  /** Id of the egress VPC: `vpc-…`. Assigned by AWS. */
  readonly vpcId: pulumi.Output<string>;
  /** Egress for the argument `egress` of a workload's `InferenceVpc`. */
  readonly egress: InspectedEgress;
  /** ARNs for the argument `resources` of a `NetworkShare`, which lets other accounts use the egress. */
  readonly shareableArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: EgressVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("EgressVpc", name, args, opts, faults(name, args));
    const { workload, key, zones = 2, workloadCidrs = ["10.0.0.0/8"], allowedDomains, providers } = args;
    const childOpts = { parent: this };
    const network = this.#createVpc(args, zones);
    const { vpcId } = network;
    const subnets = (of: pulumi.Output<string[]>) => Array.from({ length: zones }, (_, zone) => idAt(of, zone));
    const [publicIds, firewallIds, transitIds] = [
      network.publicSubnetIds,
      network.privateSubnetIds,
      network.isolatedSubnetIds,
    ].map(subnets);

    const firewall = new EgressFirewall(
      `${name}-firewall`,
      { workload, vpcId, subnetIds: firewallIds ?? [], sourceCidrs: workloadCidrs, allowedDomains, providers, key },
      childOpts,
    );
    const dnsFirewall = new DnsFirewall(`${name}-names`, { workload, allowedDomains, providers, key }, childOpts);
    const hub = new TransitHub(
      `${name}-hub`,
      { workload, egressVpcId: vpcId, egressSubnetIds: transitIds ?? [], workloadCidrs },
      childOpts,
    );
    for (const [zone, vpcEndpointId] of firewall.endpointIds.entries()) {
      const table = (ids: pulumi.Output<string>[] | undefined) => tableOf(network, ids?.[zone]);
      this.#route(`out-${zone + 1}`, table(transitIds), { destinationCidrBlock: ANY_IPV4, vpcEndpointId });
      for (const [index, destinationCidrBlock] of workloadCidrs.entries()) {
        const part = `${zone + 1}-${index + 1}`;
        this.#route(`in-${part}`, table(publicIds), { destinationCidrBlock, vpcEndpointId });
        this.#route(
          `back-${part}`,
          table(firewallIds),
          { destinationCidrBlock, transitGatewayId: hub.transitGatewayId },
          [hub],
        );
      }
    }
    new FlowLogs(`${name}-flow-logs`, { workload, vpcId, key }, childOpts);

    this.vpcId = vpcId;
    this.egress = {
      transitGatewayId: hub.transitGatewayId,
      dnsRuleGroupId: dnsFirewall.ruleGroupId,
      queryLogConfigId: dnsFirewall.queryLogConfigId,
    };
    this.shareableArns = {
      "transit-gateway": hub.transitGatewayArn,
      "dns-rules": dnsFirewall.ruleGroupArn,
      "query-logs": dnsFirewall.queryLogConfigArn,
    };
    this.registerOutputs({ vpcId: this.vpcId, egress: this.egress, shareableArns: this.shareableArns });
  }

  /** Names the zones explicitly. A lookup of the region's zones would need an account in preview. */
  #createVpc({ workload, cidr = "10.255.0.0/24" }: EgressVpcArgs, zones: number): Vpc {
    // Loaded on demand: awsx slows down the start of every stack that imports it.
    const { Vpc: AwsxVpc } = require("@pulumi/awsx/ec2/vpc") as typeof import("@pulumi/awsx/ec2/vpc");
    const network = new AwsxVpc(
      `${this.name}-vpc`,
      {
        cidrBlock: cidr,
        availabilityZoneNames: [...zoneNames({ region: workload.region, zones })],
        enableDnsSupport: true,
        enableDnsHostnames: true,
        natGateways: { strategy: this.isProduction ? "OnePerAz" : "Single" },
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", name: "nat", cidrMask: 28 },
          { type: "Private", name: "firewall", cidrMask: 28 },
          { type: "Isolated", name: "transit", cidrMask: 28 },
        ],
        tags: this.tags(),
      },
      { parent: this },
    );
    new ec2.DefaultSecurityGroup(
      `${this.name}-default-security-group`,
      { vpcId: network.vpcId, ingress: [], egress: [], tags: this.tags() },
      this.child(),
    );
    return network;
  }

  #route(
    name: string,
    routeTableId: pulumi.Output<string>,
    route: Omit<ec2.RouteArgs, "routeTableId">,
    dependsOn: pulumi.Resource[] = [],
  ): void {
    new ec2.Route(`${this.name}-${name}`, { routeTableId, ...route }, this.child({ dependsOn }));
  }
}

function idAt(ids: pulumi.Output<string[]>, index: number): pulumi.Output<string> {
  return ids.apply((known) => known[index] ?? "");
}

/** Route table that awsx associated with a subnet. */
function tableOf({ routeTableAssociations }: Vpc, subnetId: pulumi.Input<string> = ""): pulumi.Output<string> {
  const pairs = routeTableAssociations.apply((all) =>
    pulumi.all(all.map((association) => pulumi.all([association.subnetId, association.routeTableId]))),
  );
  return pulumi
    .all([pairs, subnetId])
    .apply(([known, wanted]) => known.find(([subnet]) => subnet === wanted)?.[1] ?? "");
}

function faults(name: string, args: EgressVpcArgs): Fault[] {
  const { cidr = "10.255.0.0/24", zones = 2, workloadCidrs = ["10.0.0.0/8"], allowedDomains } = args;
  const mask = Number(cidr.split("/")[1]);
  return [
    ...faultsOf(
      "network/EgressVpc",
      name,
      [
        isPrivateNetwork(cidr) && mask >= 16 && mask <= 24,
        "cidr",
        "a private IPv4 network of /16 to /24 such as 10.255.0.0/24",
        cidr,
      ],
      [zones === 2 || zones === 3, "zones", "2 or 3", String(zones)],
    ),
    ...egressFaults("EgressVpc", name, { allowedDomains, sourceCidrs: workloadCidrs }),
    ...flowLogFaults("EgressVpc", name, args),
  ];
}
