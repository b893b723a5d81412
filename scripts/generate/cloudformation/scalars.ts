import type { PropertyMapping } from "../../../standards/cloudformation/mapping";
import type { Mappings } from "./properties";
import type { Shapes } from "./specification";

/** What properties of a name hold wherever CloudFormation has them. */
export type Scalars = ReadonlyMap<string, "boolean" | "number">;

/** Names that are of one kind in every type: the table need not repeat them for each. */
export function scalarsOf(types: Iterable<Shapes>): Scalars {
  const kinds = new Map<string, Set<string>>();
  const visit = (shapes: Shapes, depth: number): void => {
    for (const [name, { kind, lists, members }] of shapes) {
      const known = kinds.get(name) ?? new Set<string>();
      kinds.set(name, known.add(lists > 0 ? "list" : kind));
      if (members && depth < 4) visit(members(), depth + 1);
    }
  };
  for (const shapes of types) visit(shapes, 0);
  return new Map(
    [...kinds].flatMap(([name, all]) => {
      const [kind, another] = all;
      return another === undefined && (kind === "boolean" || kind === "number") ? [[name, kind] as const] : [];
    }),
  );
}

/** The mappings less what a name says already. */
export function withoutScalars(mappings: Mappings, scalars: Scalars): Mappings {
  const kept = Object.entries(mappings).map(([name, mapping]): [string, PropertyMapping] => {
    const { as, in: members, ...rest } = mapping;
    const inner = members && withoutScalars(members, scalars);
    return [
      name,
      {
        ...rest,
        ...(as !== undefined && as !== scalars.get(name) && { as }),
        ...(inner && Object.keys(inner).length > 0 && { in: inner }),
      },
    ];
  });
  return Object.fromEntries(kept.filter(([, mapping]) => Object.keys(mapping).length > 0));
}
