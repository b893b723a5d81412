import { memoizeByEstate } from "./memoize";
import type { Estate, ResourceRecord } from "./rule";

const resourcesByUrn = memoizeByEstate(
  ({ resources }) => new Map(resources.map((resource) => [resource.urn, resource])),
);

/** Resources of some types that a property depends on, whatever its value. */
export function dependenciesOf(
  resource: Pick<ResourceRecord, "edges">,
  property: string,
  types: readonly string[],
  estate: Estate,
): readonly ResourceRecord[] {
  const targets = (resource.edges?.[property] ?? []).map((urn) => resourcesByUrn(estate).get(urn));
  return targets.filter((target): target is ResourceRecord => target !== undefined && types.includes(target.type));
}
