import type { StackPreview } from "@plinth/engine";
import {
  blocks,
  createEstate,
  type Judgement,
  judge,
  type ResourceRecord,
  recordsOf,
  rules,
  UNKNOWN,
} from "@plinth/policies";
import { memoize } from "@plinth/policies/core/memoize";
import type { Standard } from "@plinth/standards";
import { previewAgain } from "../../end-to-end/support/offline";
import { REPOSITORY } from "../../support/repository";
import { GENERATORS, shippedStacks, unseen } from "../mutations/mutated-stacks";
import type { Mutation } from "../mutations/mutation";
import { expectedOf, randomNumbers, registrationsOf, replay, type Stop, shuffled } from "./replay";

/** A stack with what the engine would know of it at each time. */
export interface ReplayedStack {
  readonly name: string;
  readonly standard: Standard;
  readonly records: readonly ResourceRecord[];
  /** Names of the inputs of each resource by URN. */
  readonly inputs: ReadonlyMap<string, ReadonlySet<string>>;
  /** The records by URN as a preview has them, without what AWS assigns. */
  readonly previewed: ReadonlyMap<string, ResourceRecord>;
}

export interface ReplayedMutation {
  readonly kind: string;
  readonly title: string;
  /** What blocks in the preview. */
  readonly inPreview: readonly Judgement[];
  /** Where `pulumi up` stops, if its preview has not, by the order in which resources are registered. */
  readonly up: readonly (Stop | undefined)[];
  /** Where it stops under `--skip-preview`, likewise. */
  readonly skippingPreview: readonly (Stop | undefined)[];
  /** What blocks at the end of the run at the latest. */
  readonly atEnd: readonly Judgement[];
}

export async function replayedStacks(names: readonly string[]): Promise<readonly ReplayedStack[]> {
  const stacks = await shippedStacks();
  const previews = [...stacks.values()].flatMap(({ preview }) => preview ?? []);
  const replayed: ReplayedStack[] = [];
  for (const name of names) {
    const { preview, standard } = stacks.get(name) ?? {};
    if (!preview || !standard) throw new Error(`no stack ${name}`);
    const unknown = await previewAgain(REPOSITORY, name, previews, { unknowns: true });
    replayed.push(replayedStack(preview, unknown, standard));
  }
  return replayed;
}

/**
 * @param update The stack as an update leaves it.
 * @param preview The same stack in the preview before the update.
 */
export function replayedStack(update: StackPreview, preview: StackPreview, standard: Standard): ReplayedStack {
  return {
    name: update.stack,
    standard,
    records: recordsOf(update.resources),
    inputs: new Map(update.resources.map(({ urn, inputs }) => [urn, new Set(Object.keys(inputs))])),
    previewed: new Map(recordsOf(preview.resources).map((record) => [record.urn, record])),
  };
}

/** Every mutation of a stack of which no stack before it has shown the like. */
export function mutationsOf(
  { records, standard }: ReplayedStack,
  shown: Map<string, Set<string>>,
): readonly { readonly kind: string; readonly mutation: Mutation }[] {
  return Object.entries(GENERATORS).flatMap(([kind, generate]) => {
    const seen = shown.get(kind) ?? new Set<string>();
    shown.set(kind, seen);
    return unseen(generate(records, standard), records, seen).map((mutation) => ({ kind, mutation }));
  });
}

/** @param orders How many orders of registration are tried: the program's own, then others by chance. */
export function replayMutation(
  stack: ReplayedStack,
  kind: string,
  mutation: Mutation,
  orders: number,
): ReplayedMutation {
  const { standard, inputs } = stack;
  const records = linked(mutation.records, stack);
  const original = originalOf(stack);
  const random = randomNumbers(records.length);
  const expected = expectedOf(records, standard);
  const registrations = Array.from({ length: orders }, (_, i) =>
    registrationsOf(i === 0 ? records : shuffled(records, random), inputs, original),
  );
  const blockingIn = (some: readonly ResourceRecord[]) => judge(rules, createEstate(some, standard)).filter(blocks);
  return {
    kind,
    title: `${stack.name}: ${mutation.title}`,
    inPreview: blockingIn(previewOf(records, stack)),
    up: registrations.map((some) => replay(some, standard, expected)),
    skippingPreview: registrations.map((some) => replay(some, standard)),
    atEnd: blockingIn(records),
  };
}

/** Whether nothing that is registered later can cure one of the violations. */
export function isIncurable({ atEnd }: ReplayedMutation): boolean {
  return atEnd.some(({ rule, verdict }) => {
    const cures = (verdict.outcome === "violation" ? verdict.cures : undefined) ?? rule.cures;
    return rule.scope === "resource" || cures?.length === 0;
  });
}

