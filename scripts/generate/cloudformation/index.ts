import type { GeneratedFiles } from "../generated-files";
import { pulumiSchema } from "../type-facts/pulumi-schema";
import { EVERYWHERE, KEPT_BUT, PROPERTIES } from "./exceptions";
import { plain, wordsOf } from "./names";
import { mappingsOf } from "./properties";
import { type Scalars, scalarsOf, withoutScalars } from "./scalars";
import { specification } from "./specification";
import { matchedTypes } from "./types";

const FOLDER = "standards/cloudformation";

/** The mapping of CloudFormation's types and properties to those of `@pulumi/aws`. */
export function cloudFormationMapping(): GeneratedFiles {
  const specified = specification();
  const schema = pulumiSchema();
  const types = matchedTypes(specified.keys(), [...schema.resources.keys()]);
  const mappings = [...specified]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, shapes]) => {
      const properties = (schema.resources.get(types.get(type) ?? "") ?? []).filter(
        ({ name }) => KEPT_BUT[type]?.includes(name) ?? true,
      );
      const mapped = mappingsOf(shapes, properties, {
        schema,
        context: contextOf(type),
        exceptions: { ...EVERYWHERE, ...PROPERTIES[type] },
        path: "",
      });
      return Object.keys(mapped).length > 0 ? [[type, mapped] as const] : [];
    });
  const scalars = scalarsOf(specified.values());
  const all = [...specified.keys()].sort().map((type) => [type, types.get(type) ?? null] as const);
  return new Map([
    [`${FOLDER}/types.json`, byLine(all)],
    [`${FOLDER}/properties.json`, byLine(mappings.map(([type, mapped]) => [type, withoutScalars(mapped, scalars)]))],
    [`${FOLDER}/scalars.json`, byLine(["boolean", "number"].map((kind) => [kind, namesOf(kind, scalars)] as const))],
  ]);
}

/** What a resource puts before the names of its properties: its name, and shorter forms of it. */
function contextOf(type: string): readonly string[] {
  const [, service = "", resource = ""] = type.split("::");
  const words = wordsOf(resource);
  const endings = words.map((_, index) => words.slice(index).join(""));
  return [...new Set([`${plain(service)}${plain(resource)}`, plain(resource), ...endings, ...words])];
}

function namesOf(kind: string, scalars: Scalars): readonly string[] {
  return [...scalars].flatMap(([name, held]) => (held === kind ? [name] : [])).sort();
}

/** One line for each type, so that a new version of the specification is a difference that can be read. */
function byLine(entries: readonly (readonly [string, unknown])[]): string {
  const lines = entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
