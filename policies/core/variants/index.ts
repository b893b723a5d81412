import { typeOfUrn } from "@plinth/standards/pulumi/urn";
import { topLevelProperty } from "../properties";
import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject } from "../values";
import { DEPRECATED } from "./deprecated";
import { NATIVE } from "./native";
import type { Variant } from "./variant";

/** Types that describe what another type describes, by token. Rules are about the other type. */
export const VARIANTS: ReadonlyMap<string, Variant> = new Map(Object.entries({ ...DEPRECATED, ...NATIVE }));

/**
 * A resource as rules read it: under the one type that stands for all its variants, so that rules need not know them.
 * Its URN keeps the type that the program declares. A resource of no variant is returned as it is.
 */
export function canonical(record: ResourceRecord): ResourceRecord {
  const variant = VARIANTS.get(record.type);
  if (!variant) return record;
  const { type, renamed = {}, convert = {}, defaults } = variant;
  return {
    ...record,
    type,
    props: { ...defaults, ...propertiesOf(record.props, renamed, convert) },
    edges: edgesOf(record, renamed),
  };
}

/** The types, and those that are read as one of them. */
export function withVariants(types: readonly string[]): readonly string[] {
  const variants = [...VARIANTS].filter(([, { type }]) => types.includes(type)).map(([variant]) => variant);
  return [...new Set([...types, ...variants])];
}

/** The type that the program declares for a resource, whatever type rules read it as. */
export function declaredType({ urn, type }: ResourceRecord): string {
  return typeOfUrn(urn) || type;
}

type Properties = Record<string, unknown>;

function propertiesOf(
  given: ResourceRecord["props"],
  renamed: NonNullable<Variant["renamed"]>,
  convert: NonNullable<Variant["convert"]>,
): Properties {
  const props: Properties = { ...given };
  for (const from of Object.keys(renamed)) delete props[topLevelProperty(from)];
  for (const [from, to] of Object.entries(renamed)) {
    const value = at(given, from.split("."));
    if (value === undefined || value === null) continue;
    put(props, to.split("."), value === UNKNOWN ? value : (convert[to]?.(value) ?? value));
  }
  return props;
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value === UNKNOWN) return value;
  return isObject(value) ? at(value[key], rest) : undefined;
}

/** Objects on the way are this function's own: what is given is not written into. */
function put(props: Properties, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    props[key] = value;
    return;
  }
  const inner: Properties = { ...(isObject(props[key]) ? props[key] : {}) };
  props[key] = inner;
  put(inner, rest, value);
}

function edgesOf({ edges }: ResourceRecord, renamed: NonNullable<Variant["renamed"]>): ResourceRecord["edges"] {
  if (!edges) return undefined;
  const tops = new Map(Object.entries(renamed).map(([from, to]) => [topLevelProperty(from), topLevelProperty(to)]));
  return Object.fromEntries(Object.entries(edges).map(([property, urns]) => [tops.get(property) ?? property, urns]));
}
