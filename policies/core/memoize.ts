import type { Estate, ResourceRecord } from "./rule";

/** Computes something once for each object, when it is first asked for, and forgets it with the object. */
export function memoize<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const cached = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    let entry = cached.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      cached.set(key, entry);
    }
    return entry.value;
  };
}

/** Texts remembered at most: more than one stack has different ones of a kind. */
const MAX_ENTRIES = 50_000;

/** As {@link memoize}, for texts; once they are too many, all are forgotten. */
export function memoizeByText<T>(compute: (text: string) => T): (text: string) => T {
  const cached = new Map<string, { readonly value: T }>();
  return (text) => {
    let entry = cached.get(text);
    if (!entry) {
      if (cached.size >= MAX_ENTRIES) cached.clear();
      entry = { value: compute(text) };
      cached.set(text, entry);
    }
    return entry.value;
  };
}

/** Builds something once for each estate, when it is first asked for. */
export function memoizeByEstate<T>(build: (estate: Estate) => T): (estate: Estate) => T {
  return memoize(build);
}

/** Builds something once for each resource of an estate, when it is first asked for. */
export function memoizeByResource<T>(
  build: (resource: ResourceRecord, estate: Estate) => T,
): (resource: ResourceRecord, estate: Estate) => T {
  const cacheOf = memoizeByEstate(() => new Map<ResourceRecord, { readonly value: T }>());
  return (resource, estate) => {
    const cache = cacheOf(estate);
    let cached = cache.get(resource);
    if (!cached) {
      cached = { value: build(resource, estate) };
      cache.set(resource, cached);
    }
    return cached.value;
  };
}
