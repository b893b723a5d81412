import { ARCHITECTURE_LAYERS } from "../report/layers";
import type { DependencyGraph, GraphEdge, GraphNode } from "./model";

const ARROWS: Readonly<Record<GraphEdge["kind"], string>> = { uses: "-->", stack: "-.->", account: "-. account .->" };

/** The graph as a Mermaid flowchart, which GitHub and GitLab draw; ends with a newline. */
export function mermaidOf({ stacks, nodes, edges }: DependencyGraph): string {
  const lines = stacks.flatMap((stack, index) => {
    const own = nodes.filter((node) => node.stack === stack);
    const layers = ARCHITECTURE_LAYERS.flatMap((layer, row) => {
      const members = own.filter((node) => node.layer === layer);
      return members.length === 0 ? [] : block(`s${index}l${row}`, layer, members.map(nodeLine));
    });
    const whole = [...own.filter(({ layer }) => layer === undefined).map(nodeLine), ...layers];
    return stacks.length === 1 ? whole : block(`s${index}`, stack, whole);
  });
  const elsewhere = nodes.filter(({ stack }) => !stacks.includes(stack)).map(nodeLine);
  const arrows = edges.map(({ from, to, kind }) => `${from} ${ARROWS[kind]} ${to}`);
  return `${["flowchart LR", ...[...lines, ...elsewhere, ...arrows].map((line) => `  ${line}`)].join("\n")}\n`;
}

function block(id: string, title: string, lines: readonly string[]): string[] {
  return [`subgraph ${id}["${escaped(title)}"]`, ...lines.map((line) => `  ${line}`), "end"];
}

function nodeLine({ id, name, kind, resources, layer }: GraphNode): string {
  if (layer === undefined) return `${id}(["${escaped(name)}"])`;
  const count = resources > 1 ? ` · ${resources} resources` : "";
  return `${id}["${escaped(name)}<br/>${escaped(kind)}${count}"]`;
}

/** Mermaid's own entity codes: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters (2026-11). */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} _./:@-]/gu, (character) => `#${character.codePointAt(0)};`);
}
