import { graphlib, layout } from "@dagrejs/dagre";
import { ARCHITECTURE_LAYERS } from "../report/layers";
import type { DependencyGraph, GraphEdge, GraphNode } from "./model";

/** A rectangle, by its upper left corner; pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point, from the upper left corner; pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A graph with its places. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Frames of stacks, then of layers. */
  readonly frames: readonly { readonly box: Box; readonly title: string; readonly layer: number | undefined }[];
  readonly nodes: readonly { readonly box: Box; readonly node: GraphNode }[];
  readonly edges: readonly { readonly points: readonly Point[]; readonly edge: GraphEdge }[];
}

type Dagre = graphlib.Graph<Record<string, string | number>, Partial<Box>, { points?: Point[] }>;

const NODE_HEIGHT = 44;
/** Widths of a character, rounded up, since there is no browser to measure with. */
const TITLE_CHARACTER = 7.6;
const DETAIL_CHARACTER = 6.4;
const PADDING = 24;
/** Room above and below each node, so that a frame's title has its place. */
const MARGIN = 12;

/** Puts the nodes of each layer of each stack into a frame of their own; nothing overlaps. */
export function layOut(graph: DependencyGraph): Drawing {
  const dagre: Dagre = new graphlib.Graph({ compound: true });
  dagre.setGraph({ rankdir: "LR", nodesep: 4, ranksep: 56, edgesep: 10, marginx: 24, marginy: 24 });
  const frames = new Map<string, { title: string; layer: number | undefined }>();
  for (const node of graph.nodes) {
    dagre.setNode(node.id, { width: widthOf(node), height: NODE_HEIGHT + 2 * MARGIN });
    const frame = frameOf(graph, node, frames, dagre);
    if (frame !== undefined) dagre.setParent(node.id, frame);
  }
  for (const { from, to } of graph.edges) dagre.setEdge(from, to, {});
  layout(dagre);
  const size = dagre.graph();
  const boxes = new Map(graph.nodes.map(({ id }) => [id, inset(boxOf(dagre.node(id)))]));
  const boxOfNode = (id: string) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    width: Number(size.width),
    height: Number(size.height),
    frames: [...frames].map(([id, frame]) => ({ ...frame, box: boxOf(dagre.node(id)) })),
    nodes: graph.nodes.map((node) => ({ node, box: boxOfNode(node.id) })),
    edges: graph.edges.map((edge) => {
      const bends = dagre.edge(edge.from, edge.to).points?.slice(1, -1) ?? [];
      return { edge, points: between(boxOfNode(edge.from), bends, boxOfNode(edge.to)) };
    }),
  };
}

/** The frame that a node stands in, made when the first one does; none for a stack that is not drawn. */
function frameOf(
  { stacks }: DependencyGraph,
  { stack, layer }: GraphNode,
  frames: Map<string, { title: string; layer: number | undefined }>,
  dagre: Dagre,
): string | undefined {
  if (!stacks.includes(stack)) return undefined;
  const ofStack = stacks.length === 1 ? undefined : `stack ${stack}`;
  if (ofStack !== undefined && !frames.has(ofStack)) {
    frames.set(ofStack, { title: stack, layer: undefined });
    dagre.setNode(ofStack, {});
  }
  if (layer === undefined) return ofStack;
  const id = `layer ${layer} of ${stack}`;
  if (!frames.has(id)) {
    frames.set(id, { title: layer, layer: ARCHITECTURE_LAYERS.indexOf(layer) });
    dagre.setNode(id, {});
    if (ofStack !== undefined) dagre.setParent(id, ofStack);
  }
  return id;
}

function widthOf(node: GraphNode): number {
  return PADDING + Math.max(node.name.length * TITLE_CHARACTER, detailOf(node).length * DETAIL_CHARACTER);
}

/** The second line of a node. */
export function detailOf({ kind, resources }: GraphNode): string {
  return resources > 1 ? `${kind} · ${resources} resources` : kind;
}

/** From dagre's box, whose position is its centre. */
function boxOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function inset({ x, y, width, height }: Box): Box {
  return { x, y: y + MARGIN, width, height: height - 2 * MARGIN };
}

/** A line from border to border: where dagre would end it is the border of a node with its margin. */
function between(from: Box, bends: readonly Point[], to: Box): Point[] {
  const [first = centreOf(to), last = centreOf(from)] = [bends[0], bends.at(-1)];
  return [borderTowards(from, first), ...bends, borderTowards(to, last)];
}

function borderTowards(box: Box, point: Point): Point {
  const centre = centreOf(box);
  const [x, y] = [point.x - centre.x, point.y - centre.y];
  const share = Math.min(box.width / 2 / Math.abs(x), box.height / 2 / Math.abs(y), 1);
  return { x: centre.x + x * share, y: centre.y + y * share };
}

function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
