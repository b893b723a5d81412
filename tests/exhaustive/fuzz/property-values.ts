import type { ResourceRecord } from "@plinth/policies";

/** Where something stands in a value: a key for each step. */
export type Path = readonly string[];

/** A value in the properties of one of several records. */
export interface PropertyValue {
  readonly index: number;
  readonly path: Path;
  readonly value: unknown;
}

export function propertyValuesOf(records: readonly ResourceRecord[]): readonly PropertyValue[] {
  return records.flatMap(({ props }, index) => valuesWithin(props).map(({ path, value }) => ({ index, path, value })));
}

function valuesWithin(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = [...path, key];
    return [{ path: inner, value: member }, ...valuesWithin(member, inner)];
  });
}

/** The records with another value at one path. */
export function replaced(
  records: readonly ResourceRecord[],
  { index, path }: PropertyValue,
  by: unknown,
): ResourceRecord[] {
  return records.map((record, i) =>
    i === index ? { ...record, props: replacedIn(record.props, path, by) as typeof record.props } : record,
  );
}

function replacedIn(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((member, i) => (String(i) === key ? replacedIn(member, rest, by) : member));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replacedIn(object[key], rest, by) };
}
