import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/**
 * Ids of the organisation's inspected egress, as {@link EgressVpc.egress} returns them or another stack exports them.
 */
export interface InspectedEgress {
  /** Transit gateway that routes to the firewall: `tgw-…`. */
  readonly transitGatewayId: pulumi.Input<string>;
  /** Rule group of Route 53 Resolver DNS Firewall with the names that may be resolved: `rslvr-frg-…`. */
  readonly dnsRuleGroupId: pulumi.Input<string>;
  /** Query log configuration of Route 53 Resolver: `rqlc-…`. */
  readonly queryLogConfigId: pulumi.Input<string>;
}

/** Arguments of {@link EgressAttachment}. */
export interface EgressAttachmentArgs extends PlinthComponentArgs {
  /** VPC whose traffic leaves through the egress: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets that the transit gateway attaches to, one for each zone. */
  readonly subnetIds: pulumi.Input<string>[];
  /** Egress that the VPC is attached to. */
  readonly egress: InspectedEgress;
}

/** Priority of the rule group in the VPC. AWS reserves 1 to 100, and 9,900 and above. */
const PRIORITY = 101;

/**
 * Attaches a VPC to the organisation's inspected egress. {@link InferenceVpc} creates one, with the routes, when its
 * argument `egress` is set.
 *
 * Creates the transit gateway attachment, associates the VPC with the rule group of the DNS firewall and with the query
 * log, and makes DNS resolution fail closed.
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
  /** Id of the transit gateway attachment: `tgw-attach-…`. Assigned by AWS. */
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
