/** A name in lower case, with letters and digits only. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** {@link plain} in the singular: `subnetIds`, `policies`, `addresses`. */
export function singular(name: string): string {
  const text = plain(name);
  if (text.endsWith("ies")) return `${text.slice(0, -3)}y`;
  if (/(ss|sh|ch|x)es$/.test(text)) return text.slice(0, -2);
  return text.endsWith("s") && !text.endsWith("ss") ? text.slice(0, -1) : text;
}

/** The words of a name in camel case, abbreviations kept whole: `DBInstance` is `db`, `instance`. */
export function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+/g) ?? [name];
  return words.map((word) => word.toLowerCase());
}
