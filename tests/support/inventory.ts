import type { StackPreview } from "@plinth/engine";

/** What a stack is made of: its resources by name, under their components, in an order that does not depend on timing. */
export interface Inventory {
  readonly resources: readonly string[];
  readonly outputs: readonly string[];
}

/** `type name`, indented under its parent. A rename, a new parent and a new type each show as a difference. */
export function inventoryOf({ resources, outputs }: StackPreview): Inventory {
  const children = new Map<string | undefined, string[]>();
  const labels = new Map<string, string>();
  for (const { urn, type, name, parent } of resources) {
    if (type === "pulumi:pulumi:StackReference") continue;
    labels.set(urn, `${type} ${name}`);
    children.set(parent, [...(children.get(parent) ?? []), urn]);
  }
  const tree = (urn: string, depth: number): string[] => [
    `${"  ".repeat(depth)}${labels.get(urn)}`,
    ...[...(children.get(urn) ?? [])].sort().flatMap((child) => tree(child, depth + 1)),
  ];
  return {
    resources: [...(children.get(undefined) ?? [])].sort().flatMap((root) => tree(root, 0)),
    outputs: Object.keys(outputs).sort(),
  };
}
