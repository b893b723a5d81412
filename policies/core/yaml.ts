import { parseDocument } from "yaml";

/** Few aliases are in any real text; many in a hostile one. */
const MAX_ALIASES = 100;

/** What a text of YAML says; undefined if it is none, or says nothing. */
export function parsedYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? undefined;
  } catch {
    return undefined;
  }
}
