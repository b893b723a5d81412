import type { PreviewedResource, StackPreview } from "@plinth/engine";
import { STACK_REFERENCE_TYPE, STACK_TYPE, typeOfUrn } from "@plinth/standards/pulumi/urn";
import { ARCHITECTURE_LAYERS, type ArchitectureLayer, layerOf } from "../report/layers";
import { managedResources } from "../run/managed-resources";
import { layerOfComponent } from "./component-layers";

/** What depends on what in one or more stacks, ready to be drawn; the same for the same stacks, in the same order. */
export interface DependencyGraph {
  /** Names of the stacks that are drawn. */
  readonly stacks: readonly string[];
  /** By stack, layer and name. */
  readonly nodes: readonly GraphNode[];
  /** By the order of the nodes. */
  readonly edges: readonly GraphEdge[];
}

/** A component or resource, or a stack. */
export interface GraphNode {
  /** Short, and unlike every other node's. */
  readonly id: string;
  /** Name of its stack. */
  readonly stack: string;
  /** Logical name. */
  readonly name: string;
  /** Class of the component or resource: `InferenceVpc`, `Bucket`. */
  readonly kind: string;
  /** Undefined for a stack itself. */
  readonly layer: ArchitectureLayer | undefined;
  /** Resources that it stands for, itself included. */
  readonly resources: number;
}

/** A dependency between two nodes. */
export interface GraphEdge {
  /** Id of the node that depends. */
  readonly from: string;
  /** What `from` needs. */
  readonly to: string;
  /** `uses`: a property of one is a property of the other; `stack`: a StackReference; `account`: where a stack is deployed. */
  readonly kind: "uses" | "stack" | "account";
}

/** One stack, and the configuration that it ran with. */
export interface DrawnStack {
  /** What the stack registered. */
  readonly preview: StackPreview;
  /** Configuration by full key. */
  readonly config: Readonly<Record<string, string>>;
}

/** A node before it has its id. */
interface Draft extends Omit<GraphNode, "id"> {
  readonly key: string;
}

/**
 * The graph of `stacks`: a node for each outermost component (a blueprint, which only holds components, is shown by those
 * that it holds), and for each resource that stands alone.
 * @param everyResource A node for each resource instead.
 */
export function graphOf(stacks: readonly DrawnStack[], everyResource: boolean): DependencyGraph {
  const names = stacks.map(({ preview }) => preview.stack);
  const drafts: Draft[] = [];
  const links: { from: string; to: string; kind: GraphEdge["kind"] }[] = [];
  for (const { preview } of stacks) {
    const ownerOf = everyResource ? itself(preview) : outermost(preview);
    drafts.push(...draftsOf(preview, ownerOf));
    const uses = usesOf(preview, ownerOf);
    links.push(...uses, ...referencesOf(preview).filter(({ to }) => !uses.some((link) => link.to === to)));
  }
  links.push(...accountsOf(stacks, drafts));
  const named = stacks.length > 1 ? names.map(stackKey) : [];
  const referred = new Set([...named, ...links.flatMap(({ from, to }) => [from, to]).filter(isStackKey)]);
  for (const key of referred) drafts.push(stackDraft(key));
  const nodes = drafts
    .sort(inOrder(names))
    .map(({ key, ...node }, index) => ({ key, node: { id: `n${index}`, ...node } }));
  const ids = new Map(nodes.map(({ key, node }) => [key, node.id]));
  return { stacks: names, nodes: nodes.map(({ node }) => node), edges: edgesOf(links, ids) };
}

type OwnerOf = (urn: string) => string | undefined;

function itself(preview: StackPreview): OwnerOf {
  const managed = new Set(managedResources(preview).map(({ urn }) => urn));
  return (urn) => (managed.has(urn) ? urn : undefined);
}

/** The outermost component or resource around a resource; undefined for what is not drawn. */
function outermost(preview: StackPreview): OwnerOf {
  const byUrn = new Map(preview.resources.map((resource) => [resource.urn, resource]));
  const holders = new Set(preview.resources.filter((resource) => onlyHolds(resource, preview)).map(({ urn }) => urn));
  const isOutside = (urn: string | undefined) =>
    urn === undefined || holders.has(urn) || byUrn.get(urn)?.type === STACK_TYPE;
  return (urn) => {
    let at = byUrn.get(urn);
    if (!at || isOutside(urn) || at.type.startsWith("pulumi:")) return undefined;
    while (!isOutside(at?.parent)) at = byUrn.get(at?.parent ?? "");
    return at?.urn;
  };
}

/** A component right below the stack that has components and no resource of its own. */
function onlyHolds({ urn, custom, type, parent }: PreviewedResource, { resources }: StackPreview): boolean {
  if (custom || type === STACK_TYPE || !parent || typeOfUrn(parent) !== STACK_TYPE) return false;
  const children = resources.filter((child) => child.parent === urn);
  return children.length > 0 && children.every((child) => !child.custom);
}

