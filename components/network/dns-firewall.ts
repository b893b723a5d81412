import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { allowListCheck, providersTag } from "./egress-firewall";
import { vendedLogGroup } from "./vended-log-group";

/** Arguments of {@link DnsFirewall}. */
export interface DnsFirewallArgs extends PlinthComponentArgs {
  /**
   * Hosts that may be resolved, in addition to the endpoints of AWS in the region. A leading dot includes all
   * subdomains: `["partners.example.com"]`. Bounds: at least one.
   */
  readonly allowedDomains: readonly string[];
  /**
   * Model providers other than Bedrock among those hosts: `["openai"]`. Declared in the tag `plinth:providers`.
   * Default: none.
   */
  readonly providers?: readonly string[];
  /** Encrypts the query log. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
}

/**
 * Restricts the names that a VPC resolves to an allow list, which prevents data exfiltration through DNS queries.
 *
 * Creates a rule group of Route 53 Resolver DNS Firewall that allows the given hosts and the endpoints of AWS in the
 * region and answers NXDOMAIN to every other query, and a query log configuration with its log group. {@link
 * EgressAttachment} associates a VPC with both.
 *
 * @example
 * const names = new DnsFirewall("names", { workload, allowedDomains: ["partners.example.com"], key });
 */
export class DnsFirewall extends PlinthComponent {
  /** Id of the rule group: `rslvr-frg-…`. Assigned by AWS. */
  readonly ruleGroupId: pulumi.Output<string>;
  /** ARN of the rule group, to share it with other accounts. Assigned by AWS. */
  readonly ruleGroupArn: pulumi.Output<string>;
  /** Id of the query log configuration: `rqlc-…`. Assigned by AWS. */
  readonly queryLogConfigId: pulumi.Output<string>;
  /** ARN of the query log configuration, to share it with other accounts. Assigned by AWS. */
  readonly queryLogConfigArn: pulumi.Output<string>;

  constructor(name: string, args: DnsFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DnsFirewall", name, args, opts, faultsOf("network/DnsFirewall", name, allowListCheck(args.allowedDomains)));
    const group = new route53.ResolverFirewallRuleGroup(
      `${name}-rules`,
      { name: this.physicalName(), tags: this.tags() },
      this.child(),
    );
    const allowedNames = [...this.#endpointsOfAws(), ...args.allowedDomains].flatMap(domainEntries);
    const allowed = this.#createList("allowed", allowedNames, providersTag(args.providers));
    this.#createRule(group, 100, {
      firewallDomainListId: allowed.id,
      action: "ALLOW",
      // The targets of an allowed name's CNAME records need no entry.
      firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
    });
    const all = this.#createList("all", ["*"]);
    this.#createRule(group, 200, { firewallDomainListId: all.id, action: "BLOCK", blockResponse: "NXDOMAIN" });

    const queryLogs = vendedLogGroup(`${name}-query-logs`, "route53resolver", args, this.dataStore());
    const config = new route53.ResolverQueryLogConfig(
      `${name}-query-log-config`,
      { name: this.physicalName(), destinationArn: queryLogs.arn, tags: this.tags() },
      this.child(),
    );
    this.ruleGroupId = group.id;
    this.ruleGroupArn = group.arn;
    this.queryLogConfigId = config.id;
    this.queryLogConfigArn = config.arn;
    const { ruleGroupId, ruleGroupArn, queryLogConfigId, queryLogConfigArn } = this;
    this.registerOutputs({ ruleGroupId, ruleGroupArn, queryLogConfigId, queryLogConfigArn });
  }

  /** Domains of the region's endpoints and of VPC Lattice services, whose name servers are operated by AWS. */
  #endpointsOfAws(): string[] {
    const { region, partition } = this.workload;
    const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return [`.${region}.${suffix}`, `.vpc-lattice-svcs.${region}.on.aws`];
  }

  #createList(role: string, domains: string[], tags: Record<string, string> = {}): route53.ResolverFirewallDomainList {
    return new route53.ResolverFirewallDomainList(
      `${this.name}-${role}`,
      { name: this.physicalName(role), domains, tags: { ...this.tags(), ...tags } },
      this.child(),
    );
  }

  #createRule(
    { id: firewallRuleGroupId }: route53.ResolverFirewallRuleGroup,
    priority: number,
    args: Omit<route53.ResolverFirewallRuleArgs, "firewallRuleGroupId" | "priority">,
  ): void {
    const name = `${this.name}-rule-${priority}`;
    new route53.ResolverFirewallRule(name, { name, firewallRuleGroupId, priority, ...args }, this.child());
  }
}

/**
 * Resolver DNS Firewall needs two entries for `.example.com` of Network Firewall, the domain and its subdomains:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-domain-lists.html (read 2026-11).
 */
function domainEntries(domain: string): string[] {
  return domain.startsWith(".") ? [domain.slice(1), `*${domain}`] : [domain];
}
