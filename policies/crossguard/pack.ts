import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PlinthError, type Standard } from "@plinth/standards";
import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
import { demanded, withSettings } from "../core/configured-rule";
import type { Waiver } from "../core/judge";
import type { Rule } from "../core/rule";
import { rules } from "../rules";
import { type AdapterOptions, policiesOf } from "./adapter";
import { leaveHandOver, takeHandOver } from "./hand-over";
import { configuredLevel, type PackConfig } from "./pack-config";
import type { UndeterminedMode } from "./undetermined-settings";

/** A published selection of rules. Plain data: only a pack's entry file makes a `PolicyPack` of it. */
export interface Pack {
  /** Name of the pack in Pulumi; published. */
  readonly name: string;
  /** Name for people. */
  readonly displayName: string;
  /** What the pack is for, in one sentence. */
  readonly description: string;
  /** The rules of the pack. */
  readonly rules: readonly Rule[];
  /** Level of each rule unless Pulumi's policy configuration says otherwise. Default: the rule's own. */
  readonly levelOf?: (rule: Rule) => EnforcementLevel;
  /** The standard as this pack demands it: never laxer than it is given. Default: as it is given. */
  readonly tighten?: (standard: Standard) => Standard;
  /**
   * Whether the pack refuses to run where a configuration switches all of it off, where another standard takes the place
   * of the one that it was built with, or where a laxer pack would judge its workloads. Default: all that is only said.
   */
  readonly refusesWeakening?: true;
}

/**
 * A pack's rules as they are configured, for whoever judges without CrossGuard.
 * @param standard As the pack tightens it.
 * @param config Pulumi's policy configuration. Default: none.
 */
export function rulesOf(pack: Pack, standard: Standard, config: PackConfig = new Map()): readonly Rule[] {
  return pack.rules.flatMap((rule): Rule | readonly Rule[] => {
    const level = configuredLevel(config, rule.id, packLevel(pack, rule));
    const isDemanded = configuredLevel(config, rule.id, "disabled") === "mandatory";
    const withItsSettings = withSettings(rule, config.get(rule.id)?.settings ?? {}, standard);
    const configured = isDemanded ? demanded(withItsSettings) : withItsSettings;
    // What is to be remediated and is not is a violation, as the engine has it.
    return level === "disabled" ? [] : { ...configured, level: level === "advisory" ? level : "mandatory" };
  });
}

/** The fault of a configuration that takes the force from every rule of a pack which refuses it. */
export const ALL_OFF = {
  id: "policies/PackConfig/allOff",
  path: "all",
  allowed: "mandatory, or left out, for a regulated workload: set the level of single rules",
} as const;

/** Level of a rule in a pack that nobody has configured. */
export function packLevel({ levelOf }: Pack, rule: Rule): EnforcementLevel {
  return levelOf?.(rule) ?? rule.level ?? "mandatory";
}

/** What the engine is doing. */
export interface Operation {
  readonly kind: "preview" | "update";
  readonly project: string;
  readonly stack: string;
}

/** What the engine says to a pack. */
export interface EngineRequests {
  /** Level that a policy is configured with; undefined until the engine has configured the pack. */
  configuredLevelOf(policy: string): EnforcementLevel | undefined;
  /** Undefined until the engine has said it, and where it analyzes a stack without an operation. */
  operation(): Operation | undefined;
}

/** What a pack is built with, in its folder: checked when it was baked, so it is not checked again. */
export interface BakedFile {
  /** The standard that the pack was built with. */
  readonly standard: Standard;
  /** The waivers that the pack was built with. */
  readonly waivers: readonly Waiver[];
}
/** Name of the {@link BakedFile} in the folder of a built pack. */
export const BAKED_FILE = "baked.json";
/** JSON Schema of a policy configuration, beside the built pack. */
export const CONFIG_SCHEMA_FILE = "config.schema.json";

