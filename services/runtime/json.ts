/** Parses JSON. Returns `undefined` for text that is not JSON, so that callers validate one value in one place. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
