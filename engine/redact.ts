/** What stands in the place of a secret. */
export const REDACTED = "[secret]";

/** Shorter values, such as `1` and `true`, occur in every text. */
const MIN_LENGTH = 4;

/** `text` without any of `secrets`: as they are, as they stand in JSON, and as they stand in base64. */
export function redact(text: string, secrets: ReadonlySet<string>): string {
  let safe = text;
  const longestFirst = [...secrets].filter((s) => s.length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
  for (const value of longestFirst) {
    for (const form of [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString("base64")]) {
      safe = safe.replaceAll(form, REDACTED);
    }
  }
  return safe;
}
