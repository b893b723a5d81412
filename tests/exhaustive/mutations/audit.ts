import type { ResourceRecord } from "@plinth/policies";
import { changed, type Generator, type Mutation, ofType, type Props } from "./mutation";

const WHOLE = "cloudtrail-trail-is-whole";
const RECORDS = "cloudtrail-trail-records-model-use";

const SETTINGS: readonly (readonly [string, unknown])[] = [
  ["isMultiRegionTrail", false],
  ["isMultiRegionTrail", undefined],
  ["includeGlobalServiceEvents", false],
  ["enableLogging", false],
  ["enableLogFileValidation", false],
  ["enableLogFileValidation", undefined],
  ["kmsKeyId", undefined],
];

/** Uses of Bedrock that answer no question of who used which model. */
const BESIDE = /Guardrail|Prompt/;

export const audit: Generator = (records) =>
  ofType(records, "aws:cloudtrail/trail:Trail").flatMap((trail) => [
    ...SETTINGS.map(([property, value]) => ({
      title: `${trail.name} with ${property} ${String(value)}`,
      records: changed(records, trail, { [property]: value }),
      caughtBy: [WHOLE],
      names: [trail.name],
    })),
    ...selectors(records, trail),
  ]);

function selectors(records: readonly ResourceRecord[], trail: ResourceRecord): readonly Mutation[] {
  const all: readonly Props[] = Array.isArray(trail.props.advancedEventSelectors)
    ? trail.props.advancedEventSelectors
    : [];
  const writes = { field: "readOnly", equals: ["false"] };
  return all
    .filter(({ name }) => !BESIDE.test(String(name)))
    .flatMap((selector): Mutation[] => {
      const instead = (...replacement: readonly Props[]) =>
        changed(records, trail, {
          advancedEventSelectors: all.flatMap((one) => (one === selector ? replacement : [one])),
        });
      const fields: readonly unknown[] = Array.isArray(selector.fieldSelectors) ? selector.fieldSelectors : [];
      const expected = { caughtBy: [RECORDS], names: [trail.name] };
      return [
        { title: `${trail.name} without ${String(selector.name)}`, records: instead(), ...expected },
        {
          title: `${trail.name} with changes alone of ${String(selector.name)}`,
          records: instead({ ...selector, fieldSelectors: [...fields, writes] }),
          ...expected,
        },
      ];
    });
}
