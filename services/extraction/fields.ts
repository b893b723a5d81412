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

/** One field as the model read it. */
export interface FieldReading {
  /** Null if the document does not say. */
  readonly value: string | number | boolean | null;
  /** The words of the document that say so, as they stand there. */
  readonly quote: string | null;
  readonly confidence: z.infer<typeof CONFIDENCE>;
}

/** What the model must say about one document. */
export interface Reading {
  /** Whether the document is what it is taken for. */
  readonly expected: boolean;
  readonly fields: Readonly<Record<string, FieldReading>>;
}

/** Why a person looks at what was read; each names a field where it is about one. */
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

/** Percent of confidence below which a line that a field rests on counts as illegible. */
const LEGIBLE_PERCENT = 90;

/** How a model is held to the fields, and how its answer is read. */
export function readerOf(fields: Fields) {
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
    /** The reading in the model's text; undefined if it is not one. */
    read(text: string): Reading | undefined {
      try {
        return answer.safeParse(JSON.parse(text)).data;
      } catch {
        return undefined;
      }
    },
  };
}

/** What speaks against taking a reading as it is: the model's own doubts, and quotes that are not in the document. */
export function doubtsOf({ expected, fields }: Reading, document: DocumentText): Doubt[] {
  const doubts: Doubt[] = expected ? [] : ["unexpected"];
  const text = plain(document.lines.map((line) => line.text).join(" "));
  for (const [name, { value, quote, confidence }] of Object.entries(fields)) {
    if (value === null) {
      doubts.push(`missing: ${name}`);
      continue;
    }
    if (confidence !== "high") doubts.push(`unsure: ${name}`);
    const words = plain(quote ?? "");
    if (words === "" || !text.includes(words)) doubts.push(`unfounded: ${name}`);
    else if (isIllegible(words, document)) doubts.push(`illegible: ${name}`);
  }
  return doubts;
}

/** Whether a line that holds the quote, or part of it, was hard to read. */
function isIllegible(words: string, { lines }: DocumentText): boolean {
  return lines.some(({ text, confidence }) => {
    const line = plain(text);
    return confidence < LEGIBLE_PERCENT && line !== "" && (line.includes(words) || words.includes(line));
  });
}

/** Without what optical recognition and models write differently: case, and runs of white space. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
