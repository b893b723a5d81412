/** `a`, `a and b`, `a, b and c`; the rest is counted: `a, b, c and 4 more`. */
export function listed(items: readonly string[], most = 5): string {
  const unique = [...new Set(items)];
  const shown = unique.length > most ? [...unique.slice(0, most - 1), `${unique.length - most + 1} more`] : unique;
  const last = shown[shown.length - 1] ?? "nothing";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
