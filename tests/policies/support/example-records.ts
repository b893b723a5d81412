import { type ResourceRecord, type RuleExample, UNKNOWN } from "@plinth/policies";

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
    };
  });
}

function urnOf({ type, name }: ExampleResource): string {
  return `urn:pulumi:example::example::${type}::${name}`;
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
