import { type PreviewedResource, previewStack, type StackPreview } from "@plinth/engine";

/** The stack `dev` of the project `shop`, in eu-west-1. */
export function preview(program: () => unknown, unknowns = false): Promise<StackPreview> {
  const config = { "aws:region": "eu-west-1" };
  return previewStack({ project: "shop", stack: "dev", config, program }, { unknowns });
}

/** `<type>::<name>` of the children of a resource, sorted. */
export function childrenOf({ resources }: StackPreview, parent: string): string[] {
  return resources
    .filter((resource) => resource.parent === parent)
    .map(({ type, name }) => `${type}::${name}`)
    .sort();
}

/** The one resource of a type. */
export function only({ resources }: StackPreview, type: string): PreviewedResource {
  const [resource, ...others] = resources.filter((candidate) => candidate.type === type);
  if (!resource || others.length > 0) throw new Error(`${others.length + (resource ? 1 : 0)} resources of ${type}`);
  return resource;
}
