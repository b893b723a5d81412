import {
  configuredLevel,
  loadPackConfig,
  type Pack,
  type PackConfig,
  packLevel,
  type Rule,
  remediations,
  rules,
  rulesOf,
  type SettingValues,
  WAIVERS_POLICY,
} from "@plinth/policies";
import { loadStandard, type Standard } from "@plinth/standards";

/** A pack as it judges: configured, and by the standard that it tightens. */
export interface PackInForce {
  readonly rules: readonly Rule[];
  readonly standard: Standard;
  /** What a waiver that nobody needs, or that has expired, does. */
  readonly waiverLevel: "advisory" | "mandatory" | "disabled";
  /** Where the configuration differs from the pack's own. */
  readonly configured: readonly ConfiguredRule[];
}

/** What a policy configuration makes of one rule, so that a loosened one is seen by whoever reads the report. */
export interface ConfiguredRule {
  readonly rule: string;
  readonly level: Level;
  readonly packLevel: Level;
  readonly settings: SettingValues;
}

type Level = ReturnType<typeof packLevel>;

/**
 * @param file Pulumi's policy configuration. Default: none.
 * @throws PlinthError if the standard or the configuration cannot be used.
 */
export function packInForce(pack: Pack, file?: string): PackInForce {
  const given = loadStandard();
  const standard = pack.tighten?.(given) ?? given;
  const others = [WAIVERS_POLICY.id, ...remediations.map(({ id }) => id)];
  const config: PackConfig = file === undefined ? new Map() : loadPackConfig(file, { rules, others, standard });
  const level = configuredLevel(config, WAIVERS_POLICY.id, WAIVERS_POLICY.level);
  return {
    rules: rulesOf(pack, standard, config),
    standard,
    waiverLevel: level === "remediate" ? "mandatory" : level,
    configured: configuredRules(pack, config),
  };
}

function configuredRules(pack: Pack, config: PackConfig): readonly ConfiguredRule[] {
  return pack.rules.flatMap((rule) => {
    const settings = config.get(rule.id)?.settings ?? {};
    const own = packLevel(pack, rule);
    const level = configuredLevel(config, rule.id, own);
    return level === own && Object.keys(settings).length === 0
      ? []
      : { rule: rule.id, level, packLevel: own, settings };
  });
}
