import type { Finding } from "./finding";
import type { Modules } from "./modules";

/**
 * Modules that import each other. Imports of types count too: two files that need each other's types cannot be read, moved
 * or tested alone. A `require.resolve` does not count: it only finds a file.
 */
export function circles(modules: Modules): readonly Finding[] {
  return stronglyConnected(edgesOf(modules)).map((members) => {
    const [first = "", ...rest] = members;
    return {
      path: first,
      problem: `imports itself through ${rest.join(", ") || "itself"}`,
      fix: "move what they share into a file that imports neither",
    };
  });
}

type Edges = ReadonlyMap<string, readonly string[]>;

function edgesOf({ byPath, reach }: Modules): Edges {
  return new Map(
    [...byPath.values()].map(({ path, uses }) => {
      const reached = uses.filter(({ kind }) => kind !== "path").map(({ specifier }) => reach(path, specifier));
      return [path, [...new Set(reached.filter((target) => target !== undefined))]];
    }),
  );
}

/** Groups of nodes that reach each other (Tarjan), each sorted; single nodes only if they reach themselves. */
function stronglyConnected(edges: Edges): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  const visit = (node: string): number => {
    const own = order.size;
    order.set(node, own);
    open.push(node);
    let low = own;
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? own);
    }
    if (low === own) {
      const members = open.splice(open.indexOf(node)).sort();
      if (members.length > 1 || edges.get(node)?.includes(node)) found.push(members);
    }
    return low;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}
