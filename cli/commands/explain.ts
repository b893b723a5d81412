import {
  boundsOf,
  LAYERS,
  pageOf,
  type Rule,
  rules,
  type ServedControl,
  waiverTemplate,
  withVariants,
} from "@plinth/policies";
import { nearest, PlinthError } from "@plinth/standards";
import type { Colors } from "picocolors/types";
import type { Terminal } from "../terminal";

/**
 * Explains one rule, or without an id lists them all by layer.
 * @throws PlinthError if there is no such rule; it says which one may be meant.
 */
export function explain(id: string | undefined, terminal: Terminal): void {
  terminal.out(id === undefined ? listText(terminal.colors) : ruleText(ruleCalled(id), terminal.colors));
}

function ruleCalled(id: string): Rule {
  const rule = rules.find((r) => r.id === id);
  if (rule) return rule;
  const ids = rules.map((r) => r.id);
  const words = id.split("-");
  const meant = nearest(id, ids) ?? ids.find((known) => words.every((word) => known.split("-").includes(word)));
  const allowed = `the id of a rule${meant ? `; did you mean ${meant}?` : " (plinth explain lists them)"}`;
  throw new PlinthError("plinth explain", [{ id: "cli/Explain/rule", path: "rule", found: id, allowed }]);
}

function listText(colors: Colors): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const layers = LAYERS.flatMap((layer) => {
    const members = rules.filter((rule) => rule.layer === layer);
    if (members.length === 0) return [];
    const lines = members.map((r) => `  ${r.id.padEnd(width)}  ${colors.dim(r.severity.padEnd(8))}  ${titleOf(r)}`);
    return [`${colors.bold(layer)}\n${lines.join("\n")}\n`];
  });
  return `${layers.join("\n")}\n${rules.length} rules; plinth explain <rule> explains one\n`;
}

function ruleText(rule: Rule, colors: Colors): string {
  const { why, examples, controls, settings } = pageOf(rule);
  const given = Object.entries(settings).map(([name, one]) => `${name}  ${boundsOf(one)}: ${one.description}`);
  const width = Math.max(...examples.map(({ outcome }) => outcome.length));
  return [
    `${colors.bold(rule.id)}: ${rule.title}`,
    `${rule.level ?? "mandatory"}, severity ${rule.severity}, layer ${rule.layer}, family ${rule.family}`,
    section("Asked about", withVariants(rule.types), colors),
    `${colors.bold("Why")}\n${why}\n`,
    section(
      "Examples",
      examples.map((e) => `${e.outcome.padEnd(width)}  ${e.title}`),
      colors,
    ),
    section("Serves", controls.flatMap(controlTexts), colors),
    ...(given.length > 0 ? [section("Settings, in the policy configuration", given, colors)] : []),
    section("To waive it for one resource, in waivers.yaml", waiverTemplate(rule).split("\n"), colors).trimEnd(),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[], colors: Colors): string {
  return `${colors.bold(title)}\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

function titleOf({ title, level }: Rule): string {
  return level === "advisory" ? `${title} (advisory)` : title;
}

function controlTexts({ framework, control, services }: ServedControl): readonly string[] {
  return services.map(({ clause, why }) => `${framework.name}: ${control.id} ${control.title}, ${clause}: ${why}`);
}
