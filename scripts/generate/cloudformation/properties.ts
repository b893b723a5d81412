import type { Conversion, PropertyMapping } from "../../../standards/cloudformation/mapping";
import { camelCase } from "../../../standards/cloudformation/names";
import type { Schema, SchemaProperty } from "../type-facts/schema";
import { plain, singular, wordsOf } from "./names";
import type { Shape, Shapes } from "./specification";

/** How deep objects are compared: rules of web firewalls hold themselves. */
const MAX_DEPTH = 6;

/** Mappings of the properties that do not keep their names and forms, by their names in CloudFormation. */
export type Mappings = Record<string, PropertyMapping>;

/** Where in a type the comparison is. */
export interface Scope {
  readonly schema: Schema;
  /** Words that either side may put before a name: those of the resource, then of the property around it. */
  readonly context: readonly string[];
  /** Reviewed names by paths, which no comparison finds. */
  readonly exceptions: Readonly<Record<string, string>>;
  /** The names of the objects around, each with a point behind it. */
  readonly path: string;
}

/**
 * Where each property of a CloudFormation type is in the type of `@pulumi/aws`, nested objects included. A property
 * without a counterpart keeps its name.
 */
export function mappingsOf(shapes: Shapes, properties: readonly SchemaProperty[], scope: Scope): Mappings {
  const pairs = matched(shapes, properties, scope, COMPARISONS);
  const free = properties.filter((one) => ![...pairs.values()].includes(one));
  const mappings: Mappings = {};
  for (const [name, shape] of shapes) {
    const property = pairs.get(name);
    const mapping =
      (property ? undefined : hoisted(name, shape, free, scope)) ?? mappingOf(name, shape, property, scope);
    if (Object.keys(mapping).length > 0) mappings[name] = mapping;
  }
  return mappings;
}

function mappingOf(name: string, shape: Shape, property: SchemaProperty | undefined, scope: Scope): PropertyMapping {
  const members = membersOf(name, shape, property, scope);
  return {
    ...(property && property.name !== camelCase(name) && { to: property.name }),
    ...conversionOf(shape, property),
    ...(Object.keys(members).length > 0 && { in: members }),
  };
}

/** An object that `@pulumi/aws` does without: most of its members are where it is itself. */
function hoisted(
  name: string,
  { kind, lists, members }: Shape,
  free: readonly SchemaProperty[],
  scope: Scope,
): PropertyMapping | undefined {
  if (kind !== "object" || lists > 0 || !members || isTooDeep(scope) || free.length === 0) return undefined;
  const shapes = members();
  const inner = { ...scope, path: `${scope.path}${name}.` };
  const pairs = matched(shapes, free, inner, SURE);
  const isMost = pairs.size * 2 > shapes.size || scope.exceptions[`${scope.path}${name}`] === "";
  return isMost ? { to: "", in: mappingsOf(shapes, [...pairs.values()], inner) } : undefined;
}

function membersOf(name: string, { members }: Shape, property: SchemaProperty | undefined, scope: Scope): Mappings {
  if (!members || property?.kind === "map" || isTooDeep(scope)) return {};
  const there = property?.object === undefined ? [] : scope.schema.members(property.object);
  const context = [singular(name), ...wordsOf(name).map(singular)];
  return mappingsOf(members(), there, { ...scope, context, path: `${scope.path}${name}.` });
}

function isTooDeep({ path }: Scope): boolean {
  return path.split(".").length > MAX_DEPTH;
}

function conversionOf(shape: Shape, property: SchemaProperty | undefined): { as?: Conversion } {
  if (shape.kind === "map" || shape.kind === "json") return { as: "free" };
  if (shape.kind === "object" && shape.lists === 1 && property?.kind === "map") return { as: "tags" };
  if (shape.lists === 1 && property?.lists === 0 && property.kind === shape.kind) return { as: "first" };
  if (shape.kind === "object") return shape.lists === 0 && property?.lists === 1 ? { as: "list" } : {};
  if (shape.lists > 0) return {};
  if (property?.kind === "boolean" || shape.kind === "boolean") return { as: "boolean" };
  return shape.kind === "number" ? { as: "number" } : {};
}

