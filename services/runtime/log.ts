/**
 * One structured log line: Lambda's JSON format keeps the object as it is, and adds time, level and request id.
 * @param fields Ids, counts and names. Never what a customer, a document or a model said.
 */
export function log(
  level: "info" | "warn" | "error",
  event: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>> = {},
): void {
  console[level]({ event, ...fields });
}
