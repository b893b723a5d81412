import { readFileSync } from "node:fs";
import { join } from "node:path";
import { controlsOf, type ServedControl } from "./frameworks";
import type { Rule } from "./rule";
import type { RuleExample } from "./rule-examples";

/** Everything there is to read about a rule; its page and `plinth explain` are two ways to print it. */
export interface RulePage {
  readonly rule: Rule;
  /** Markdown: the threat, what to avoid and to prefer, exceptions, sources. */
  readonly why: string;
  readonly examples: readonly RuleExample[];
  readonly controls: readonly ServedControl[];
}

/** Reads a rule's folder: what lies beside the rule is loaded only here. */
export function pageOf(rule: Rule): RulePage {
  const { examples } = require(join(folderOf(rule), "examples")) as { readonly examples: readonly RuleExample[] };
  return { rule, why: whyOf(rule), examples, controls: controlsOf(rule) };
}

/** Markdown: why a rule exists. */
export function whyOf(rule: Pick<Rule, "id" | "layer">): string {
  return readFileSync(join(folderOf(rule), "why.md"), "utf8").trim();
}

function folderOf({ layer, id }: Pick<Rule, "id" | "layer">): string {
  return join(__dirname, "rules", layer, id);
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
