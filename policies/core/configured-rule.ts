import { type Fault, nearest, PlinthError, type Standard } from "@plinth/standards";
import { createEstate } from "./estate";
import { memoizeByEstate } from "./memoize";
import type { Rule, Setting, SettingValues } from "./rule";

/** A rule's settings by name, with the bounds that a standard gives them; empty if it has none. */
export function settingsFor({ settings }: Rule, standard: Standard): Readonly<Record<string, Setting>> {
  return settings?.properties(standard) ?? {};
}

/**
 * The rule as it judges with these settings: by the standard that they tighten.
 * @throws PlinthError with every value that is not one of the rule's settings, or laxer than the standard.
 */
export function withSettings(rule: Rule, values: SettingValues, standard: Standard): Rule {
  const faults = faultsOfSettings(rule, values, standard);
  if (faults.length > 0) throw new PlinthError("policy configuration", faults);
  const { settings } = rule;
  if (!settings || Object.keys(values).length === 0) return rule;
  const tightened = settings.tighten(standard, values);
  const tightenedEstate = memoizeByEstate(({ resources }) => createEstate(resources, tightened));
  return { ...rule, judge: (resource, estate) => rule.judge(resource, tightenedEstate(estate)) };
}

/** {@link withSettings} for a pack that is handed the same values with each resource: they are looked at once. */
export function configurable(rule: Rule, standard: Standard): (values: SettingValues) => Rule {
  let known = { key: "{}", rule };
  return (values) => {
    const key = JSON.stringify(values);
    if (key !== known.key) known = { key, rule: withSettings(rule, values, standard) };
    return known.rule;
  };
}

/** The rule as a policy configuration demands it by the level `mandatory`: what it would only advise blocks too. */
export function demanded(rule: Rule): Rule {
  return {
    ...rule,
    level: "mandatory",
    judge: (resource, estate) => {
      const verdict = rule.judge(resource, estate);
      if (verdict.outcome !== "violation" || !verdict.advisory) return verdict;
      const { advisory: _, ...violation } = verdict;
      return violation;
    },
  };
}

/** What is wrong with the values given for a rule's settings. The engine checks the same schema, but for unknown names. */
export function faultsOfSettings(rule: Rule, values: SettingValues, standard: Standard): readonly Fault[] {
  const settings = settingsFor(rule, standard);
  return Object.entries(values).flatMap(([name, value]): Fault[] => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    const allowed = setting ? allowedValue(setting, value) : allowedNames(name, Object.keys(settings));
    const id = `policies/PackConfig/${setting ? "setting" : "unknownKey"}`;
    return allowed === undefined ? [] : [{ id, path: `${rule.id}.${name}`, found: JSON.stringify(value), allowed }];
  });
}

function allowedNames(name: string, known: readonly string[]): string {
  if (known.length === 0) return "left out: this rule has a level, and no settings";
  const near = nearest(name, known);
  return near ? `a known setting: did you mean ${near}?` : `a known setting: one of ${known.join(", ")}`;
}

/** What would be right in place of `value`; undefined if it is. */
function allowedValue(setting: Setting, value: unknown): string | undefined {
  switch (setting.type) {
    case "integer":
    case "number": {
      const { minimum, maximum = Number.POSITIVE_INFINITY } = setting;
      const isNumber = setting.type === "integer" ? Number.isInteger(value) : Number.isFinite(value);
      if (isNumber && Number(value) >= minimum && Number(value) <= maximum) return undefined;
      const noun = setting.type === "integer" ? "a whole number" : "a number";
      return `${noun} of ${minimum} ${maximum === Number.POSITIVE_INFINITY ? "or more" : `to ${maximum}`}`;
    }
    case "string":
      return setting.enum.some((one) => one === value) ? undefined : `one of ${setting.enum.join(", ")}`;
    case "array": {
      const known = setting.items.enum;
      const isSelection = Array.isArray(value) && value.length > 0 && new Set(value).size === value.length;
      return isSelection && value.every((one) => known.includes(one))
        ? undefined
        : `a list of one or more of ${known.join(", ")}, each once`;
    }
  }
}
