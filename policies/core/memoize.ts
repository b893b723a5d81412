/** Computes something once for each object, when it is first asked for, and forgets it with the object. */
export function remembered<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** Texts remembered at most: more than one stack has different ones of a kind. */
const REMEMBERED = 50_000;

/** As {@link remembered}, for texts; once they are too many, all are forgotten. */
export function rememberedTexts<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    let entry = known.get(text);
    if (!entry) {
      if (known.size >= REMEMBERED) known.clear();
      entry = { value: compute(text) };
      known.set(text, entry);
    }
    return entry.value;
  };
}
