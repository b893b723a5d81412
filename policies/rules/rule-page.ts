import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadStandard } from "@plinth/standards";
import { settingsFor } from "../core/configured-rule";
import type { Rule, Setting } from "../core/rule";
import { controlsOf, type ServedControl } from "../frameworks";
import type { RuleExample } from "../testing/rule-examples";

/** Everything there is to read about a rule; its page and `plinth explain` are two ways to print it. */
export interface RulePage {
  /** The rule itself. */
  readonly rule: Rule;
  /** Markdown: the threat, what to avoid and to prefer, exceptions, sources. */
  readonly why: string;
  /** The rule's titled cases. */
  readonly examples: readonly RuleExample[];
  /** Controls of frameworks that the rule serves. */
  readonly controls: readonly ServedControl[];
  /** What Pulumi's policy configuration may set, with the bounds of the standard in force. */
  readonly settings: Readonly<Record<string, Setting>>;
}

/** Reads a rule's folder: what lies beside the rule is loaded only here. */
export function pageOf(rule: Rule): RulePage {
  const { examples } = require(join(folderOf(rule), "examples")) as { readonly examples: readonly RuleExample[] };
  const settings = settingsFor(rule, loadStandard());
  return { rule, why: whyOf(rule), examples, controls: controlsOf(rule), settings };
}

/** Markdown: why a rule exists. */
export function whyOf(rule: Pick<Rule, "id" | "layer">): string {
  return readFileSync(join(folderOf(rule), "why.md"), "utf8").trim();
}

function folderOf({ layer, id }: Pick<Rule, "id" | "layer">): string {
  return join(__dirname, layer, id);
}

/** A waiver of a rule as it is written into `waivers.yaml`. */
export function waiverTemplate(rule: Pick<Rule, "id">): string {
  return [
    "version: 1",
    "waivers:",
    `  - rule: ${rule.id}`,
    '    resource: "urn:pulumi:<stack>::<project>::<types>::<name>"',
    "    reason: <why the risk is taken, in 20 characters or more>",
    "    approver: <who approved it>",
    "    expires: <last day, such as 2027-03-31>",
  ].join("\n");
}

/** What a setting takes, in words: `30000 or more`, `one or more of eu-west-1, eu-west-3`. */
export function boundsOf(setting: Setting): string {
  if (setting.type === "array") return `one or more of ${setting.items.enum.join(", ")}`;
  if (setting.type === "string") return `one of ${setting.enum.join(", ")}`;
  const { minimum, maximum } = setting;
  return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
}