const originalOf = memoize(
  ({ records }: ReplayedStack): ReadonlyMap<string, ResourceRecord> =>
    new Map(records.map((record) => [record.urn, record])),
);

/** What AWS assigns to a stack, and to what a mutation adds to it. */
function assignedAmong(records: readonly ResourceRecord[], stack: ReplayedStack): readonly Assigned[] {
  const original = originalOf(stack);
  return [...assignedIn(stack), ...records.filter(({ urn }) => !original.has(urn)).flatMap(identitiesOf)];
}

/** Changed records with the edges that a program has which makes the change. */
export function linked(records: readonly ResourceRecord[], stack: ReplayedStack): readonly ResourceRecord[] {
  const original = originalOf(stack);
  const assigned = assignedAmong(records, stack);
  return records.map((record) => {
    const { urn, props } = record;
    const before = original.get(urn);
    const changes = Object.entries(props).filter(([key, value]) => before?.props[key] !== value);
    if (changes.length === 0) return record;
    const edges = changes.map(([key, value]) => {
      const text = JSON.stringify(stack.previewed.get(urn)?.props[key]) ?? "";
      // What the preview shows is written in the program.
      const found = assigned.filter((one) => one.urn !== urn && !text.includes(one.value) && holds(value, one));
      const isGone = (source: string) =>
        assigned.some((one) => one.urn === source && holds(before?.props[key], one)) &&
        !assigned.some((one) => one.urn === source && holds(value, one));
      const kept = (before?.edges?.[key] ?? []).filter((source) => !isGone(source));
      return [key, [...new Set([...kept, ...found.map((one) => one.urn)])]] as const;
    });
    return { ...record, edges: { ...record.edges, ...Object.fromEntries(edges) } };
  });
}

/** Linked records as a preview has them: what was not changed as before, the rest without what AWS assigns. */
export function previewOf(records: readonly ResourceRecord[], stack: ReplayedStack): readonly ResourceRecord[] {
  const original = originalOf(stack);
  const assigned = assignedAmong(records, stack);
  return records.map((record) => {
    const { urn, props, edges } = record;
    const [before, then] = [original.get(urn), stack.previewed.get(urn)];
    const inPreview = ([key, value]: [string, unknown]) => {
      if (then && before?.props[key] === value) return key in then.props ? [[key, then.props[key]]] : [];
      const sources = assigned.filter((one) => edges?.[key]?.includes(one.urn));
      return [[key, forgotten(value, sources)]];
    };
    return { ...record, id: then?.id, props: Object.fromEntries(Object.entries(props).flatMap(inPreview)) };
  });
}

/** An output of a resource, with what AWS assigns to it. */
export interface Assigned {
  readonly urn: string;
  /** Name of the output; `id` for the id. */
  readonly output: string;
  readonly value: string;
}

/** Shorter texts also occur by chance within others. */
const MIN_LENGTH = 8;

/** Texts that AWS assigns, each by the first resource that has it: none of them is known in a preview. */
export const assignedIn = memoize(({ records, previewed, inputs }: ReplayedStack): readonly Assigned[] => {
  const found = new Map<string, Assigned>();
  for (const { urn, type, id, props, provider } of records) {
    const then = previewed.get(urn);
    if (!then || !type.startsWith("aws:")) continue;
    // Some resources have the id of their account or region, which every program knows.
    const known = JSON.stringify(provider ?? {});
    for (const [output, value] of Object.entries({ ...props, id })) {
      if (typeof value !== "string" || value.length < MIN_LENGTH || inputs.get(urn)?.has(output)) continue;
      const isUnknown = output === "id" ? typeof then.id !== "string" : then.props[output] === UNKNOWN;
      if (isUnknown && !known.includes(value) && !found.has(value)) found.set(value, { urn, output, value });
    }
  }
  return [...found.values()];
});

/** By what others name a resource that a mutation adds. */
export function identitiesOf({ urn, id, props }: ResourceRecord): readonly Assigned[] {
  return Object.entries({ arn: props.arn, id }).flatMap(([output, value]) =>
    typeof value === "string" ? [{ urn, output, value }] : [],
  );
}

/** Whether something that is assigned stands in a text or is it. */
export function isIn(text: string, { value }: Assigned): boolean {
  return text === value || (value.length >= MIN_LENGTH && text.includes(value));
}

function holds(value: unknown, assigned: Assigned): boolean {
  if (typeof value === "string") return isIn(value, assigned);
  return typeof value === "object" && value !== null && Object.values(value).some((member) => holds(member, assigned));
}

function forgotten(value: unknown, assigned: readonly Assigned[]): unknown {
  if (typeof value === "string") return assigned.some((one) => isIn(value, one)) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map((member) => forgotten(member, assigned));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, forgotten(member, assigned)]));
}
