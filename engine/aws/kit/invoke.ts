import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { type Kind, resultOf } from "../../sdk/declarations";
import type { InvokeRequest, Values } from "../../simulation";
import { accountOf } from "./account";
import { conventionalOutput, DECISIVE } from "./conventions";
import type { SimulatedFunction } from "./service";
import { fill, type Scope } from "./template";

/** A data source's answer: what is simulated, its arguments, and what convention says of the rest. */
export function invoke({ token, args, config }: InvokeRequest, simulated: SimulatedFunction | undefined): Values {
  const account = accountOf(config, args.region);
  const properties: Values = { ...args };
  const scope = { account, properties, seed: JSON.stringify([token, args]) };
  if (typeof simulated === "function") Object.assign(properties, simulated({ args, config, account }));
  else
    for (const [member, template] of Object.entries(simulated ?? {}))
      if (args[member] === undefined) properties[member] = fill(template, scope, member);
  for (const [member, kind] of resultOf(token))
    if (properties[member] === undefined) properties[member] = undescribed(token, member, kind, scope);
  return properties;
}

/**
 * Names, ids and ARNs of what exists outside of the stack get a stand-in (one, where there is a list of them), so that the
 * program can go on with them. What could decide a verdict is not invented: flags, numbers, objects and lists of them,
 * policies and address ranges stay unknown.
 */
function undescribed(token: string, member: string, kind: Kind, scope: Scope): unknown {
  if (kind === "array" && /(ids|names|arns)$/i.test(member))
    return [undescribed(token, member.replace(/s$/, ""), "string", scope)];
  if (kind !== "string" || DECISIVE.test(member)) return UNKNOWN_VALUE;
  const type = token.replace(/\bget([A-Z])/g, (_, initial: string) => initial);
  return fill(conventionalOutput(type, member, kind, true), scope, member);
}
