import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ANY_IPV4 } from "./cidr";

/** Arguments of {@link TransitHub}. */
export interface TransitHubArgs extends PlinthComponentArgs {
  /** Egress VPC that all traffic is routed to: `vpc-…`. */
  readonly egressVpcId: pulumi.Input<string>;
  /** Subnets of the egress VPC that the transit gateway attaches to, one for each zone. */
  readonly egressSubnetIds: pulumi.Input<string>[];
  /** IPv4 ranges of the workload VPCs. Traffic between them is dropped. */
  readonly workloadCidrs: readonly string[];
}

/**
 * A transit gateway that routes VPCs to one egress VPC and never to each other.
 *
 * Creates the gateway and two route tables. Workload attachments use the first by default: it routes to the egress VPC
 * and drops traffic to the ranges of workloads. The second carries the return traffic: each attachment propagates its
 * range to it. The gateway accepts attachments of other accounts automatically, because it is shared with accounts of
 * the organisation only.
 *
 * @example
 * new TransitHub("hub", {
 *   workload,
 *   egressVpcId: "vpc-0123456789abcdef0",
 *   egressSubnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
 *   workloadCidrs: ["10.0.0.0/8"],
 * });
 */
export class TransitHub extends PlinthComponent {
  /** Id of the transit gateway: `tgw-…`. Assigned by AWS. */
  readonly transitGatewayId: pulumi.Output<string>;
  /** ARN of the transit gateway, to share it with other accounts. Assigned by AWS. */
  readonly transitGatewayArn: pulumi.Output<string>;
  /** Id of the egress VPC's attachment, which return routes to workloads depend on: `tgw-attach-…`. Assigned by AWS. */
  readonly egressAttachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitHubArgs, opts?: pulumi.ComponentResourceOptions) {
    super("TransitHub", name, args, opts, []);
    const gateway = new ec2transitgateway.TransitGateway(
      `${name}-gateway`,
      {
        description: "Workloads' way to the inspected egress",
        autoAcceptSharedAttachments: "enable",
        defaultRouteTableAssociation: "enable",
        defaultRouteTablePropagation: "enable",
        dnsSupport: "enable",
        vpnEcmpSupport: "disable",
        tags: { Name: this.physicalName(), ...this.tags() },
      },
      this.child(),
    );
    const egress = new ec2transitgateway.VpcAttachment(
      `${name}-egress`,
      {
        transitGatewayId: gateway.id,
        vpcId: args.egressVpcId,
        subnetIds: args.egressSubnetIds,
        // Keeps both directions of a connection in one zone: the firewall endpoint that saw the request sees the response.
        applianceModeSupport: "enable",
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
        tags: { Name: this.physicalName("egress"), ...this.tags() },
      },
      this.child(),
    );
    this.#createRoutes(gateway, egress, args.workloadCidrs);

    this.transitGatewayId = gateway.id;
    this.transitGatewayArn = gateway.arn;
    this.egressAttachmentId = egress.id;
    const { transitGatewayId, transitGatewayArn, egressAttachmentId } = this;
    this.registerOutputs({ transitGatewayId, transitGatewayArn, egressAttachmentId });
  }

  #createRoutes(
    gateway: ec2transitgateway.TransitGateway,
    egress: ec2transitgateway.VpcAttachment,
    workloadCidrs: readonly string[],
  ): void {
    const outbound = this.#createTable(gateway, "workloads");
    const inbound = this.#createTable(gateway, "back");
    new ec2transitgateway.DefaultRouteTableAssociation(
      `${this.name}-workloads-by-default`,
      { transitGatewayId: gateway.id, transitGatewayRouteTableId: outbound.id },
      this.child(),
    );
    new ec2transitgateway.DefaultRouteTablePropagation(
      `${this.name}-back-by-default`,
      { transitGatewayId: gateway.id, transitGatewayRouteTableId: inbound.id },
      this.child(),
    );
    new ec2transitgateway.RouteTableAssociation(
      `${this.name}-back-for-egress`,
      { transitGatewayAttachmentId: egress.id, transitGatewayRouteTableId: inbound.id },
      this.child(),
    );
    new ec2transitgateway.Route(
      `${this.name}-out`,
      {
        destinationCidrBlock: ANY_IPV4,
        transitGatewayAttachmentId: egress.id,
        transitGatewayRouteTableId: outbound.id,
      },
      this.child(),
    );
    for (const [index, destinationCidrBlock] of workloadCidrs.entries()) {
      new ec2transitgateway.Route(
        `${this.name}-not-between-${index + 1}`,
        { destinationCidrBlock, blackhole: true, transitGatewayRouteTableId: outbound.id },
        this.child(),
      );
    }
  }

  #createTable(gateway: ec2transitgateway.TransitGateway, role: string): ec2transitgateway.RouteTable {
    return new ec2transitgateway.RouteTable(
      `${this.name}-${role}`,
      { transitGatewayId: gateway.id, tags: { Name: this.physicalName(role), ...this.tags() } },
      this.child(),
    );
  }
}
