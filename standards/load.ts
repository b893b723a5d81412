import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { type Fault, PlinthError } from "./faults";
import { check, dotted } from "./issues";
import { type Standard, standardSchema } from "./schema";

const DEFAULT_FILE = join(__dirname, "standard.yaml");
/** Aliases share lists of regions; more of them than this is an attack on memory. */
const MAXIMUM_ALIASES = 100;
const cache = new Map<string, Standard>();

/**
 * The standard in force: the file that `PLINTH_STANDARD` names, or the default one. Frozen, and read once a process.
 * @throws PlinthError with every fault, if the file cannot be read or is not a standard.
 */
export function loadStandard(file: string = process.env.PLINTH_STANDARD || DEFAULT_FILE): Standard {
  const known = cache.get(file);
  if (known) return known;
  const standard = parseStandard(read(file), file);
  cache.set(file, standard);
  return standard;
}

/**
 * Reads a standard from YAML text. `name` is what errors call it.
 * @throws PlinthError with every fault.
 */
export function parseStandard(text: string, name: string): Standard {
  const { data, faults } = check(standardSchema, parseYaml(text, name), {
    id: "standard/Standard",
    path: (path) => dotted(path) || "(root)",
    printable: () => true,
  });
  if (data === undefined) throw new PlinthError(`standard ${name}`, faults);
  return deepFreeze(data);
}

function parseYaml(text: string, name: string): unknown {
  const document = parseDocument(text);
  const faults: Fault[] = document.errors.map(({ code, linePos }) => yamlFault(`line ${linePos?.[0].line ?? 1}`, code));
  if (faults.length === 0) {
    try {
      return document.toJS({ maxAliasCount: MAXIMUM_ALIASES });
    } catch {
      faults.push(yamlFault("(root)", `no more than ${MAXIMUM_ALIASES} aliases`));
    }
  }
  throw new PlinthError(`standard ${name}`, faults);
}

function yamlFault(path: string, reason: string): Fault {
  return { id: "standard/Standard/yaml", path, allowed: `valid YAML (${reason})` };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const found = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const allowed = "the path of a readable YAML file";
    throw new PlinthError(`standard ${file}`, [
      { id: "standard/Standard/file", path: "PLINTH_STANDARD", found, allowed },
    ]);
  }
}

function deepFreeze<T>(value: T): T {
  if (value && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
