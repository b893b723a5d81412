import { remembered } from "./memoize";
import type { Estate, ResourceRecord } from "./rule";

/** Builds something once for each estate, when it is first asked for. */
export function perEstate<T>(build: (estate: Estate) => T): (estate: Estate) => T {
  return remembered(build);
}

/** Builds something once for each resource of an estate, when it is first asked for. */
export function perResource<T>(
  build: (resource: ResourceRecord, estate: Estate) => T,
): (resource: ResourceRecord, estate: Estate) => T {
  const builtFor = perEstate(() => new Map<ResourceRecord, { readonly value: T }>());
  return (resource, estate) => {
    const built = builtFor(estate);
    let known = built.get(resource);
    if (!known) {
      known = { value: build(resource, estate) };
      built.set(resource, known);
    }
    return known.value;
  };
}

const urns = perEstate(({ resources }) => new Map(resources.map((resource) => [resource.urn, resource])));

/** Resources of some types that a property depends on, whatever its value. */
export function dependenciesOf(
  resource: Pick<ResourceRecord, "edges">,
  property: string,
  types: readonly string[],
  estate: Estate,
): readonly ResourceRecord[] {
  const targets = (resource.edges?.[property] ?? []).map((urn) => urns(estate).get(urn));
  return targets.filter((target): target is ResourceRecord => target !== undefined && types.includes(target.type));
}
