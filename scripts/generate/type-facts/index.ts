import type { Fact, TypeFacts } from "../../../policies/readers/resource/type-facts";
import type { GeneratedFiles } from "../generated-files";
import { FACTS } from "./facts";
import { pulumiSchema } from "./pulumi-schema";
import type { Schema, SchemaProperty } from "./schema";
import { serviceSpec } from "./service-spec";

/** Deeper than that stand variants of statements and of visuals, each inside each. */
const DEPTH = 7;

type Found = Partial<Record<Fact, string[]>>;

/** `policies/readers/resource/type-properties.json`: the paths of each fact in each type of the providers. */
export function typeFacts(): GeneratedFiles {
  return new Map([
    ["policies/readers/resource/type-properties.json", textOf(factsOf([pulumiSchema(), serviceSpec()]))],
  ]);
}

/** The facts of every type of some schemas, by type token. */
export function factsOf(schemas: readonly Schema[]): ReadonlyMap<string, Found> {
  const types = new Map<string, Found>();
  for (const schema of schemas) {
    for (const [type, properties] of schema.resources) {
      const found: Found = {};
      types.set(type, found);
      walk({ schema, type, found }, properties, [], "");
    }
  }
  return types;
}

/** Paths once each, because thousands of types share them; types by provider and module, a line each. */
function textOf(types: ReadonlyMap<string, Found>): string {
  const paths = new Map<string, number>();
  const positionOf = (path: string) => {
    if (!paths.has(path)) paths.set(path, paths.size);
    return paths.get(path) ?? 0;
  };
  const modules = new Map<string, Record<string, Record<string, readonly number[]>>>();
  for (const [type, found] of [...types].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { module, name } = partsOf(type);
    const members = modules.get(module) ?? {};
    modules.set(module, members);
    members[name] = Object.fromEntries(
      Object.entries(found).map(([fact, list]) => [fact, [...new Set(list)].map(positionOf)]),
    );
  }
  const lines = [...modules].map(([module, members]) => `${JSON.stringify(module)}:${JSON.stringify(members)}`);
  const facts: Pick<TypeFacts, "paths"> = { paths: [...paths.keys()] };
  return `{"paths":${JSON.stringify(facts.paths)},\n"modules":{\n${lines.join(",\n")}\n}}\n`;
}

/** @throws Error if the middle of a token of `@pulumi/aws` is not its last part, which the reader takes for granted. */
function partsOf(type: string): { readonly module: string; readonly name: string } {
  const [provider = "", middle = "", name = ""] = type.split(":");
  const [module = "", file] = middle.split("/");
  if (file !== undefined && file !== name.charAt(0).toLowerCase() + name.slice(1))
    throw new Error(`${type} is no token of its class`);
  return { module: `${provider}:${module}`, name };
}

interface Walk {
  readonly schema: Schema;
  readonly type: string;
  readonly found: Found;
}

function walk(
  { schema, type, found }: Walk,
  properties: readonly SchemaProperty[],
  around: readonly SchemaProperty[],
  prefix: string,
): void {
  for (const property of properties) {
    const path = `${prefix}${property.name}${"[]".repeat(property.lists)}`;
    const { object } = property;
    const members = object === undefined ? [] : schema.members(object);
    for (const [fact, has] of Object.entries(FACTS) as [Fact, (typeof FACTS)[Fact]][]) {
      if (!has({ type, property, around, members })) continue;
      const paths = found[fact] ?? [];
      found[fact] = paths;
      paths.push(property.kind === "map" && fact === "roles" ? `${path}{}` : path);
    }
    if (object === undefined || around.length >= DEPTH || around.some((one) => one.object === object)) continue;
    walk({ schema, type, found }, members, [...around, property], `${path}.`);
  }
}
