/**
 * Writes one structured log line. Lambda's JSON log format keeps the object, and adds time, level and request ID.
 * @param event Name of the event, in kebab case: metric filters match it.
 * @param fields IDs, counts and names. Never text of a user, a document or a model. Default: none.
 */
export function log(
  level: "info" | "warn" | "error",
  event: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>> = {},
): void {
  console[level]({ event, ...fields });
}
