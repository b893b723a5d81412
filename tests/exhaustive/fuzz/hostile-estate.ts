import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import fc from "fast-check";
import { examples } from "./changed-examples";
import { hostileDocument } from "./hostile-documents";
import { type PropertyValue, propertyValuesOf, replaced } from "./property-values";

type Records = readonly ResourceRecord[];

/** Names that every object answers to. */
const INHERITED = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
const text = fc.oneof(
  fc.constantFrom(...INHERITED, "*".repeat(500), "*a".repeat(500), `${"a/".repeat(5_000)}`, `${":".repeat(10_000)}`),
  fc.constantFrom("a".repeat(10_000), `arn:aws:s3:::${"a".repeat(10_000)}`, `{"a":`.repeat(2_000), "[".repeat(10_000)),
  fc.constantFrom("0.0.0.0/0".repeat(1_000), "::/0", "999.1.1.1/99", "-1", "NaN", "1e309", "\u0000", "\ud800"),
);

/** Properties as a parser of JSON makes them: `__proto__` is one like any other. */
const polluted = JSON.parse('{"__proto__":{"workload":"x"},"constructor":{"prototype":1},"toString":null,"length":-1}');

/** One way to make an estate worse. */
type Corruption = fc.Arbitrary<(records: Records) => Records>;

const documents: Corruption = hostileDocument.map(
  (document) => (records) => each(records, ({ value }) => (isDocument(value) ? document : value)),
);

/** The same document differently in each place is what caches do not help with. */
const document: Corruption = fc.tuple(fc.nat(), hostileDocument).map(
  ([n, hostile]) =>
    (records) =>
      at(records, n, (property) => isDocument(property.value), hostile),
);

const texts: Corruption = fc.tuple(fc.nat(), text).map(
  ([n, hostile]) =>
    (records) =>
      at(records, n, ({ value }) => typeof value === "string", hostile),
);

const allTexts: Corruption = text.map(
  (hostile) => (records) => each(records, ({ value }) => (typeof value === "string" ? hostile : value)),
);

const inherited: Corruption = fc
  .nat()
  .map((n) => (records) => at(records, n, ({ value }) => typeof value === "object" && value !== null, polluted));

const longLists: Corruption = fc
  .tuple(fc.nat(), fc.integer({ min: 100, max: 1_000 }))
  .map(([n, times]) => (records) => {
    const lists = propertyValuesOf(records).filter(({ value }) => Array.isArray(value) && value.length > 0);
    const property = lists[n % Math.max(1, lists.length)];
    if (!property || !Array.isArray(property.value)) return records;
    const [member] = property.value;
    const members = Array.from({ length: times }, (_, i) => (typeof member === "string" ? `${member}${i}` : member));
    return replaced(records, property, [...property.value, ...members]);
  });

const deep: Corruption = fc.tuple(fc.nat(), fc.integer({ min: 10, max: 300 })).map(([n, depth]) => (records) => {
  const properties = propertyValuesOf(records);
  const property = properties[n % Math.max(1, properties.length)];
  if (!property) return records;
  let { value } = property;
  for (let i = 0; i < depth; i++) value = i % 3 ? { [property.path.at(-1) ?? "a"]: value } : [value];
  return replaced(records, property, value);
});

/** Resources that one property depends on. */
const MOST_EDGES = 50;

/** Whatever is unknown and depends on what is around it, itself included. */
const unknownAndTangled: Corruption = fc.boolean().map((onlyReferences) => (records) => {
  const urns = records.slice(0, MOST_EDGES).map(({ urn }) => urn);
  const tangled = records.map(
    (record): ResourceRecord => ({
      ...record,
      id: UNKNOWN,
      edges: Object.fromEntries(
        [...Object.keys(record.props), ...Object.keys(record.edges ?? {})].map((key) => [key, urns]),
      ),
    }),
  );
  return onlyReferences
    ? tangled
    : tangled.map((record) => ({
        ...record,
        props: Object.fromEntries(Object.keys(record.props).map((key) => [key, UNKNOWN])),
      }));
});

/** Copies that refer to one another in a ring: role chains, groups that let each other in, routes, peerings. */
const ring: Corruption = fc.integer({ min: 2, max: 60 }).map((max) => (records) => {
  const fitting = Math.min(HEAVIEST / weightOf(records), MOST / Math.max(1, records.length));
  const copies = Math.max(2, Math.min(max, Math.floor(fitting)));
  const names = new Map(
    records.flatMap(({ id, name, props }) => [id, name, props.arn].filter(isText).map((n) => [n, n])),
  );
  return Array.from({ length: copies }, (_, i) => i).flatMap((i) =>
    records.map((record) => {
      const next = (i + 1) % copies;
      const props = renamed(record.props, names, next) as Record<string, unknown>;
      for (const own of ["id", "arn", "name", "bucket"]) {
        const value = record.props[own];
        if (isText(value)) props[own] = `${value}-${i}`;
      }
      return {
        ...record,
        name: `${record.name}-${i}`,
        urn: `${record.urn}-${i}`,
        id: isText(record.id) ? `${record.id}-${i}` : record.id,
        props,
        edges: Object.fromEntries(
          Object.entries(record.edges ?? {}).map(([key, urns]) => [key, urns.map((urn) => `${urn}-${next}`)]),
        ),
      };
    }),
  );
});

/** The rules' own examples, worsened in up to three ways. */
export const hostileEstate: fc.Arbitrary<Records> = fc
  .tuple(
    examples,
    fc.array(fc.oneof(documents, document, texts, allTexts, inherited, longLists, deep, unknownAndTangled, ring), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([records, worsenings]) =>
    worsenings.reduce<Records>((worse, worsen) => (weightOf(worse) < HEAVIEST ? worsen(worse) : worse), records),
  );

/** Characters, members and edges in an estate that is not made worse again: a dozen policies of the largest size. */
const HEAVIEST = 500_000;

/**
 * Resources in an estate that rings are made of. What is said of an estate as a whole is found out once, when the first
 * resource is asked about, and grows with its size: that is the benchmark's matter.
 */
const MOST = 1_000;

function weightOf(records: Records): number {
  const edges = records.flatMap((record) => Object.values(record.edges ?? {})).reduce((sum, to) => sum + to.length, 0);
  const values = propertyValuesOf(records).map(({ value }) => (typeof value === "string" ? value.length : 1));
  return values.reduce((sum, weight) => sum + weight, 1 + edges);
}

function isDocument(value: unknown): boolean {
  if (typeof value === "string") return value.includes('"Statement"');
  return typeof value === "object" && value !== null && "Statement" in value;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function each(records: Records, by: (property: PropertyValue) => unknown): Records {
  return propertyValuesOf(records).reduce((all, property) => {
    const value = by(property);
    return value === property.value ? all : replaced(all, property, value);
  }, records);
}

function at(records: Records, n: number, fits: (property: PropertyValue) => boolean, value: unknown): Records {
  const properties = propertyValuesOf(records).filter(fits);
  const property = properties[n % Math.max(1, properties.length)];
  return property ? replaced(records, property, value) : records;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>, n: number): unknown {
  if (typeof value === "string") return names.has(value) ? `${value}-${n}` : value;
  if (Array.isArray(value)) return value.map((member) => renamed(member, names, n));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renamed(member, names, n)]));
}
