import type { Pack } from "../crossguard/pack";
import { baseline } from "./baseline/pack";
import { landingZone } from "./landing-zone/pack";
import { regulated } from "./regulated/pack";

/** The packs of rules by the name of their folder; the remediation pack is apart, because it changes resources. */
export const packs: ReadonlyMap<string, Pack> = new Map([
  ["baseline", baseline],
  ["landing-zone", landingZone],
  ["regulated", regulated],
]);
