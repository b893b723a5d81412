import { type ResourceRecord, rules, UNKNOWN } from "@plinth/policies";
import fc from "fast-check";
import { examplesOfAllRules } from "../../support/all-examples";

/** Types, property names and values that rules know how to read, taken from their own examples. */
const known = examplesOfAllRules().flatMap(({ resources }) => resources);
const types = [...new Set([...known.map(({ type }) => type), ...rules.flatMap((rule) => rule.types)])];
const keys = [...new Set(known.flatMap(({ props, refersTo }) => [...keysIn(props), ...Object.keys(refersTo ?? {})]))];
const texts = [...new Set(known.flatMap(({ props }) => textsIn(props)))];

const leaf = fc.oneof(
  fc.constantFrom<unknown>(UNKNOWN, null, true, false, 0, -1, 365, "r0", "r1", "{}", "*", ""),
  fc.constantFrom(...texts),
  fc.string(),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 4 }),
  ),
}));

/** Resources of any type with any properties and edges. */
export const anyEstate: fc.Arbitrary<readonly ResourceRecord[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      props: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 }),
      edges: fc.dictionary(fc.constantFrom(...keys), fc.array(fc.nat(7), { maxLength: 2 }), { maxKeys: 3 }),
      isCreated: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((resources) =>
    resources.map(({ type, props, edges, isCreated }, i) => ({
      type,
      name: `r${i}`,
      urn: `urn:${i}`,
      id: isCreated ? `r${i}` : UNKNOWN,
      props,
      edges: Object.fromEntries(Object.entries(edges).map(([key, to]) => [key, to.map((n) => `urn:${n}`)])),
    })),
  );

function keysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return [...names, ...Object.values(value).flatMap(keysIn)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
