/**
 * One structured log line: Lambda's JSON format keeps the object as it is, and adds time, level and request id.
 * @param fields Ids, counts and names. Never what a customer or a model wrote.
 */
export function log(
  level: "info" | "warn" | "error",
  event: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>> = {},
): void {
  console[level]({ event, ...fields });
}
