import {
  ALL_OFF,
  configuredLevel,
  loadPackConfig,
  type Pack,
  type PackConfig,
  packLevel,
  packs,
  type Rule,
  remediations,
  rules,
  rulesOf,
  type SettingValues,
  UNDETERMINED_POLICY,
  WAIVERS_POLICY,
} from "@plinth/policies";
import { loadStandard, PlinthError, type Standard } from "@plinth/standards";
import { type StackSettings, workloadOf } from "./pulumi-project";

/** A pack as it judges: configured, and by the standard that it tightens. */
export interface PackInForce {
  /** What `--pack` calls it: `baseline`. */
  readonly name: string;
  /** Rules that are on, with their levels and settings. */
  readonly rules: readonly Rule[];
  /** The standard, tightened by the pack. */
  readonly standard: Standard;
  /** Level of a waiver that is unused or expired. */
  readonly waiverLevel: "advisory" | "mandatory" | "disabled";
  /** Where the configuration differs from the pack's own. */
  readonly configured: readonly ConfiguredRule[];
  /** What judges less, or otherwise, than a stack's own pack would: said before everything else in every report. */
  readonly weakenings: readonly string[];
}

/** What a policy configuration changes of one rule, so that a report shows a loosened one. */
export interface ConfiguredRule {
  /** Id of the rule. */
  readonly rule: string;
  /** Its level as configured. */
  readonly level: Level;
  /** Its level in the pack. */
  readonly packLevel: Level;
  /** Settings that the configuration gives; none if it only sets a level. */
  readonly settings: SettingValues;
}

type Level = ReturnType<typeof packLevel>;

/** The pack for a stack without other arguments, and the one for a regulated workload. */
const [DEFAULT, REGULATED] = ["baseline", "regulated"];

/**
 * Finds the pack that judges a stack: the one that is named, or else `regulated` for stacks whose `plinth:workload` says
 * `regulated: true`, and `baseline` for all others.
 * @param stacks Whose packs are loaded at once, so that their faults are reported before anything runs.
 * @param named A pack for all stacks. Default: by what each stack says.
 * @param file Pulumi's policy configuration. Default: none.
 * @throws PlinthError if there is no such pack, it is weaker than a regulated workload's own, or the standard or the
 * configuration cannot be used.
 */
export function packsInForce(
  stacks: readonly StackSettings[],
  named: string | undefined,
  file: string | undefined,
): (stack: StackSettings) => PackInForce {
  const loaded = new Map<string, PackInForce>();
  refuseWeakerPack(stacks, named);
  const packOf = (stack: StackSettings): PackInForce => {
    const name = named ?? ownPackOf(stack);
    const pack = loaded.get(name) ?? packInForce(name, file);
    loaded.set(name, pack);
    return pack;
  };
  stacks.forEach(packOf);
  return packOf;
}

function ownPackOf(stack: StackSettings): string {
  return workloadOf(stack).regulated === true ? REGULATED : DEFAULT;
}

/** A workload that says that it is regulated is judged as such, whatever the command line says. */
function refuseWeakerPack(stacks: readonly StackSettings[], named: string | undefined): void {
  if (named === undefined || !packs.has(named) || named === REGULATED) return;
  const faults = stacks
    .filter((stack) => ownPackOf(stack) === REGULATED)
    .map(({ name }) => ({
      id: "cli/Preview/weakerPack",
      path: "--pack",
      found: named,
      allowed: `${REGULATED} for the stack ${name}, whose plinth:workload says regulated: true`,
    }));
  if (faults.length > 0) throw new PlinthError("plinth preview", faults);
}

function packInForce(name: string, file: string | undefined): PackInForce {
  const pack = packs.get(name);
  if (!pack) {
    const allowed = `one of ${[...packs.keys()].join(", ")}`;
    throw new PlinthError("plinth preview", [{ id: "cli/Preview/pack", path: "--pack", found: name, allowed }]);
  }
  const given = loadStandard();
  const standard = pack.tighten?.(given) ?? given;
  const others = [WAIVERS_POLICY.id, UNDETERMINED_POLICY.id, ...remediations.map(({ id }) => id)];
  const config: PackConfig = file === undefined ? new Map() : loadPackConfig(file, { rules, others, standard });
  refuseAllOff(pack, config, file);
  const level = configuredLevel(config, WAIVERS_POLICY.id, WAIVERS_POLICY.level);
  return {
    name,
    rules: rulesOf(pack, standard, config),
    standard,
    waiverLevel: level === "remediate" ? "mandatory" : level,
    configured: configuredRules(pack, config),
    weakenings: weakeningsOf(name, config),
  };
}

/** @throws PlinthError if a configuration takes the force from every rule of a pack that refuses it. */
function refuseAllOff({ refusesWeakening }: Pack, config: PackConfig, file = ""): void {
  const level = config.get("all")?.level;
  if (!refusesWeakening || (level !== "disabled" && level !== "advisory")) return;
  throw new PlinthError(`policy configuration ${file}`, [{ ...ALL_OFF, found: level }]);
}

function weakeningsOf(name: string, config: PackConfig): readonly string[] {
  const level = config.get("all")?.level;
  const { PLINTH_STANDARD: standard } = process.env;
  return [
    level === "disabled" ? "the policy configuration switches every rule off (all: disabled): nothing is judged" : "",
    level === "advisory" ? "the policy configuration makes every rule an advisory (all: advisory): nothing blocks" : "",
    standard ? `judged by the standard ${standard}, which PLINTH_STANDARD names` : "",
    name === DEFAULT || name === REGULATED ? "" : `judged by the pack ${name}, which has not the rules about workloads`,
  ].filter((text) => text !== "");
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
