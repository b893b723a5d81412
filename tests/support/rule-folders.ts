import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Rule, RuleExample } from "@plinth/policies";
import { REPOSITORY } from "./repository";

const ROOT = join(REPOSITORY, "policies/rules");

export interface RuleFolder {
  readonly path: string;
  readonly rule: Rule;
  readonly examples: readonly RuleExample[];
}

/** Every rule folder, whether the list of rules names it or not. */
export function ruleFolders(): readonly RuleFolder[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "rule.ts")
    .map((file) => join(ROOT, dirname(file)))
    .sort()
    .map((path) => ({
      path,
      rule: (require(join(path, "rule")) as { rule: Rule }).rule,
      examples: (require(join(path, "examples")) as { examples: RuleExample[] }).examples,
    }));
}
