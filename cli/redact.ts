/** What stands in the place of a secret. */
export const MASK = "[secret]";

/** Shorter values occur by chance in ordinary text, and masking them would only show where. */
const MIN_LENGTH = 4;

/** A function that masks every one of `secrets`, also where JSON escaped it or a report broke it into lines. */
export function redactor(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    // Reports indent text, so a secret of several lines is looked for line by line.
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), ...secret.split(/\r?\n/)]) {
      if (form.trim().length >= MIN_LENGTH) forms.add(form);
    }
  }
  if (forms.size === 0) return (text) => text;
  // Longest first: a secret may contain another one.
  const pattern = new RegExp(
    [...forms]
      .sort((a, b) => b.length - a.length)
      .map(escapeRegExp)
      .join("|"),
    "g",
  );
  return (text) => text.replace(pattern, MASK);
}

/**
 * A value of JSON with its texts, keys and numbers masked, whatever stands in them. Masked as text, a document that says
 * `true` where a secret is `true` would no longer be JSON.
 */
export function redactedValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number") return redact(String(value)) === MASK ? MASK : value;
  if (Array.isArray(value)) return value.map((member) => redactedValue(member, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redactedValue(member, redact)]));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
