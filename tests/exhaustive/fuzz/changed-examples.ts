import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { exampleRecords } from "@plinth/policies/testing";
import fc from "fast-check";
import { examplesOfAllRules } from "../../support/all-examples";
import { propertyValuesOf, replaced } from "./property-values";

/** What a program can put anywhere: the wrong type, nothing, something not known, JSON of something else. */
const anything = fc.oneof(
  fc.constantFrom(
    UNKNOWN,
    undefined,
    null,
    "",
    "*",
    "{}",
    "[]",
    '{"Statement":[{}]}',
    "arn:aws:iam::1:role/x",
    -1,
    0,
    true,
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant({
    Statement: [{ Effect: UNKNOWN, Action: [UNKNOWN], Resource: { a: 1 }, Condition: "x", Principal: [7] }],
  }),
);

/** The records of one of the rules' own examples. */
export const examples: fc.Arbitrary<readonly ResourceRecord[]> = fc
  .tuple(fc.constantFrom(...examplesOfAllRules()), fc.constantFrom("known" as const, "unknown" as const))
  .map(([example, references]) => exampleRecords(example, references));

/** One of the rules' own examples, with a few values at any depth replaced. */
export const changedExamples = fc
  .tuple(examples, fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 }))
  .map(([records, changes]) => changes.reduce(change, records));

/** The records with the nth of all their properties changed. */
function change(records: readonly ResourceRecord[], [n, value]: readonly [number, unknown]): readonly ResourceRecord[] {
  const properties = propertyValuesOf(records);
  const property = properties[n % Math.max(1, properties.length)];
  return property ? replaced(records, property, value) : records;
}
