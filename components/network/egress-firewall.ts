import { type Fault, PROVIDERS_TAG } from "@plinth/standards";
import * as networkfirewall from "@pulumi/aws/networkfirewall";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { type Check, faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ANY_IPV4, isPrivateNetwork } from "./cidr";
import { vendedLogGroup } from "./vended-log-group";

/** Arguments of {@link EgressFirewall}. */
export interface EgressFirewallArgs extends PlinthComponentArgs {
  /** VPC that the firewall runs in: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets that hold firewall endpoints and nothing else, one for each zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /**
   * IPv4 ranges of the clients, which the firewall treats as its home network: `["10.0.0.0/8"]`. Bounds: at least one;
   * private ranges without host bits.
   */
  readonly sourceCidrs: readonly string[];
  /**
   * Hosts that clients may reach. A leading dot includes all subdomains: `["partners.example.com", ".example.com"]`.
   * Bounds: at least one.
   */
  readonly allowedDomains: readonly string[];
  /**
   * Model providers other than Bedrock among those hosts: `["openai"]`. Declared in the tag `plinth:providers`.
   * Default: none.
   */
  readonly providers?: readonly string[];
  /** Encrypts the alert and flow logs. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
}

const TCP = 6;
const ANY = [{ addressDefinition: ANY_IPV4 }];
const HTTPS = [{ fromPort: 443, toPort: 443 }];
/** Capacity of the stateless rule group. A rule consumes one unit for each pair of source and destination ranges. */
const STATELESS_CAPACITY = 100;

/**
 * Allows outbound TLS connections to an allow list of hosts and drops all other traffic.
 *
 * Creates an AWS Network Firewall with two rule groups. The stateless group forwards TCP on port 443 and drops every
 * other packet, so no data leaves over UDP or ICMP. The stateful group reads the server name of the TLS handshake and
 * passes allowed hosts; strict rule order drops the rest. Alert and flow logs are enabled. Sources (read 2026-11):
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html,
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html.
 *
 * @example
 * new EgressFirewall("egress-firewall", {
 *   workload,
 *   vpcId: "vpc-0123456789abcdef0",
 *   subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
 *   sourceCidrs: ["10.0.0.0/8"],
 *   allowedDomains: ["partners.example.com"],
 *   key,
 * });
 */
export class EgressFirewall extends PlinthComponent {
  /** Ids of the firewall endpoints, in the order of `subnetIds`: `vpce-…`. Assigned by AWS. */
  readonly endpointIds: pulumi.Output<string>[];

  constructor(name: string, args: EgressFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("EgressFirewall", name, args, opts, egressFaults("EgressFirewall", name, args));
    const policy = this.#createPolicy(this.#passHttps(args), this.#allowHosts(args));
    const firewall = new networkfirewall.Firewall(
      `${name}-firewall`,
      {
        name: this.physicalName(),
        vpcId: args.vpcId,
        subnetMappings: args.subnetIds.map((subnetId) => ({ subnetId })),
        firewallPolicyArn: policy.arn,
        deleteProtection: this.isProduction,
        subnetChangeProtection: this.isProduction,
        firewallPolicyChangeProtection: false,
        tags: this.tags(),
      },
      this.child(),
    );
    this.#log(firewall, args);
    this.endpointIds = args.subnetIds.map((subnetId) => endpointIn(firewall, subnetId));
    this.registerOutputs({ endpointIds: this.endpointIds });
  }

