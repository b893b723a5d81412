import type { DrawnStack } from "./model";

/** Formats of a drawing. */
export const GRAPH_FORMATS = ["mermaid", "svg"] as const;

/** Format of a drawing. */
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/**
 * The dependency graph of `stacks`, drawn. What draws is loaded when it is asked for.
 * @param everyResource Shows every resource instead of the outermost components.
 */
export function drawingOf(stacks: readonly DrawnStack[], format: GraphFormat, everyResource: boolean): string {
  const { graphOf } = require("./model") as typeof import("./model");
  const graph = graphOf(stacks, everyResource);
  return format === "svg"
    ? (require("./svg") as typeof import("./svg")).svgOf(graph)
    : (require("./mermaid") as typeof import("./mermaid")).mermaidOf(graph);
}
