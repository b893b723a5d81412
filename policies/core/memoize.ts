import type { Estate, ResourceRecord } from "./rule";

/** Computes a value once for each object, on the first call, and drops it with the object. */
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

/** Most texts in one cache: more than one stack has different ones of a kind. */
const MAX_ENTRIES = 50_000;

/** As {@link memoize}, for texts; a full cache is emptied. */
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

/** Computes a value once for each estate, on the first call. */
export function memoizeByEstate<T>(build: (estate: Estate) => T): (estate: Estate) => T {
  return memoize(build);
}

/** Computes a value once for each resource of an estate, on the first call. */
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
