import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** The organisation's one way out, as the stack of an {@link EgressVpc} tells it. */
export interface InspectedEgress {
  /** Transit gateway that leads to the firewall. */
  readonly transitGatewayId: pulumi.Input<string>;
  /** Names that may be asked for. */
  readonly dnsRuleGroupId: pulumi.Input<string>;
  /** Where queries are recorded. */
  readonly queryLogConfigId: pulumi.Input<string>;
}

export interface EgressAttachmentArgs extends PlinthComponentArgs {
  readonly vpcId: pulumi.Input<string>;
  /** One a zone. */
  readonly subnetIds: pulumi.Input<string>[];
  readonly egress: InspectedEgress;
}

/** Of a rule group among those of a VPC; AWS keeps those up to 100, and from 9,900 on, for itself. */
const PRIORITY = 101;

/**
 * A VPC behind the organisation's inspected way out. `InferenceVpc` creates it where it is given one, with the routes.
 *
 * Creates the attachment to the transit gateway, and puts the VPC's questions for names behind the DNS firewall, which
 * answers none if it fails, and on record.
 *
 * @example
 * new EgressAttachment("way-out", {
 *   workload,
 *   vpcId: "vpc-0123456789abcdef0",
 *   subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
 *   egress: {
 *     transitGatewayId: "tgw-0123456789abcdef0",
 *     dnsRuleGroupId: "rslvr-frg-0123456789abcdef",
 *     queryLogConfigId: "rqlc-0123456789abcdef",
 *   },
 * });
 */
export class EgressAttachment extends PlinthComponent {
  readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: EgressAttachmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("EgressAttachment", name, args, opts, []);
    const { vpcId, subnetIds, egress } = args;
    const attachment = new ec2transitgateway.VpcAttachment(
      `${name}-attachment`,
      {
        transitGatewayId: egress.transitGatewayId,
        vpcId,
        subnetIds,
        dnsSupport: "enable",
        tags: { Name: this.physicalName(), ...this.tags() },
      },
      this.child(),
    );
    new route53.ResolverFirewallRuleGroupAssociation(
      `${name}-names`,
      {
        name: this.physicalName(),
        firewallRuleGroupId: egress.dnsRuleGroupId,
        vpcId,
        priority: PRIORITY,
        mutationProtection: this.isProduction ? "ENABLED" : "DISABLED",
        tags: this.tags(),
      },
      this.child(),
    );
    new route53.ResolverFirewallConfig(
      `${name}-names-fail-closed`,
      { resourceId: vpcId, firewallFailOpen: "DISABLED" },
      this.child(),
    );
    new route53.ResolverQueryLogConfigAssociation(
      `${name}-query-log`,
      { resolverQueryLogConfigId: egress.queryLogConfigId, resourceId: vpcId },
      this.child(),
    );
    this.attachmentId = attachment.id;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }
}
