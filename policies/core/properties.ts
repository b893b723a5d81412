import { type ResourceRecord, UNKNOWN } from "./rule";

/**
 * Whether the program sets a property. In preview a provider also answers UNKNOWN for what it would compute; only what
 * the program set has an edge.
 */
export function isSet({ props, edges }: ResourceRecord, property: string): boolean {
  const value = props[property];
  return value === UNKNOWN ? (edges?.[property]?.length ?? 0) > 0 : !isEmpty(value);
}

/** Whether a value is one of the forms in which state writes "not set". */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The property that a path begins with. */
export function topLevelProperty(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