/**
 * What `new PolicyPack` takes. The standard and the waivers are those that `PLINTH_STANDARD` and `PLINTH_WAIVERS` name,
 * or else those baked into the pack's folder; the baseline is the one that `PLINTH_BASELINE` names, if any.
 * @param folder The pack's folder when it runs.
 * @param engine What the engine says, if the pack listens to it: see `startPack`. Without it the pack judges at the end
 *   of a run only. Default: it does not.
 * @throws PlinthError if the standard or the waivers cannot be used; the deployment then does not start.
 */
export function packArguments(pack: Pack, folder: string, engine?: EngineRequests): PolicyPackArgs {
  const { PLINTH_WAIVERS, PLINTH_BASELINE, PLINTH_VERDICTS_FILE, PLINTH_UNDETERMINED } = process.env;
  const standard = standardInForce(folder);
  refuseOtherStandard(pack, folder, standard);
  return {
    displayName: pack.displayName,
    description: pack.description,
    provider: "aws",
    enforcementLevel: "mandatory",
    policies: policiesOf(pack.rules, {
      standard: pack.tighten?.(standard) ?? standard,
      waivers: PLINTH_WAIVERS ? overrides().loadWaivers(PLINTH_WAIVERS) : (readBaked(folder)?.waivers ?? []),
      baseline: PLINTH_BASELINE ? overrides().loadBaseline(PLINTH_BASELINE) : [],
      levelOf: pack.levelOf,
      otherRules: rules,
      verdictsFile: PLINTH_VERDICTS_FILE || undefined,
      undetermined: undeterminedMode(PLINTH_UNDETERMINED),
      configuredLevelOf: engine?.configuredLevelOf,
      ...(engine && operationOptions(pack, engine)),
    }),
  };
}

/** @throws PlinthError if the environment puts another standard in the place of the one that a strict pack was built with. */
function refuseOtherStandard({ refusesWeakening }: Pack, folder: string, standard: Standard): void {
  const baked = refusesWeakening && process.env.PLINTH_STANDARD ? readBaked(folder) : undefined;
  if (!baked || isDeepStrictEqual(baked.standard, JSON.parse(JSON.stringify(standard)))) return;
  const allowed = "unset: the pack judges by the standard that it was built with; build it with another one";
  throw new PlinthError("environment", [{ id: "policies/Pack/standard", path: "PLINTH_STANDARD", allowed }]);
}

/** A preview leaves what it saw to the update that follows it; an update is followed from registration to registration. */
function operationOptions({ name: pack }: Pack, engine: EngineRequests): Pick<AdapterOptions, "update" | "onEstate"> {
  const run = ({ project, stack }: Operation) => ({ pack, project, stack });
  return {
    onEstate: (estate) => {
      const operation = engine.operation();
      if (operation?.kind === "preview") leaveHandOver(run(operation), estate);
    },
    update: () => {
      const operation = engine.operation();
      return operation?.kind === "update" ? { expected: takeHandOver(run(operation)) } : undefined;
    },
  };
}

function undeterminedMode(given: string | undefined): UndeterminedMode | undefined {
  if (given === undefined || given === "") return undefined;
  if (given === "advise" || given === "block") return given;
  const fault = {
    id: "policies/Pack/undetermined",
    path: "PLINTH_UNDETERMINED",
    found: given,
    allowed: "advise or block",
  };
  throw new PlinthError("environment", [fault]);
}

/** The standard that `PLINTH_STANDARD` names, or else the one baked into a pack's folder. */
export function standardInForce(folder: string): Standard {
  const baked = process.env.PLINTH_STANDARD ? undefined : readBaked(folder);
  return baked?.standard ?? overrides().loadStandard();
}

/** Undefined where a pack runs from its sources. */
function readBaked(folder: string): BakedFile | undefined {
  const file = join(folder, BAKED_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as BakedFile) : undefined;
}

function overrides(): typeof import("./overrides") {
  return require("./overrides");
}
