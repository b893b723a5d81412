import { TYPES } from "./exceptions";
import { plain, wordsOf } from "./names";
import { homesOf } from "./services";

/**
 * The type of `@pulumi/aws` that describes what each CloudFormation type describes, where there is one: by the service's
 * module and the resource's name, less the words that one of both adds.
 */
export function matchedTypes(cloudFormation: Iterable<string>, tokens: readonly string[]): ReadonlyMap<string, string> {
  const byName = new Map(tokens.map((token) => [nameKey(moduleOf(token), resourceOf(token)), token]));
  const matched = new Map<string, string>();
  for (const type of [...cloudFormation].sort()) {
    const exception = TYPES[type];
    const token = exception === undefined ? tokenOf(type, byName) : exception;
    if (token) matched.set(type, token);
  }
  return matched;
}

function tokenOf(type: string, byName: ReadonlyMap<string, string>): string | undefined {
  const [, service = "", resource = ""] = type.split("::");
  for (const { module, prefix = "", without } of homesOf(service)) {
    for (const name of namesOf(resource, module, without)) {
      const found = byName.get(nameKey(module, `${prefix}${name}`));
      if (found) return found;
    }
  }
  return undefined;
}

/** The resource's name, and what is left without the service's at its beginning: `DBInstance` and `Instance`. */
function namesOf(resource: string, module: string, without: string | undefined): readonly string[] {
  const [first = "", ...rest] = wordsOf(resource);
  const name = plain(resource);
  const before = plain(without ?? module);
  const stripped = name.startsWith(before) ? [name.slice(before.length)] : [];
  // In a module of one family of resources, others of the service have namesakes: routes of a transit gateway and of a VPC.
  if (without !== undefined) return stripped;
  return [name, ...stripped, ...(ABBREVIATIONS.has(first) ? [rest.join("")] : [])].filter((one) => one !== "");
}

const ABBREVIATIONS = new Set(["db", "cache"]);

function nameKey(module: string, name: string): string {
  return `${module}:${plain(name)}`;
}

function moduleOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}

function resourceOf(token: string): string {
  return token.split(":")[2] ?? "";
}
