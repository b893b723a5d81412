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

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
