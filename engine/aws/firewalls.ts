import { isObject } from "../property-values";
import type { Values } from "../simulation";
import { service, type TypeSpec } from "./kit/service";
import { oneOf } from "./kit/validators";

/** Everything of Network Firewall goes by its ARN. */
function firewallType(arn: TypeSpec["arn"], spec: TypeSpec = {}): TypeSpec {
  return { id: "{arn}", arn, replaces: ["name"], outputs: { updateToken: "{uuid}" }, ...spec };
}

/** One endpoint in each subnet, the subnets in the order of the region's zones. */
function endpointsIn(subnetMappings: unknown): Values[] {
  const mappings = Array.isArray(subnetMappings) ? subnetMappings.filter(isObject) : [];
  return mappings.map(({ subnetId }, index) => ({
    availabilityZone: `{region}${"abcdef"[index]}`,
    attachments: [{ endpointId: `vpce-{hex17:endpoint-${index}}`, subnetId }],
  }));
}

/** Ids and ARNs: the imports in the SDK, read 2026-11. */
export const networkfirewall = service("networkfirewall", {
  Firewall: firewallType("network-firewall:{region}:{account}:firewall/{name}", {
    replaces: ["name", "vpcId"],
    outputs: ({ properties: { subnetMappings } }) => ({
      updateToken: "{uuid}",
      firewallStatuses: [{ syncStates: endpointsIn(subnetMappings) }],
    }),
  }),
  FirewallPolicy: firewallType("network-firewall:{region}:{account}:firewall-policy/{name}"),
  RuleGroup: firewallType(
    ({ type }) => `network-firewall:{region}:{account}:${String(type).toLowerCase()}-rulegroup/{name}`,
    { validate: { type: oneOf("STATEFUL", "STATELESS") }, replaces: ["name", "type", "capacity"] },
  ),
  LoggingConfiguration: { id: "{firewallArn}", replaces: ["firewallArn"] },
});

/** What the Resolver has numbered: a prefix and 16 digits. ARNs: its service authorization reference, read 2026-11. */
function resolverType(prefix: string, kind: string, spec: TypeSpec): TypeSpec {
  return { id: `${prefix}-{hex16}`, arn: `route53resolver:{region}:{account}:${kind}/{id}`, ...spec };
}

export const resolver = service("route53", {
  ResolverFirewallDomainList: resolverType("rslvr-fdl", "firewall-domain-list", { replaces: ["name"] }),
  ResolverFirewallRuleGroup: resolverType("rslvr-frg", "firewall-rule-group", {
    replaces: ["name"],
    outputs: { ownerId: "{account}", shareStatus: "NOT_SHARED" },
  }),
  ResolverFirewallRule: {
    id: "{firewallRuleGroupId}:{firewallDomainListId}",
    validate: { action: oneOf("ALLOW", "BLOCK", "ALERT") },
    replaces: ["firewallRuleGroupId", "firewallDomainListId"],
  },
  ResolverFirewallRuleGroupAssociation: resolverType("rslvr-frgassoc", "firewall-rule-group-association", {
    replaces: ["firewallRuleGroupId", "vpcId"],
    outputs: { mutationProtection: "DISABLED" },
  }),
  ResolverFirewallConfig: {
    id: "rdsc-{hex16}",
    validate: { firewallFailOpen: oneOf("ENABLED", "DISABLED") },
    replaces: ["resourceId"],
    outputs: { ownerId: "{account}" },
  },
  ResolverQueryLogConfig: resolverType("rqlc", "resolver-query-log-config", {
    replaces: ["name", "destinationArn"],
    outputs: { ownerId: "{account}", shareStatus: "NOT_SHARED" },
  }),
  ResolverQueryLogConfigAssociation: {
    id: "rqlca-{hex16}",
    replaces: ["resolverQueryLogConfigId", "resourceId"],
  },
});
