import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { type Fault, PlinthError } from "./faults";
import { type Standard, standardSchema } from "./schema";

const DEFAULT_FILE = join(__dirname, "standard.yaml");
const cache = new Map<string, Standard>();

/**
 * The standard in force: the file that `PLINTH_STANDARD` names, or the default one.
 * @throws PlinthError with every fault, if the file cannot be read or is not a standard.
 */
export function loadStandard(file: string = process.env.PLINTH_STANDARD || DEFAULT_FILE): Standard {
  const known = cache.get(file);
  if (known) return known;
  const standard = parseStandard(read(file), file);
  cache.set(file, standard);
  return standard;
}

/** Reads a standard from YAML text. `name` is what errors call it. */
export function parseStandard(text: string, name: string): Standard {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new PlinthError(
      `standard ${name}`,
      document.errors.map((e) => ({
        id: "standard/Standard/yaml",
        path: `line ${e.linePos?.[0].line ?? 1}`,
        allowed: `valid YAML (${e.code})`,
      })),
    );
  }
  const result = standardSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!result.success) throw new PlinthError(`standard ${name}`, result.error.issues.map(fault));
  return deepFreeze(result.data);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new PlinthError(`standard ${file}`, [
      {
        id: "standard/Standard/file",
        path: "PLINTH_STANDARD",
        found: code,
        allowed: "the path of a readable YAML file",
      },
    ]);
  }
}

function fault(issue: { path: PropertyKey[]; message: string }): Fault {
  const path = issue.path.reduce<string>(
    (p, k) => (typeof k === "number" ? `${p}[${k}]` : p ? `${p}.${String(k)}` : String(k)),
    "",
  );
  return { id: "standard/Standard/schema", path: path || "(root)", allowed: issue.message };
}

function deepFreeze<T>(value: T): T {
  if (value && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
