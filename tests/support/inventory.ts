import type { StackPreview } from "@plinth/engine";

/**
 * What a stack is made of: `type name` of each resource, indented under its parent, in an order that does not depend on
 * timing, then the names of its outputs. A rename, a new parent and a new type each show as a difference.
 */
export function inventoryOf({ resources, outputs }: StackPreview): string {
  const children = new Map<string | undefined, string[]>();
  const labels = new Map<string, string>();
  for (const { urn, type, name, parent } of resources) {
    labels.set(urn, `${type} ${name}`);
    children.set(parent, [...(children.get(parent) ?? []), urn]);
  }
  const tree = (urn: string, depth: number): string[] => [
    `${"  ".repeat(depth)}${labels.get(urn)}`,
    ...[...(children.get(urn) ?? [])].sort().flatMap((child) => tree(child, depth + 1)),
  ];
  const roots = [...(children.get(undefined) ?? [])].sort();
  const named = Object.keys(outputs)
    .sort()
    .map((output) => `output ${output}`);
  return `${[...roots.flatMap((root) => tree(root, 0)), ...named].join("\n")}\n`;
}
