import { loadStandard, type Standard } from "@plinth/standards";
import { createUrn } from "@plinth/standards/pulumi/urn";
import { createEstate } from "../core/estate";
import { judge } from "../core/judge";
import { type Outcome, type ResourceRecord, type Rule, UNKNOWN } from "../core/rule";
import type { RuleExample } from "./rule-examples";

/** One run of one example: what it is called, what it has to be, and how to find out. */
export interface ExampleCase {
  /** `<title of the example>: <outcome>`, with `, references unknown` where they are. Unique if the examples' titles are. */
  readonly title: string;
  /** The outcome that the example states. */
  readonly expected: Outcome;
  /** Asks the rule about the example's first resource. @throws what the rule threw. */
  readonly judged: () => Outcome;
}

/**
 * Cases for any test framework: each example with its references known, and once more with them unknown, as in a preview
 * of resources that are not there yet. The repository's own rules are tested by the same.
 * @param standard Default: the one in force.
 */
export function exampleCases(
  rule: Rule,
  examples: readonly RuleExample[],
  standard: Standard = loadStandard(),
): readonly ExampleCase[] {
  return examples.flatMap((example) => {
    const { title, outcome, whenReferencesUnknown = outcome, resources } = example;
    const known: ExampleCase = {
      title: `${title}: ${outcome}`,
      expected: outcome,
      judged: () => outcomeOf(rule, exampleRecords(example, "known"), standard),
    };
    if (!resources.some(({ refersTo }) => refersTo)) return [known];
    const unknown: ExampleCase = {
      title: `${title}, references unknown: ${whenReferencesUnknown}`,
      expected: whenReferencesUnknown,
      judged: () => outcomeOf(rule, exampleRecords(example, "unknown"), standard),
    };
    return [known, unknown];
  });
}

function outcomeOf(rule: Rule, records: readonly ResourceRecord[], standard: Standard): Outcome {
  const [first] = judge([rule], createEstate(records, standard)).filter(
    ({ resource }) => resource.urn === records[0]?.urn,
  );
  if (first?.fault) throw first.fault;
  // A rule does not apply to a type that it is not asked about.
  return first?.verdict.outcome ?? "not-applicable";
}

type ExampleResource = RuleExample["resources"][number];

/** The records of an example, with every reference known or with every reference unknown and only its edge left. */
export function exampleRecords(example: RuleExample, references: "known" | "unknown"): ResourceRecord[] {
  return example.resources.map((resource) => {
    const props: Record<string, unknown> = { ...resource.props };
    const edges: Record<string, string[]> = {};
    for (const [property, targets] of Object.entries(resource.refersTo ?? {})) {
      const names = typeof targets === "string" ? [targets] : [...targets];
      edges[property] = names.map((name) => urnOf(named(example, name)));
      props[property] =
        references === "known"
          ? (props[property] ?? targets)
          : forget(props[property], new Set(names.flatMap((name) => identitiesOf(named(example, name)))));
    }
    const referredTo = references === "unknown" && isReferredTo(example, resource.name);
    if (referredTo && typeof props.arn === "string") props.arn = UNKNOWN;
    const id = referredTo ? UNKNOWN : typeof props.id === "string" ? props.id : resource.name;
    return {
      urn: urnOf(resource),
      type: resource.type,
      name: resource.name,
      id,
      props,
      provider: resource.provider,
      edges,
      dependencies: [
        ...Object.values(edges).flat(),
        ...(resource.dependsOn ?? []).map((name) => urnOf(named(example, name))),
      ],
    };
  });
}

function urnOf({ type, name }: ExampleResource): string {
  return createUrn({ stack: "example", project: "example" }, "", type, name);
}

function named(example: RuleExample, name: string): ExampleResource {
  const resource = example.resources.find((candidate) => candidate.name === name);
  if (!resource) throw new Error(`example "${example.title}" refers to "${name}", which is not in it`);
  return resource;
}

function isReferredTo(example: RuleExample, name: string): boolean {
  return example.resources.some(({ refersTo }) =>
    Object.values(refersTo ?? {})
      .flat()
      .includes(name),
  );
}

function identitiesOf({ name, props }: ExampleResource): string[] {
  return [name, props.id, props.arn].filter((identity): identity is string => typeof identity === "string");
}

/** The value with each leaf that names a target forgotten; forgotten as a whole if no leaf does. */
function forget(value: unknown, identities: ReadonlySet<string>): unknown {
  const forgotten = forgetLeaves(value, identities);
  return forgotten === value ? UNKNOWN : forgotten;
}

function forgetLeaves(value: unknown, identities: ReadonlySet<string>): unknown {
  if (typeof value === "string") {
    const names = [...identities].some(
      (identity) => value === identity || (value.length > 60 && value.includes(identity)),
    );
    return names ? UNKNOWN : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, forgetLeaves(member, identities)] as const);
  if (entries.every(([key, member]) => Reflect.get(value, key) === member)) return value;
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
