import { type ResourceRecord, UNKNOWN, type Unknown } from "./rule";
import { valueAt, valuesAt } from "./values";

/**
 * Whether the program sets a property. In preview a provider also answers UNKNOWN for what it would compute; only what
 * the program set has an edge.
 */
export function isSet({ props, edges }: ResourceRecord, property: string): boolean {
  const value = props[property];
  return value === UNKNOWN ? (edges?.[property]?.length ?? 0) > 0 : !isEmpty(value);
}

/** {@link valuesAt} a path that the program sets; nothing where it leaves the top-level property to AWS. */
export function valuesSetAt(resource: ResourceRecord, path: string): readonly unknown[] {
  return isSet(resource, topLevelProperty(path)) ? valuesAt(resource.props, path) : [];
}

/** {@link valueAt} a path that the program sets; undefined where it leaves the top-level property to AWS. */
export function valueSetAt(resource: ResourceRecord, path: string): unknown | Unknown {
  return isSet(resource, topLevelProperty(path)) ? valueAt(resource.props, path) : undefined;
}

/** Whether a value is one of the forms in which state writes "not set". */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The property that a path begins with. */
export function topLevelProperty(path: string): string {
  return path.split(/[.[{]/, 1)[0] ?? path;
}
