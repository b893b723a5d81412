import { existsSync, readFileSync } from "node:fs";
import { type Fault, nearest, PlinthError, type Standard } from "@plinth/standards";
import type { EnforcementLevel } from "@pulumi/policy";
import { faultsOfSettings, settingsFor } from "../core/configured-rule";
import type { Rule, SettingValues } from "../core/rule";
import { isObject } from "../core/values";
import { UNDETERMINED_POLICY, UNDETERMINED_SETTINGS } from "./undetermined-settings";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const satisfies readonly EnforcementLevel[];

/** Level and settings that Pulumi's policy configuration gives one policy. */
export interface PolicyConfig {
  /** Enforcement level. Default: the level of `all`, else the pack's. */
  readonly level?: EnforcementLevel;
  /** Values of the rule's settings; empty if it has none. */
  readonly settings: SettingValues;
}

/** What `--policy-pack-config` names: policies by name, and `all`, whose level goes for those that say none. */
export type PackConfig = ReadonlyMap<string, PolicyConfig>;

/** What may be configured: a name that is not among them is a fault, where the engine would pass over it. */
export interface Configurable {
  /** Rules whose level and settings can be configured. */
  readonly rules: readonly Rule[];
  /** Policies that are no rules: they have a level here, and their settings are their own pack's business. */
  readonly others: readonly string[];
  /** The standard that bounds the settings. */
  readonly standard: Standard;
}

/**
 * The policy configuration in a JSON file, in the engine's own form.
 * @throws PlinthError with every fault: level, setting or name.
 */
export function loadPackConfig(file: string, configurable: Configurable): PackConfig {
  if (!existsSync(file))
    throw configurationError(file, [fault("file", file, undefined, "the path of a readable JSON file")]);
  const text = readFileSync(file, "utf8");
  const { config, faults } = readConfig(text.trim() === "" ? {} : parsed(file, text), configurable);
  if (faults.length > 0) throw configurationError(file, faults);
  return config;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw configurationError(file, [fault("json", file, undefined, `valid JSON (${(error as Error).message})`)]);
  }
}

function readConfig(given: unknown, { rules, others, standard }: Configurable) {
  if (!isObject(given))
    return { config: new Map(), faults: [fault("file", "(root)", undefined, "an object of policies")] };
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const known = ["all", ...byId.keys(), ...others];
  const faults: Fault[] = [];
  const config = new Map<string, PolicyConfig>();
  for (const [name, value] of Object.entries(given)) {
    // Environments of Pulumi Cloud, which the engine takes out before anything else.
    if (name === "environments") continue;
    const { enforcementLevel: level, ...settings } = isObject(value) ? value : { enforcementLevel: value };
    if (!known.includes(name)) faults.push(fault("unknownKey", name, undefined, allowedNames(name, known)));
    else if (!isLevel(level)) faults.push(fault("level", name, JSON.stringify(level), `one of ${LEVELS.join(", ")}`));
    else config.set(name, { level, settings });
    const rule = byId.get(name);
    if (rule) faults.push(...faultsOfSettings(rule, settings, standard));
  }
  return { config, faults };
}

function isLevel(level: unknown): level is EnforcementLevel | undefined {
  return level === undefined || LEVELS.some((one) => one === level);
}

function allowedNames(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return `the name of a policy${near ? `: did you mean ${near}?` : "; plinth explain lists them"}`;
}

function fault(id: string, path: string, found: string | undefined, allowed: string): Fault {
  return { id: `policies/PackConfig/${id}`, path, ...(found !== undefined && { found }), allowed };
}

function configurationError(file: string, faults: readonly Fault[]): PlinthError {
  return new PlinthError(`policy configuration ${file}`, faults);
}

/** Level of a policy: its own, else that of `all`, else the pack's. */
export function configuredLevel(config: PackConfig, name: string, packLevel: EnforcementLevel): EnforcementLevel {
  return config.get(name)?.level ?? config.get("all")?.level ?? packLevel;
}

/** The JSON Schema of a policy configuration file, for editors: each rule with its settings and their bounds. */
export function packConfigSchema(title: string, { rules, others, standard }: Configurable): object {
  const level = { enum: LEVELS };
  const object = (properties: object) => ({
    anyOf: [
      level,
      { type: "object", properties: { enforcementLevel: level, ...properties }, additionalProperties: false },
    ],
  });
  const policies = rules.map((rule) => [rule.id, { description: rule.title, ...object(settingsFor(rule, standard)) }]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    type: "object",
    properties: {
      all: object({}),
      ...Object.fromEntries(policies),
      ...Object.fromEntries(others.map((n) => [n, object(n === UNDETERMINED_POLICY.id ? UNDETERMINED_SETTINGS : {})])),
    },
    additionalProperties: false,
  };
}
