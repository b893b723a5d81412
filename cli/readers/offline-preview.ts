import type { PreviewedResource, StackPreview } from "@plinth/engine";
import type { ResourceRecord } from "@plinth/policies";

/** What rules are asked about: the resources that the stack manages, as they would be after the update. */
export function recordsOf(preview: StackPreview): ResourceRecord[] {
  const byUrn = new Map(preview.resources.map((resource) => [resource.urn, resource]));
  return preview.resources.filter((resource) => !resource.external).map((resource) => recordOf(resource, byUrn));
}

function recordOf(resource: PreviewedResource, byUrn: ReadonlyMap<string, PreviewedResource>): ResourceRecord {
  return {
    type: resource.type,
    urn: resource.urn,
    name: resource.name,
    id: resource.id || undefined,
    props: { ...resource.inputs, ...resource.outputs },
    parent: resource.parent,
    provider: resource.provider === undefined ? undefined : byUrn.get(resource.provider)?.inputs,
    edges: resource.propertyDependencies,
  };
}
