import type { StackPreview } from "@plinth/engine";

/** Resources that the stack manages in a cloud: neither components, nor providers, nor what is only read. */
export function managedResources(preview: StackPreview): StackPreview["resources"] {
  return preview.resources.filter((r) => r.custom && !r.external && !r.type.startsWith("pulumi:"));
}