function draftsOf(preview: StackPreview, ownerOf: OwnerOf): Draft[] {
  const owned = new Map<string, PreviewedResource[]>();
  for (const resource of managedResources(preview)) {
    const owner = ownerOf(resource.urn);
    if (owner !== undefined) owned.set(owner, [...(owned.get(owner) ?? []), resource]);
  }
  return preview.resources.flatMap(({ urn, type, name, custom }) => {
    const resources = owned.get(urn);
    if (!resources) return [];
    const layer = (custom ? undefined : layerOfComponent(type)) ?? commonest(resources.map((r) => layerOf(r.type)));
    const kind = type.slice(type.lastIndexOf(":") + 1);
    return [{ key: urn, stack: preview.stack, name, kind, layer, resources: resources.length }];
  });
}

function usesOf(preview: StackPreview, ownerOf: OwnerOf) {
  const references = new Map(
    preview.resources.filter(({ type }) => type === STACK_REFERENCE_TYPE).map(({ urn, id }) => [urn, stackKey(id)]),
  );
  return preview.resources.flatMap(({ urn, dependencies, propertyDependencies }) => {
    const from = ownerOf(urn);
    if (from === undefined) return [];
    return [...new Set([...dependencies, ...Object.values(propertyDependencies).flat()])].flatMap((used) => {
      const to = references.get(used) ?? ownerOf(used);
      return to === undefined
        ? []
        : [{ from, to, kind: references.has(used) ? ("stack" as const) : ("uses" as const) }];
    });
  });
}

/** The stacks whose outputs a stack reads, whatever it does with them. */
function referencesOf(preview: StackPreview) {
  return preview.resources
    .filter(({ type }) => type === STACK_REFERENCE_TYPE)
    .map(({ id }) => ({ from: stackKey(preview.stack), to: stackKey(id), kind: "stack" as const }));
}

/** From a stack to the account that it is deployed to, where another stack's configuration names and makes that account. */
function accountsOf(stacks: readonly DrawnStack[], drafts: readonly Draft[]) {
  return stacks.flatMap(({ preview, config }) =>
    stacks.flatMap((other) => {
      const name = accountNames(other.config).get(config["plinth:account"] ?? "");
      const made = drafts.find((draft) => draft.stack === other.preview.stack && draft.name === name);
      return made ? [{ from: stackKey(preview.stack), to: made.key, kind: "account" as const }] : [];
    }),
  );
}

/** Names of the accounts in a stack's configuration, by number. */
function accountNames(config: DrawnStack["config"]): ReadonlyMap<string, string> {
  try {
    const accounts = Object.entries(JSON.parse(config["plinth:accounts"] ?? "{}") as Record<string, { id?: unknown }>);
    return new Map(accounts.flatMap(([name, { id }]) => (typeof id === "string" ? [[id, name] as const] : [])));
  } catch {
    return new Map(); // Not Plinth's configuration, then.
  }
}

/** `<organization>/<project>/<stack>` or a stack's own name. */
function stackKey(reference: string): string {
  return `stack ${reference.slice(reference.lastIndexOf("/") + 1)}`;
}

function isStackKey(key: string): boolean {
  return key.startsWith("stack ");
}

function stackDraft(key: string): Draft {
  const stack = key.slice("stack ".length);
  return { key, stack, name: stack, kind: "stack", layer: undefined, resources: 0 };
}

function edgesOf(
  links: readonly { from: string; to: string; kind: GraphEdge["kind"] }[],
  ids: ReadonlyMap<string, string>,
) {
  const edges = new Map<string, GraphEdge>();
  for (const { from, to, kind } of links) {
    const [source, target] = [ids.get(from), ids.get(to)];
    if (source === undefined || target === undefined || source === target) continue;
    edges.set(`${source} ${target}`, { from: source, to: target, kind });
  }
  const number = (id: string) => Number(id.slice(1));
  return [...edges.values()].sort((a, b) => number(a.from) - number(b.from) || number(a.to) - number(b.to));
}

function commonest(layers: readonly ArchitectureLayer[]): ArchitectureLayer {
  const count = (layer: ArchitectureLayer) => layers.filter((other) => other === layer).length;
  return [...ARCHITECTURE_LAYERS].sort((a, b) => count(b) - count(a))[0] ?? "application and orchestration";
}

function inOrder(stacks: readonly string[]) {
  const rank = ({ layer }: Draft) => (layer === undefined ? -1 : ARCHITECTURE_LAYERS.indexOf(layer));
  return (a: Draft, b: Draft): number =>
    stacks.indexOf(a.stack) - stacks.indexOf(b.stack) ||
    rank(a) - rank(b) ||
    compare(a.name, b.name) ||
    compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