/** One way to compare names, and whether what has one by it must also be of the same form. */
interface Comparison {
  readonly key: (name: string, context: readonly string[]) => string;
  readonly sameForm: boolean;
}

const REFERENCE = /(arn|id|identifier|name|url|uri)$/;
const FILLER =
  /(document|configuration|config|specification|spec|option|setting|property|parameter|detail|list|set|string|expression|enabled|type|(in)?(day|hour|minute|second|milli))$/;
/** What AWS puts before names for no reason that the other side shares. */
const LEADING = /^(enabled?|preferred|is|db|cache|vpc|event)(?=...)/;

const sure = (key: Comparison["key"]): Comparison => ({ key, sameForm: false });
const sameForm = (key: Comparison["key"]): Comparison => ({ key, sameForm: true });

/** From the surest on: what one finds is not looked for by the next. */
const COMPARISONS: readonly Comparison[] = [
  sure(plain),
  sure(singular),
  sure((name, context) => without(singular(name), context.slice(0, 2))),
  sameForm((name) => stem(singular(name), FILLER)),
  sameForm((name) => stem(singular(name), REFERENCE)),
  sure((name, context) => without(singular(name), context)),
  sameForm((name, context) => stem(without(singular(name), context), FILLER)),
  sameForm((name, context) => stem(without(singular(name), context), REFERENCE)),
  sameForm((name, context) => stem(stem(without(singular(name), context), REFERENCE), FILLER)),
  sameForm((name, context) => stem(stem(without(stem(singular(name), LEADING), context), FILLER), REFERENCE)),
  sameForm((name, context) => {
    const words = wordsOf(name).map(singular);
    const kept = words.filter((word) => !context.includes(word)).join("");
    return stem(stem(kept || plain(name), FILLER), REFERENCE);
  }),
];

const SURE = COMPARISONS.slice(0, 3);

function matched(
  shapes: Shapes,
  properties: readonly SchemaProperty[],
  { context, exceptions, path }: Scope,
  comparisons: readonly Comparison[],
): ReadonlyMap<string, SchemaProperty> {
  const pairs = new Map<string, SchemaProperty>();
  for (const name of shapes.keys()) {
    const reviewed = properties.find((one) => one.name === exceptions[`${path}${name}`]);
    if (reviewed) pairs.set(name, reviewed);
  }
  const free = new Set(properties.filter((one) => one.name !== "region" && ![...pairs.values()].includes(one)));
  for (const { key, sameForm } of comparisons) {
    const there = groupBy([...free], ({ name }) => key(name, context));
    const left = [...shapes.keys()].filter((name) => !pairs.has(name));
    for (const [text, names] of groupBy(left, (name) => key(name, context))) {
      const property = onlyOne(there.get(text));
      const shape = shapes.get(onlyOne(names) ?? "");
      if (text === "" || !property || !shape) continue;
      if (sameForm ? !isSameForm(shape, property) : !isCompatible(shape, property)) continue;
      pairs.set(names[0] ?? "", property);
      free.delete(property);
    }
  }
  return pairs;
}

function onlyOne<T>(all: readonly T[] | undefined): T | undefined {
  return all?.length === 1 ? all[0] : undefined;
}

function isSameForm(shape: Shape, { kind, lists }: SchemaProperty): boolean {
  if (shape.kind === "json") return kind !== "boolean" && kind !== "number";
  return shape.kind === kind && shape.lists === lists;
}

/** An object is never a plain value; a text that is one holds it as JSON. */
function isCompatible(shape: Shape, { kind }: SchemaProperty): boolean {
  return shape.kind !== "object" || (kind !== "number" && kind !== "boolean");
}

/** A name without what its resource, or the property around it, puts before it; itself if nothing were left. */
function without(name: string, context: readonly string[]): string {
  const before = context.find((word) => name.startsWith(word) && name.length > word.length);
  return before === undefined ? name : name.slice(before.length);
}

function stem(name: string, ending: RegExp): string {
  return name.replace(ending, "") || name;
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
