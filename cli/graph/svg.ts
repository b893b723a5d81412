import { ARCHITECTURE_LAYERS } from "../report/layers";
import { type Drawing, detailOf, layOut, type Point } from "./layout";
import type { DependencyGraph, GraphEdge } from "./model";

/** Hues of the five layers, in degrees: far enough apart for who sees few colours, and every layer has its name. */
const HUES = [215, 35, 280, 150, 345];

/** The graph as an SVG that needs nothing else: readable on light and dark pages, with words for who cannot see it. */
export function svgOf(graph: DependencyGraph): string {
  const drawing = layOut(graph);
  const [width, height] = [Math.ceil(drawing.width), Math.ceil(drawing.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(titleOf(graph))}</title>`,
    `<desc id="description">${escaped(descriptionOf(graph))}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>`,
    `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
    ...drawing.frames.map(frameText),
    ...drawing.edges.map(({ points, edge }) => edgeText(points, edge)),
    ...drawing.nodes.map(nodeText),
    "</svg>",
    "",
  ].join("\n");
}

const COLOURS = (lightness: { fill: number; line: number }) =>
  HUES.map(
    (hue, layer) => `.l${layer}{--fill:hsl(${hue} 60% ${lightness.fill}%);--line:hsl(${hue} 45% ${lightness.line}%)}`,
  ).join("");

const STYLE = [
  "svg{--page:#fff;--ink:#1f2328;--soft:#59636e;--fill:#f6f8fa;--line:#818b98}",
  COLOURS({ fill: 94, line: 45 }),
  "@media(prefers-color-scheme:dark){svg{--page:#0d1117;--ink:#f0f6fc;--soft:#9198a1;--fill:#151b23;--line:#656c76}",
  `${COLOURS({ fill: 16, line: 60 })}}`,
  "text{font-family:ui-sans-serif,system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:var(--ink)}",
  ".page{fill:var(--page)}.frame{fill:none;stroke:var(--line);stroke-dasharray:4 3}.stack{stroke-dasharray:none}",
  ".node rect{fill:var(--fill);stroke:var(--line)}.name{font-size:13px;font-weight:600}",
  ".detail,.caption{font-size:11px;fill:var(--soft)}.edge{fill:none;stroke:var(--soft);stroke-opacity:.7}",
  ".stack.edge,.account.edge{stroke-dasharray:5 4}.head{fill:var(--soft)}",
].join("");

/** A stack's frame needs no title: its stack is a node in it. */
function frameText({ box, title, layer }: Drawing["frames"][number]): string {
  if (layer === undefined) return `<rect class="frame stack" ${attributes(box)} rx="8"/>`;
  return [
    `<rect class="frame l${layer}" ${attributes(box)} rx="8"/>`,
    `<text class="caption" x="${round(box.x + 10)}" y="${round(box.y + 14)}">${escaped(title)}</text>`,
  ].join("");
}

function nodeText({ box, node }: Drawing["nodes"][number]): string {
  const style = node.layer === undefined ? "node" : `node l${ARCHITECTURE_LAYERS.indexOf(node.layer)}`;
  const middle = round(box.x + box.width / 2);
  return [
    `<g class="${style}" id="${node.id}"><rect ${attributes(box)} rx="${node.layer === undefined ? 22 : 6}"/>`,
    `<text class="name" text-anchor="middle" x="${middle}" y="${round(box.y + 19)}">${escaped(node.name)}</text>`,
    `<text class="detail" text-anchor="middle" x="${middle}" y="${round(box.y + 35)}">${escaped(detailOf(node))}</text></g>`,
  ].join("");
}

/** A line through the points, rounded at the inner ones. */
function edgeText(points: readonly Point[], { kind }: GraphEdge): string {
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  const [first, ...others] = points;
  const last = others.pop();
  if (!first || !last) return "";
  const bends = others.map((point, index) => {
    const next = others[index + 1] ?? last;
    return `Q${at(point)} ${at(index === others.length - 1 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  const path = bends.length > 0 ? bends.join("") : `L${at(last)}`;
  return `<path class="${kind} edge" marker-end="url(#arrow)" d="M${at(first)}${path}"/>`;
}

function titleOf({ stacks }: DependencyGraph): string {
  return stacks.length === 1 ? `Stack ${stacks[0]}` : `Stacks ${stacks.join(", ")}`;
}

/** Every node with what it needs, in words. */
function descriptionOf({ nodes, edges }: DependencyGraph): string {
  const names = new Map(nodes.map(({ id, name, kind }) => [id, `${name} (${kind})`]));
  const sentences = nodes.map(({ id }) => {
    const needed = edges.filter(({ from }) => from === id).map(({ to }) => names.get(to));
    return `${names.get(id)}${needed.length > 0 ? ` needs ${needed.join(", ")}` : ""}.`;
  });
  return sentences.join(" ");
}

function attributes(box: Drawing["frames"][number]["box"]): string {
  return (["x", "y", "width", "height"] as const).map((name) => `${name}="${round(box[name])}"`).join(" ");
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function escaped(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  // Characters that no XML document may hold.
  return safe.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
