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

/** URNs of all that a resource waits for, one through another. */
export function awaitedBy({ dependencies = [] }: ResourceRecord, estate: Estate): ReadonlySet<string> {
  const awaited = new Set(dependencies);
  for (const urn of awaited) for (const next of resourcesByUrn(estate).get(urn)?.dependencies ?? []) awaited.add(next);
  return awaited;
}

/** Whether a resource, or a component that it is part of, is among those that are waited for. */
export function isAwaited({ urn, parent }: ResourceRecord, awaited: ReadonlySet<string>, estate: Estate): boolean {
  if (awaited.has(urn)) return true;
  const component = parent === undefined ? undefined : resourcesByUrn(estate).get(parent);
  return component !== undefined && isAwaited(component, awaited, estate);
}
