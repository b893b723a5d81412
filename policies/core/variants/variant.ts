import type { PlainObject } from "../values";

/** How a type maps to the type that rules read: that type, and where each of its properties is in this one. */
export interface Variant {
  readonly type: string;
  /** Properties under another name, from here to there; a path steps into objects. The others keep their names. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** What leaving a property out means here, by its name there, where it is not the same as there. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Properties there that are made of one here which is of another form, by their names there. */
  readonly derived?: Readonly<Record<string, Derived>>;
  /** Values of a renamed or own property, by its name there, that are written in another way. UNKNOWN never comes here. */
  readonly convert?: Readonly<Record<string, (value: unknown) => unknown>>;
}

/** A property made of another one; the value is never UNKNOWN as a whole. Undefined leaves it out. */
export interface Derived {
  /** The property here. */
  readonly from: string;
  readonly read: (value: unknown, props: PlainObject) => unknown;
}

/** A list of objects, each with its members under other names; those that are not named keep theirs. */
export function renameMembers(names: Readonly<Record<string, string>>): (value: unknown) => unknown {
  const rename = (member: unknown) =>
    typeof member === "object" && member !== null
      ? Object.fromEntries(Object.entries(member as PlainObject).map(([key, value]) => [names[key] ?? key, value]))
      : member;
  return (value) => (Array.isArray(value) ? value.map(rename) : value);
}
