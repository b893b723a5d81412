import {
  cloudFormationType,
  counterpart,
  counterpartNames,
  counterpartProperties,
  nativeTokensOf,
} from "@plinth/standards/cloudformation/mapping";
import { isNativeToken } from "@plinth/standards/cloudformation/names";
import { typeOfUrn } from "@plinth/standards/pulumi/urn";
import { memoizeByText } from "../memoize";
import { topLevelProperty } from "../properties";
import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject } from "../values";
import { DEPRECATED } from "./deprecated";
import { NATIVE } from "./native";
import { isOnlyParts, partsOf } from "./parts";
import type { Variant } from "./variant";

/** Types that describe what another type describes and say it in a way of their own, by token. */
const EXCEPTIONS: ReadonlyMap<string, Variant> = new Map(Object.entries({ ...DEPRECATED, ...NATIVE }));

const NO_EXCEPTION: Omit<Variant, "type"> = {};

/** The type that rules read a type as; itself unless it is a variant of another. */
export const canonicalType = memoizeByText((type): string => {
  const exception = EXCEPTIONS.get(type);
  if (exception) return exception.type;
  const described = isNativeToken(type) ? cloudFormationType(type) : undefined;
  return (described && counterpart(described)) ?? type;
});

/**
 * A resource as rules read it: under the one type that stands for all its variants, so that rules need not know them.
 * What an exception does not move of an `aws-native` type is where the general mapping of CloudFormation has it. Its URN
 * keeps the type that the program declares. A resource of no variant is returned as it is.
 */
export function canonical(record: ResourceRecord): ResourceRecord {
  const type = canonicalType(record.type);
  if (type === record.type) return record;
  const { renamed = {}, convert = {}, derived = {}, defaults } = EXCEPTIONS.get(record.type) ?? NO_EXCEPTION;
  const described = isNativeToken(record.type) ? cloudFormationType(record.type) : undefined;
  const tops = new Set(Object.keys(renamed).map(topLevelProperty));
  const others = Object.fromEntries(Object.entries(record.props).filter(([property]) => !tops.has(property)));
  const props: Properties = { ...defaults, ...(described ? counterpartProperties(described, others) : others) };
  moveInto(props, record.props, renamed, convert);
  deriveInto(props, record.props, derived);
  return { ...record, type, props, edges: edgesOf(record, renamed, derived, described) };
}

/** {@link canonical}, with a record for each part that is a resource of its own elsewhere. */
export function canonicalRecords(record: ResourceRecord): readonly ResourceRecord[] {
  const parts = partsOf(record);
  return isOnlyParts(record) && parts.length > 0 ? parts : [canonical(record), ...parts];
}

/** The types, and those that are read as one of them. */
export function withVariants(types: readonly string[]): readonly string[] {
  const exceptions = [...EXCEPTIONS].filter(([, { type }]) => types.includes(type)).map(([variant]) => variant);
  const natives = types.flatMap(nativeTokensOf).filter((native) => types.includes(canonicalType(native)));
  return [...new Set([...types, ...exceptions, ...natives])];
}

/** The type that the program declares for a resource, whatever type rules read it as. */
export function declaredType({ urn, type }: ResourceRecord): string {
  return typeOfUrn(urn) || type;
}

type Properties = Record<string, unknown>;

function moveInto(
  props: Properties,
  given: ResourceRecord["props"],
  renamed: NonNullable<Variant["renamed"]>,
  convert: NonNullable<Variant["convert"]>,
): void {
  for (const [from, to] of Object.entries(renamed)) {
    const value = at(given, from.split("."));
    if (value === undefined || value === null) continue;
    put(props, to.split("."), value === UNKNOWN ? value : (convert[to]?.(value) ?? value));
  }
}

function deriveInto(props: Properties, given: ResourceRecord["props"], derived: NonNullable<Variant["derived"]>): void {
  for (const [to, { from, read }] of Object.entries(derived)) {
    const value = given[from];
    const found = value === UNKNOWN ? UNKNOWN : value === undefined || value === null ? undefined : read(value, given);
    if (found !== undefined) props[to] ??= found;
  }
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

function edgesOf(
  { edges }: ResourceRecord,
  renamed: NonNullable<Variant["renamed"]>,
  derived: NonNullable<Variant["derived"]>,
  described: string | undefined,
): ResourceRecord["edges"] {
  if (!edges) return undefined;
  const tops = new Map(Object.entries(renamed).map(([from, to]) => [topLevelProperty(from), topLevelProperty(to)]));
  const namesOf = (property: string): readonly string[] => {
    const top = tops.get(property);
    if (top !== undefined) return [top];
    return described ? counterpartNames(described, property) : [property];
  };
  return Object.fromEntries([
    ...Object.entries(derived).flatMap(([to, { from }]) => (edges[from] ? [[to, edges[from]]] : [])),
    ...Object.entries(edges).flatMap(([property, urns]) => namesOf(property).map((name) => [name, urns])),
  ]);
}
