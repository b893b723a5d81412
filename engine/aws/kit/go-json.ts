import { isObject } from "../../property-values";

/** JSON as Go's encoder writes it: the keys of maps sorted, `<`, `>` and `&` escaped. */
export function goJson(value: unknown, indent?: number): string {
  return escapeHtml(JSON.stringify(sorted(value), undefined, indent));
}

/** Go's escapes, for JSON whose keys are in a struct's order. */
export function escapeHtml(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
