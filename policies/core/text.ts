/** `a`, `a and b`, `a, b and c`; the rest is counted: `a, b, c and 4 more`. */
export function joinWithAnd(items: readonly string[], max = 5): string {
  const unique = [...new Set(items)];
  const shown = unique.length > max ? [...unique.slice(0, max - 1), `${unique.length - max + 1} more`] : unique;
  const last = shown[shown.length - 1] ?? "nothing";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
