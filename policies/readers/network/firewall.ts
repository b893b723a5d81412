import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { valuesAt } from "../../core/values";
import * as types from "./types";

/**
 * Whether what a firewall endpoint leads to drops whatever no rule allows; UNKNOWN for an appliance behind a Gateway
 * Load Balancer, and for a firewall or policy that this run does not manage.
 * Sources (read 2026-11): https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html,
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html.
 */
export function dropsByDefault(endpoint: ResourceRecord, estate: Estate): boolean | Unknown {
  const firewall =
    endpoint.type === types.FIREWALL_ENDPOINT
      ? estate.references(endpoint, "firewallArn", [types.FIREWALL]).found[0]
      : endpoint;
  if (firewall?.type !== types.FIREWALL) return UNKNOWN;
  const [policy] = estate.references(firewall, "firewallPolicyArn", [types.FIREWALL_POLICY]).found;
  if (!policy) return UNKNOWN;

  const passed = valuesAt(policy.props, "firewallPolicy.statelessDefaultActions[]");
  if (passed.includes(UNKNOWN)) return UNKNOWN;
  if (passed.includes("aws:pass")) return false;

  const defaults = valuesAt(policy.props, "firewallPolicy.statefulDefaultActions[]");
  if (defaults.some((action) => typeof action === "string" && action.startsWith("aws:drop"))) return true;
  const references = "firewallPolicy.statefulRuleGroupReferences[].resourceArn";
  const groups = estate.references(policy, references, [types.FIREWALL_RULES]);
  if (groups.found.some(isAllowList)) return true;
  return defaults.includes(UNKNOWN) || !groups.complete ? UNKNOWN : false;
}

function isAllowList({ props }: ResourceRecord): boolean {
  return valuesAt(props, "ruleGroup.rulesSource.rulesSourceList.generatedRulesType").includes("ALLOWLIST");
}
