import { blocks, createEstate, type Judgement, judge, type ResourceRecord, rules } from "@plinth/policies";
import { isInAiEstate } from "@plinth/policies/readers/estate/ai-estate";
import type { Standard } from "@plinth/standards";
import { isProviderType } from "@plinth/standards/pulumi/urn";
import type { Mutation } from "../../exhaustive/mutations/mutation";
import { dependenciesOf } from "../../exhaustive/registrations/replay";
import { linked, type ReplayedStack } from "../../exhaustive/registrations/replayed-mutations";

/** A program of so many resources needs no further cut. */
const FEW = 30;

/**
 * The records of a mutation cut down to what it touches, with all that these depend on: of them the rules say what they
 * say of the whole stack. In an order in which a program can register them.
 */
export function cutDown(mutation: Mutation, stack: ReplayedStack): readonly ResourceRecord[] {
  const { standard } = stack;
  const records = linked(mutation.records, stack);
  const graph = new Graph(records);
  const whole = blocking(records, standard);
  const core = new Set([...touched(records, stack), ...whole.map(({ resource }) => resource.within ?? resource.urn)]);
  const isSame = (some: readonly ResourceRecord[]) => keysOf(blocking(some, standard)) === keysOf(whole);
  const decisive = records.find(({ urn }) => isInAiEstate(createEstate(graph.closure([urn]), standard)) === true);
  const around = grown(graph, decisive ? [...core, decisive.urn] : [...core], whole, standard);
  return isSame(around) && around.length <= FEW ? around : reduced(graph, core, isSame);
}

/** Resources with what depends on those that are broken without it. */
function grown(
  graph: Graph,
  core: readonly string[],
  whole: readonly Judgement[],
  standard: Standard,
): readonly ResourceRecord[] {
  const wanted = new Set(whole.map(keyOf));
  const urns = new Set(core);
  for (;;) {
    const cut = graph.closure(urns);
    const size = urns.size;
    for (const judgement of blocking(cut, standard)) {
      if (wanted.has(keyOf(judgement))) continue;
      for (const urn of graph.dependents(judgement.resource.within ?? judgement.resource.urn)) urns.add(urn);
    }
    if (urns.size === size || cut.length > FEW) return cut;
  }
}

/** All resources without those, component by component, that make no difference. */
function reduced(
  graph: Graph,
  core: ReadonlySet<string>,
  isSame: (records: readonly ResourceRecord[]) => boolean,
): readonly ResourceRecord[] {
  let left = graph.ordered;
  // What a provider manages does not name it among its dependencies.
  const removable = graph.ordered.filter(({ type }) => !isProviderType(type));
  const parts = removable.map(({ urn }) => graph.above(urn)).sort((a, b) => b.size - a.size);
  for (const part of parts) {
    if ([...core].some((urn) => part.has(urn))) continue;
    const fewer = left.filter(({ urn }) => !part.has(urn));
    if (fewer.length < left.length && isSame(fewer)) left = fewer;
  }
  return left;
}

/** URNs of what a mutation changed, added, or left without something that it depends on or that depends on it. */
function touched(records: readonly ResourceRecord[], stack: ReplayedStack): readonly string[] {
  const original = new Map(stack.records.map((record) => [record.urn, record]));
  const changed = records.filter((record) => original.get(record.urn) !== record).map(({ urn }) => urn);
  const left = new Set(records.map(({ urn }) => urn));
  const dependencies = dependenciesOf(stack.records);
  const removed = stack.records.filter(({ urn }) => !left.has(urn)).map(({ urn }) => urn);
  const neighbours = removed.flatMap((urn) => [
    ...(dependencies.get(urn) ?? []),
    ...[...dependencies].flatMap(([one, its]) => (its.has(urn) ? one : [])),
  ]);
  return [...changed, ...neighbours.filter((urn) => left.has(urn) && !isComponent(original.get(urn)))];
}

class Graph {
  private readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ordered: readonly ResourceRecord[];

  constructor(records: readonly ResourceRecord[]) {
    this.dependencies = dependenciesOf(records);
    this.ordered = inOrder(records, this.dependencies);
  }

  /** The resources with all that they depend on, and the providers. */
  closure(urns: Iterable<string>): readonly ResourceRecord[] {
    const closed = new Set<string>();
    const visit = (urn: string): void => {
      if (closed.has(urn)) return;
      closed.add(urn);
      for (const one of this.dependencies.get(urn) ?? []) visit(one);
    };
    for (const urn of urns) visit(urn);
    return this.ordered.filter(({ urn, type }) => closed.has(urn) || isProviderType(type));
  }

  /** The resource and all that depend on it, its children among them. */
  above(urn: string): ReadonlySet<string> {
    const found = new Set([urn]);
    for (const one of found) for (const dependent of this.dependents(one)) found.add(dependent);
    return found;
  }

  dependents(target: string): readonly string[] {
    return [...this.dependencies].flatMap(([urn, its]) => (its.has(target) ? urn : []));
  }
}

/** Each behind what it depends on, else as they are. */
function inOrder(
  records: readonly ResourceRecord[],
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ResourceRecord[] {
  const byUrn = new Map(records.map((record) => [record.urn, record]));
  const ordered = new Set<ResourceRecord>();
  const visited = new Set<string>();
  const visit = (record: ResourceRecord): void => {
    if (visited.has(record.urn)) return;
    visited.add(record.urn);
    for (const urn of dependencies.get(record.urn) ?? []) {
      const dependency = byUrn.get(urn);
      if (dependency) visit(dependency);
    }
    ordered.add(record);
  };
  for (const record of records) if (isProviderType(record.type)) visit(record);
  for (const record of records) visit(record);
  return [...ordered];
}

function isComponent(record: ResourceRecord | undefined): boolean {
  return !record?.type.startsWith("aws:");
}

function blocking(records: readonly ResourceRecord[], standard: Standard): readonly Judgement[] {
  return judge(rules, createEstate(records, standard)).filter(blocks);
}

function keysOf(judgements: readonly Judgement[]): string {
  return JSON.stringify(judgements.map(keyOf).sort());
}

function keyOf({ rule, resource }: Judgement): string {
  return `${rule.id} ${resource.urn}`;
}
