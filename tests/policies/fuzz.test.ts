import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules, UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import fc from "fast-check";
import { exampleRecords } from "./support/example-records";
import { ruleFolders } from "./support/rule-folders";

const examples = ruleFolders().flatMap((folder) => folder.examples);

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

/** One of the rules' own examples, with a few values at any depth replaced. */
const broken = fc.tuple(
  fc.constantFrom(...examples),
  fc.constantFrom("known" as const, "unknown" as const),
  fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 }),
);

describe("rules, fuzzed", () => {
  it("fail at nothing that a resource can hold", () => {
    fc.assert(
      fc.property(broken, ([example, references, changes]) => {
        const records = changes.reduce(change, exampleRecords(example, references));
        const faults = judge(rules, createEstate(records, loadStandard())).filter(({ fault }) => fault);
        assert.deepEqual(
          faults.map(({ rule, fault }) => `${rule.id}: ${fault?.stack}`),
          [],
        );
      }),
      { numRuns: 3000 },
    );
  });
});

/** The records with the nth place among all their properties changed. */
function change(records: ResourceRecord[], [n, value]: readonly [number, unknown]): ResourceRecord[] {
  const places = records.flatMap((record, index) => pathsOf(record.props).map((path) => ({ index, path })));
  const place = places[n % Math.max(1, places.length)];
  if (!place) return records;
  return records.map((record, index) =>
    index === place.index
      ? { ...record, props: replaced(record.props, place.path, value) as typeof record.props }
      : record,
  );
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[...path, key], ...pathsOf(member, [...path, key])]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((member, i) => (String(i) === key ? replaced(member, rest, by) : member));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}
