/** Every combination of one member of each list. */
export function* cartesianProduct<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const member of first) for (const others of cartesianProduct(rest)) yield [member, ...others];
}
