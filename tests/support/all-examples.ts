import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { RuleExample } from "@plinth/policies";
import { REPOSITORY } from "./repository";

const ROOT = join(REPOSITORY, "policies/rules");

/** The examples of every rule, of all layers. */
export function examplesOfAllRules(): readonly RuleExample[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "examples.ts")
    .sort()
    .flatMap((file) => (require(join(ROOT, file)) as { examples: RuleExample[] }).examples);
}
