/** What a field of a document can hold: a date is `2026-11-30`. */
export const FIELD_TYPES = ["text", "number", "date", "boolean"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The fields to extract from a document, by name. */
export type Fields = Readonly<Record<string, FieldType>>;
