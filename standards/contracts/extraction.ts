/** Types of a document's fields. A date is `2026-11-30`. */
export const FIELD_TYPES = ["text", "number", "date", "boolean"] as const;

/** Type of one field. */
export type FieldType = (typeof FIELD_TYPES)[number];

/** Fields to extract from a document: type by name. */
export type Fields = Readonly<Record<string, FieldType>>;
