import {
  boundsOf,
  LAYERS,
  pageOf,
  type Rule,
  type RulePage,
  rules,
  waiverTemplate,
  withVariants,
} from "@plinth/policies";
import { cell, table } from "./markdown";

/** A page for each rule, and their index, by the names of their files in `docs/rules`. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = rules.map((rule) => [`${rule.id}.md`, pageText(pageOf(rule))] as const);
  return new Map([["README.md", indexText()], ...pages]);
}

function indexText(): string {
  const layers = LAYERS.flatMap((layer) => {
    const members = rules.filter((rule) => rule.layer === layer);
    if (members.length === 0) return [];
    const rows = members.map((r) => [`[${r.id}](${r.id}.md)`, r.title, levelOf(r), r.severity]);
    return [`## ${layer}\n\n${table(["rule", "says", "level", "severity"], rows)}\n`];
  });
  const command = "Written by `npm run generate -- rules`; `plinth explain <rule>` prints the same.";
  return [`# Rules\n\n${rules.length} rules, by the layer that they are about. ${command}\n`, ...layers].join("\n");
}

function pageText({ rule, why, examples, controls, settings }: RulePage): string {
  const cases = examples.map(({ outcome, title }) => [outcome, cell(title)]);
  const served = controls.flatMap(({ framework, control, services }) =>
    services.map(({ clause, why: reason }) => [framework.name, `${control.id} ${control.title}`, clause, cell(reason)]),
  );
  return [
    `# ${rule.title}\n`,
    `\`${rule.id}\`: ${levelOf(rule)}, severity ${rule.severity}, layer ${rule.layer}, family ${rule.family}.\n`,
    `## Why\n\n${why}\n`,
    `## Asked about\n\n${withVariants(rule.types)
      .map((type) => `- \`${type}\``)
      .join("\n")}\n`,
    `## Examples\n\n${table(["outcome", "case"], cases)}`,
    `\n## Serves\n\n${table(["framework", "control", "clause", "because"], served)}`,
    ...settingsText(rule, settings),
    `\n## Waiving it\n\nFor one resource, for a time, in \`waivers.yaml\`:\n\n\`\`\`yaml\n${waiverTemplate(rule)}\n\`\`\`\n`,
  ].join("\n");
}

/** Bounds are those of the default standard. */
function settingsText({ id }: Rule, settings: RulePage["settings"]): readonly string[] {
  const rows = Object.entries(settings).map(([name, one]) => [`\`${name}\``, boundsOf(one), cell(one.description)]);
  if (rows.length === 0) return [];
  const text = `In Pulumi's policy configuration, below \`"${id}"\`; stricter than the standard, never laxer.`;
  return [`\n## Settings\n\n${text}\n\n${table(["setting", "value", "says"], rows)}`];
}

function levelOf({ level = "mandatory" }: Rule): string {
  return level;
}
