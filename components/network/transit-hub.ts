import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import type * as pulumi from "@pulumi/pulumi";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface TransitHubArgs extends PlinthComponentArgs {
  /** VPC that everything leaves through, and its subnets for the attachment, one a zone. */
  readonly egressVpcId: pulumi.Input<string>;
  readonly egressSubnetIds: pulumi.Input<string>[];
  /** Ranges of the VPCs that leave through it; between them nothing is forwarded. */
  readonly workloadCidrs: readonly string[];
}

/**
 * A transit gateway that leads VPCs to one VPC of all, and never to each other.
 *
 * Creates the gateway and two route tables. Whatever is attached uses the first, which leads to the egress VPC, and
 * nowhere for the workloads' own ranges; the way back is in the second, which learns each attachment's range. Attachments
 * of other accounts are accepted at once: the gateway is shared with the organisation's accounts only.
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
  readonly transitGatewayId: pulumi.Output<string>;
  readonly transitGatewayArn: pulumi.Output<string>;
  /** Of the egress VPC: routes back to the workloads wait for it. */
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
        // An answer comes back through the zone that its request left by, or the firewall does not know it.
        applianceModeSupport: "enable",
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
        tags: { Name: this.physicalName("egress"), ...this.tags() },
      },
      this.child(),
    );
    this.#lead(gateway, egress, args.workloadCidrs);

    this.transitGatewayId = gateway.id;
    this.transitGatewayArn = gateway.arn;
    this.egressAttachmentId = egress.id;
    const { transitGatewayId, transitGatewayArn, egressAttachmentId } = this;
    this.registerOutputs({ transitGatewayId, transitGatewayArn, egressAttachmentId });
  }

  #lead(
    gateway: ec2transitgateway.TransitGateway,
    egress: ec2transitgateway.VpcAttachment,
    workloadCidrs: readonly string[],
  ): void {
    const there = this.#createTable(gateway, "workloads");
    const back = this.#createTable(gateway, "back");
    new ec2transitgateway.DefaultRouteTableAssociation(
      `${this.name}-workloads-by-default`,
      { transitGatewayId: gateway.id, transitGatewayRouteTableId: there.id },
      this.child(),
    );
    new ec2transitgateway.DefaultRouteTablePropagation(
      `${this.name}-back-by-default`,
      { transitGatewayId: gateway.id, transitGatewayRouteTableId: back.id },
      this.child(),
    );
    new ec2transitgateway.RouteTableAssociation(
      `${this.name}-back-for-egress`,
      { transitGatewayAttachmentId: egress.id, transitGatewayRouteTableId: back.id },
      this.child(),
    );
    new ec2transitgateway.Route(
      `${this.name}-out`,
      {
        destinationCidrBlock: "0.0.0.0/0",
        transitGatewayAttachmentId: egress.id,
        transitGatewayRouteTableId: there.id,
      },
      this.child(),
    );
    for (const [index, destinationCidrBlock] of workloadCidrs.entries()) {
      new ec2transitgateway.Route(
        `${this.name}-not-between-${index + 1}`,
        { destinationCidrBlock, blackhole: true, transitGatewayRouteTableId: there.id },
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
