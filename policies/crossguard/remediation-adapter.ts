import type { Standard } from "@plinth/standards";
import type { Policies, ResourceRemediation } from "@pulumi/policy";
import { isObject } from "../core/values";
import type { Changes, Remediation } from "../remediation/remediation";
import { recordOfResourceArgs } from "./policy-resources";

/** CrossGuard policies of remediations. Each is off until Pulumi's policy configuration sets it to `remediate`. */
export function policiesOfRemediations(remediations: readonly Remediation[], standard: Standard): Policies {
  return remediations.map(({ id, title, rules, types, config, fix }) => {
    const remediateResource: ResourceRemediation = (args) => {
      if (!types.includes(args.type)) return undefined;
      const changes = fix(recordOfResourceArgs(args), standard, args.getConfig());
      return changes && write(args.props, changes);
    };
    return {
      name: id,
      displayName: title,
      description: title,
      enforcementLevel: "disabled",
      tags: [...rules],
      configSchema: config,
      remediateResource,
    };
  });
}

/** Writes into the properties themselves: `@pulumi/policy` keeps what is secret in them secret. */
function write(properties: Record<string, unknown>, changes: Changes): Record<string, unknown> {
  for (const [key, change] of Object.entries(changes)) {
    const current = isObject(change) ? properties[key] : undefined;
    if (isObject(change) && isObject(current)) write(current, change);
    else properties[key] = change;
  }
  return properties;
}
