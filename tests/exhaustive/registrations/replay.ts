import { blocks, createEstate, type Judgement, judge, type ResourceRecord, rules } from "@plinth/policies";
import type { ExpectedResource } from "@plinth/policies/crossguard/pending-resources";
import { Registrations } from "@plinth/policies/crossguard/registrations";
import type { Standard } from "@plinth/standards";

/** A violation that stopped an update, and the resource that was not created because of it. */
export interface Stop {
  readonly registered: ResourceRecord;
  readonly judgements: readonly Judgement[];
}

const MANDATORY = rules.filter(({ scope, level }) => scope === "stack" && level !== "advisory");
const OF_SINGLE_RESOURCES = rules.filter(({ scope, level }) => scope === "resource" && level !== "advisory");

/** Registers resources as an update would and returns the first stop; undefined if all are created. */
export function replay(
  registrations: readonly ResourceRecord[],
  standard: Standard,
  expected?: readonly ExpectedResource[],
): Stop | undefined {
  const run = new Registrations(standard, expected);
  for (const registered of registrations) {
    run.register(registered);
    const single = judge(OF_SINGLE_RESOURCES, createEstate([registered], standard)).filter(blocks);
    const judgements = [...single, ...MANDATORY.flatMap((rule) => run.certainViolations(rule))];
    if (judgements.length > 0) return { registered, judgements };
  }
  return undefined;
}

/** What a preview of these resources tells the update. */
export function expectedOf(records: readonly ResourceRecord[], standard: Standard): readonly ExpectedResource[] {
  return createEstate(records, standard).resources.map(({ urn, type, edges }) => ({ urn, type, edges }));
}

/**
 * Records as they are registered during an update: the inputs alone, without ids and what they depend on.
 * @param inputs Names of the inputs by URN; a resource that is not listed has nothing but inputs.
 * @param original The records before they were changed: what a change adds is an input.
 */
export function registrationsOf(
  records: readonly ResourceRecord[],
  inputs: ReadonlyMap<string, ReadonlySet<string>>,
  original: ReadonlyMap<string, ResourceRecord>,
): readonly ResourceRecord[] {
  return records.map(({ id: _, dependencies: __, ...record }) => {
    const own = inputs.get(record.urn);
    const before = original.get(record.urn)?.props;
    const props = Object.fromEntries(
      Object.entries(record.props).filter(([key, value]) => !own || own.has(key) || value !== before?.[key]),
    );
    return { ...record, props, edges: Object.fromEntries(Object.keys(props).map((key) => [key, []])) };
  });
}

/** The order in which an engine may register records: behind what they depend on, else by chance. */
export function shuffled(records: readonly ResourceRecord[], random: () => number): readonly ResourceRecord[] {
  const dependencies = dependenciesOf(records);
  const left = new Set(records);
  const order: ResourceRecord[] = [];
  const done = new Set<string>();
  while (left.size > 0) {
    const ready = [...left].filter(({ urn }) => [...(dependencies.get(urn) ?? [])].every((one) => done.has(one)));
    const next = ready[Math.floor(random() * ready.length)] ?? [...left][0];
    if (!next) break;
    left.delete(next);
    done.add(next.urn);
    order.push(next);
  }
  return order;
}

/** URNs that each record depends on: by edge, by parent, and by the ids and ARNs that it names. */
export function dependenciesOf(records: readonly ResourceRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byIdentity = new Map<string, string>();
  for (const { urn, id, props } of records) {
    for (const identity of [id, props.arn]) {
      if (typeof identity === "string" && identity.length > 4) byIdentity.set(identity, urn);
    }
  }
  const known = new Set(records.map(({ urn }) => urn));
  return new Map(
    records.map(({ urn, edges, parent, props }) => {
      const byEdge = edges ? Object.values(edges).flat() : textsIn(props).flatMap((text) => byIdentity.get(text) ?? []);
      const all = [...byEdge, ...(parent ? [parent] : [])].filter((one) => one !== urn && known.has(one));
      return [urn, new Set(all)];
    }),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Numbers from 0 to 1 that are the same in each run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
