import { resultOf } from "../../sdk-declarations";
import { type InvokeRequest, UNKNOWN_VALUE, type Values } from "../../simulation";
import { accountOf } from "./account";
import type { SimulatedFunction } from "./service";
import { fill } from "./template";

/** A data source's answer: what is simulated, its arguments, and unknown values for the rest of the result. */
export function invoke({ token, args, config }: InvokeRequest, simulated: SimulatedFunction | undefined): Values {
  const account = accountOf(config, args.region);
  const unknown = Object.fromEntries(resultOf(token).map((member) => [member, UNKNOWN_VALUE]));
  const region = "region" in unknown ? { region: account.region } : {};
  const known = { ...unknown, ...region, ...args };
  if (!simulated) return known;
  if (typeof simulated === "function") return { ...known, ...simulated({ args, config, account }) };
  const properties: Values = { ...args };
  const scope = { account, properties, seed: JSON.stringify([token, args]) };
  for (const [member, template] of Object.entries(simulated))
    if (args[member] === undefined) properties[member] = fill(template, scope, member);
  return { ...known, ...properties };
}