  /** Forwards requests and responses over TCP on port 443 to the stateful engine; every other packet is dropped. */
  #passHttps({ sourceCidrs }: EgressFirewallArgs): networkfirewall.RuleGroup {
    const inside = sourceCidrs.map((addressDefinition) => ({ addressDefinition }));
    const forward = (priority: number, matchAttributes: object) => ({
      priority,
      ruleDefinition: { actions: ["aws:forward_to_sfe"], matchAttributes: { protocols: [TCP], ...matchAttributes } },
    });
    return new networkfirewall.RuleGroup(
      `${this.name}-https`,
      {
        name: this.physicalName("https"),
        type: "STATELESS",
        capacity: STATELESS_CAPACITY,
        ruleGroup: {
          rulesSource: {
            statelessRulesAndCustomActions: {
              statelessRules: [
                forward(1, { sources: inside, destinations: ANY, destinationPorts: HTTPS }),
                forward(2, { sources: ANY, destinations: inside, sourcePorts: HTTPS }),
              ],
            },
          },
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #allowHosts({ sourceCidrs, allowedDomains, providers }: EgressFirewallArgs): networkfirewall.RuleGroup {
    return new networkfirewall.RuleGroup(
      `${this.name}-hosts`,
      {
        name: this.physicalName("hosts"),
        type: "STATEFUL",
        // A list consumes one unit for each domain and protocol. The capacity cannot be changed later.
        capacity: 1_000,
        ruleGroup: {
          // By default a list applies to traffic from the firewall's own VPC only.
          ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definitions: [...sourceCidrs] } }] },
          rulesSource: {
            rulesSourceList: {
              generatedRulesType: "ALLOWLIST",
              targetTypes: ["TLS_SNI"],
              targets: [...allowedDomains],
            },
          },
          statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
        },
        tags: { ...this.tags(), ...providersTag(providers) },
      },
      this.child(),
    );
  }

  #createPolicy(https: networkfirewall.RuleGroup, hosts: networkfirewall.RuleGroup): networkfirewall.FirewallPolicy {
    return new networkfirewall.FirewallPolicy(
      `${this.name}-policy`,
      {
        name: this.physicalName(),
        firewallPolicy: {
          statelessDefaultActions: ["aws:drop"],
          statelessFragmentDefaultActions: ["aws:drop"],
          statelessRuleGroupReferences: [{ priority: 1, resourceArn: https.arn }],
          statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
          statefulRuleGroupReferences: [{ priority: 1, resourceArn: hosts.arn }],
          // The server name is known once the connection is established.
          statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #log(firewall: networkfirewall.Firewall, args: EgressFirewallArgs): void {
    const logDestinationConfigs = (["ALERT", "FLOW"] as const).map((logType) => ({
      logType,
      logDestinationType: "CloudWatchLogs",
      logDestination: {
        logGroup: vendedLogGroup(
          `${this.name}-${logType.toLowerCase()}-logs`,
          "network-firewall",
          args,
          this.dataStore(),
        ).name,
      },
    }));
    new networkfirewall.LoggingConfiguration(
      `${this.name}-logging`,
      { firewallArn: firewall.arn, loggingConfiguration: { logDestinationConfigs } },
      this.child(),
    );
  }
}

/** Finds the endpoint of a subnet in the firewall's status, which AWS lists by zone. */
function endpointIn(firewall: networkfirewall.Firewall, subnetId: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.all([firewall.firewallStatuses, subnetId]).apply(([statuses, subnet]) => {
    const attachments = statuses.flatMap(({ syncStates }) => syncStates.flatMap((state) => state.attachments));
    return attachments.find((attachment) => attachment.subnetId === subnet)?.endpointId ?? "";
  });
}

/** @internal Tag that declares which model providers other than Bedrock a resource gives access to. */
export function providersTag(providers: readonly string[] = []): Record<string, string> {
  return providers.length > 0 ? { [PROVIDERS_TAG]: providers.join(" ") } : {};
}

/**
 * Host names that Network Firewall matches:
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html (read
 * 2026-11).
 */
const HOST = /^\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** @internal The check of an allow list of hosts. */
export function allowListCheck(allowedDomains: readonly string[]): Check {
  const malformed = allowedDomains.filter((domain) => !HOST.test(domain));
  return [
    allowedDomains.length > 0 && malformed.length === 0,
    "allowedDomains",
    "at least one host such as api.example.com, or .example.com for all below",
    malformed.join(", "),
  ];
}

/**
 * @internal Validates an allow list and the client ranges that it applies to.
 * @param type Component that the faults are reported for.
 */
export function egressFaults(
  type: string,
  name: string,
  { allowedDomains, sourceCidrs }: Pick<EgressFirewallArgs, "allowedDomains" | "sourceCidrs">,
): Fault[] {
  const notPrivate = sourceCidrs.filter((cidr) => !isPrivateNetwork(cidr));
  return faultsOf(`network/${type}`, name, allowListCheck(allowedDomains), [
    sourceCidrs.length > 0 && notPrivate.length === 0,
    "sourceCidrs",
    "at least one private IPv4 network such as 10.0.0.0/8, without host bits",
    notPrivate.join(", "),
  ]);
}
