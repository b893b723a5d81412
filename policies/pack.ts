import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadStandard } from "@plinth/standards";
import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
import { policiesOf } from "./adapter";
import { loadBaseline } from "./baseline-file";
import type { Rule } from "./rule";
import { loadWaivers } from "./waivers";

/** A published selection of rules. Plain data: only a pack's entry file makes a `PolicyPack` of it. */
export interface Pack {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly rules: readonly Rule[];
  /** Level of each rule unless Pulumi's policy configuration says otherwise. Default: the rule's own. */
  readonly levelOf?: (rule: Rule) => EnforcementLevel;
}

/**
 * What `new PolicyPack` takes. The standard and the waivers are those that `PLINTH_STANDARD` and `PLINTH_WAIVERS` name,
 * or else those baked into the pack's folder; the baseline is the one that `PLINTH_BASELINE` names, if any.
 * @param folder The pack's folder when it runs.
 * @throws PlinthError if the standard or the waivers cannot be used; the deployment then does not start.
 */
export function packArguments(pack: Pack, folder: string): PolicyPackArgs {
  const { PLINTH_WAIVERS, PLINTH_BASELINE, PLINTH_VERDICTS_FILE } = process.env;
  const baked = join(folder, "waivers.yaml");
  const waivers = PLINTH_WAIVERS || (existsSync(baked) ? baked : undefined);
  return {
    displayName: pack.displayName,
    description: pack.description,
    provider: "aws",
    enforcementLevel: "mandatory",
    policies: policiesOf(pack.rules, {
      standard: loadStandard(),
      waivers: waivers === undefined ? [] : loadWaivers(waivers),
      baseline: PLINTH_BASELINE ? loadBaseline(PLINTH_BASELINE) : [],
      levelOf: pack.levelOf,
      verdictsFile: PLINTH_VERDICTS_FILE || undefined,
    }),
  };
}
