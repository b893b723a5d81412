import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { egressFaults, providersTag } from "./egress-firewall";
import { vendedLogGroup } from "./vended-log-group";

export interface DnsFirewallArgs extends PlinthComponentArgs {
  /** Hosts that may be asked for beside AWS's own; a leading dot takes in all names below: `["partners.example.com"]`. */
  readonly allowedDomains: readonly string[];
  /** Providers of models besides Bedrock among those hosts: `["openai"]`. Default: none. */
  readonly providers?: readonly string[];
  /** Encrypts the record of queries. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
}

/**
 * Names that compute in a VPC may ask for; every other question gets no answer, so that none carries data away.
 *
 * Creates a rule group of Route 53 Resolver DNS Firewall that allows the given hosts and those of AWS's endpoints and
 * blocks all others, and a record of every query. {@link EgressAttachment} puts a VPC behind both.
 *
 * @example
 * const names = new DnsFirewall("names", { workload, allowedDomains: ["partners.example.com"], key });
 */
export class DnsFirewall extends PlinthComponent {
  readonly ruleGroupId: pulumi.Output<string>;
  readonly ruleGroupArn: pulumi.Output<string>;
  readonly queryLogConfigId: pulumi.Output<string>;
  readonly queryLogConfigArn: pulumi.Output<string>;

  constructor(name: string, args: DnsFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DnsFirewall", name, args, opts, [
      ...egressFaults("DnsFirewall", name, { ...args, sourceCidrs: ["10.0.0.0/8"] }),
    ]);
    const group = new route53.ResolverFirewallRuleGroup(
      `${name}-rules`,
      { name: this.physicalName(), tags: this.tags() },
      this.child(),
    );
    const known = [...this.#endpointsOfAws(), ...args.allowedDomains].flatMap(names);
    const allowed = this.#createList("allowed", known, providersTag(args.providers));
    this.#createRule(group, 100, {
      firewallDomainListId: allowed.id,
      action: "ALLOW",
      // What an allowed name is an alias of needs no permission of its own.
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

  /** Endpoints and internal services answer by names of AWS's, whose servers are nobody else's. */
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

/** Network Firewall's `.example.com` is two names here: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-domain-lists.html (read 2026-11). */
function names(domain: string): string[] {
  return domain.startsWith(".") ? [domain.slice(1), `*${domain}`] : [domain];
}
