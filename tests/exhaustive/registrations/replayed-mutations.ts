import { createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules, UNKNOWN } from "@plinth/policies";
import type { Standard } from "@plinth/standards";
import { previewAgain } from "../../end-to-end/support/offline";
import { REPOSITORY } from "../../support/repository";
import { catchersOf, GENERATORS, shippedStacks, unseen } from "../mutations/mutated-stacks";
import type { Mutation } from "../mutations/mutation";
import { expectedOf, randomNumbers, registrationsOf, replay, type Stop, shuffled } from "./replay";

/** A stack with what the engine would know of it at each time. */
export interface ReplayedStack {
  readonly name: string;
  readonly standard: Standard;
  readonly records: readonly ResourceRecord[];
  /** Names of the inputs of each resource by URN. */
  readonly inputs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Values that AWS assigns: none of them is known in a preview. */
  readonly assigned: ReadonlySet<string>;
}

export interface ReplayedMutation {
  readonly kind: string;
  readonly title: string;
  /** Whether the preview blocks it. */
  readonly inPreview: boolean;
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
    const { preview, records = [], standard } = stacks.get(name) ?? {};
    if (!preview || !standard) throw new Error(`no stack ${name}`);
    const unknown = await previewAgain(REPOSITORY, name, previews, { unknowns: true });
    replayed.push({
      name,
      standard,
      records,
      inputs: new Map(preview.resources.map(({ urn, inputs }) => [urn, new Set(Object.keys(inputs))])),
      assigned: assignedIn(records, recordsOf(unknown.resources)),
    });
  }
  return replayed;
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
  const { records } = mutation;
  const original = new Map(stack.records.map((record) => [record.urn, record]));
  const random = randomNumbers(records.length);
  const expected = expectedOf(records, standard);
  const registrations = Array.from({ length: orders }, (_, i) =>
    registrationsOf(i === 0 ? records : shuffled(records, random), inputs, original),
  );
  const judged = (some: readonly ResourceRecord[]) => judge(rules, createEstate(some, standard));
  const inPreview = records.map((record) => withoutAssigned(record, stack.assigned));
  const isCaught = (judgement: Judgement) =>
    catchersOf(mutation, [judgement]).length > 0 && judgement.rule.level !== "advisory";
  return {
    kind,
    title: `${stack.name}: ${mutation.title}`,
    inPreview: judged(inPreview).some(isCaught),
    up: registrations.map((some) => replay(some, standard, expected)),
    skippingPreview: registrations.map((some) => replay(some, standard)),
    atEnd: judged(records).filter(isCaught),
  };
}

/** Whether nothing that is registered later can cure one of the violations. */
export function isIncurable({ atEnd }: ReplayedMutation): boolean {
  return atEnd.some(({ rule, verdict }) => {
    const cures = (verdict.outcome === "violation" ? verdict.cures : undefined) ?? rule.cures;
    return rule.scope === "resource" || cures?.length === 0;
  });
}

function assignedIn(known: readonly ResourceRecord[], unknown: readonly ResourceRecord[]): ReadonlySet<string> {
  const before = new Map(unknown.map((record) => [record.urn, record]));
  const values = known.flatMap(({ urn, id, props }) => {
    const then = before.get(urn);
    const own = Object.entries(props).flatMap(([key, value]) => (then?.props[key] === UNKNOWN ? value : []));
    return [...own, ...(then?.id === UNKNOWN ? [id] : [])];
  });
  return new Set(values.filter((value) => typeof value === "string" && value.length > 7) as string[]);
}

function withoutAssigned(record: ResourceRecord, assigned: ReadonlySet<string>): ResourceRecord {
  const { id, props } = record;
  return {
    ...record,
    id: typeof id === "string" && assigned.has(id) ? UNKNOWN : id,
    props: forgotten(props, assigned) as ResourceRecord["props"],
  };
}

function forgotten(value: unknown, assigned: ReadonlySet<string>): unknown {
  if (typeof value === "string") return isAssigned(value, assigned) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map((member) => forgotten(member, assigned));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, forgotten(member, assigned)]));
}

function isAssigned(text: string, assigned: ReadonlySet<string>): boolean {
  return assigned.has(text) || (text.startsWith("{") && [...assigned].some((value) => text.includes(value)));
}
