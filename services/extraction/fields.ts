import { parseJson } from "@plinth/service-runtime/json";
import { jsonSchema } from "@plinth/service-runtime/json-schema";
import type { Fields } from "@plinth/standards/contracts/extraction";
import * as z from "zod/mini";
import type { DocumentText } from "./document";

const VALUES = {
  text: z.string().check(z.maxLength(2_000)),
  number: z.number(),
  date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  boolean: z.boolean(),
} as const;

const CONFIDENCE = z.enum(["low", "medium", "high"]);

/** One field in the model's answer. */
export interface FieldReading {
  /** `null` if the document does not have the field. */
  readonly value: string | number | boolean | null;
  /** Words of the document that contain the value, verbatim. */
  readonly quote: string | null;
  /** The model's own confidence. */
  readonly confidence: z.infer<typeof CONFIDENCE>;
}

/** The model's answer about one document. */
export interface Reading {
  /** Whether the document is of the expected kind. */
  readonly expected: boolean;
  /** Fields by name. */
  readonly fields: Readonly<Record<string, FieldReading>>;
}

/** Reason for a review. Reasons about one field name it. */
export type Doubt =
  | "blocked"
  | "malformed"
  | "truncated"
  | "too-long"
  | "no-text"
  | "unexpected"
  | `missing: ${string}`
  | `unsure: ${string}`
  | `unfounded: ${string}`
  | `illegible: ${string}`;

/** Confidence in percent below which a line counts as illegible. */
const MIN_CONFIDENCE_PERCENT = 90;

/** Schema and parser of the model's answer. */
export interface FieldReader {
  /** JSON Schema for the request. */
  readonly schema: string;
  /** Parses the model's text. Returns `undefined` if it does not match the schema. */
  read(text: string): Reading | undefined;
}

/** Makes the schema and the parser for the fields of a workload. */
export function fieldReader(fields: Fields): FieldReader {
  const answer = z.strictObject({
    expected: z.boolean(),
    fields: z.strictObject(
      Object.fromEntries(
        Object.entries(fields).map(([name, type]) => [
          name,
          z.strictObject({
            value: z.nullable(VALUES[type]),
            quote: z.nullable(z.string().check(z.maxLength(2_000))),
            confidence: CONFIDENCE,
          }),
        ]),
      ),
    ),
  });
  return {
    schema: jsonSchema(answer),
    read: (text) => answer.safeParse(parseJson(text)).data,
  };
}

/** Reasons for a review: the model's own doubts, quotes that the document does not contain, and lines that are hard to read. */
export function doubtsOf({ expected, fields }: Reading, document: DocumentText): Doubt[] {
  const doubts: Doubt[] = expected ? [] : ["unexpected"];
  const text = normalized(document.lines.map((line) => line.text).join(" "));
  for (const [name, { value, quote, confidence }] of Object.entries(fields)) {
    if (value === null) {
      doubts.push(`missing: ${name}`);
      continue;
    }
    if (confidence !== "high") doubts.push(`unsure: ${name}`);
    const words = normalized(quote ?? "");
    if (words === "" || !text.includes(words)) doubts.push(`unfounded: ${name}`);
    else if (isIllegible(words, document)) doubts.push(`illegible: ${name}`);
  }
  return doubts;
}

/** Whether a line that contains the quote, or a part of it, was detected with low confidence. */
function isIllegible(words: string, { lines }: DocumentText): boolean {
  return lines.some(({ text, confidence }) => {
    const line = normalized(text);
    return confidence < MIN_CONFIDENCE_PERCENT && line !== "" && (line.includes(words) || words.includes(line));
  });
}

/** Normalizes case and white space, which differ between Textract and models. */
function normalized(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
