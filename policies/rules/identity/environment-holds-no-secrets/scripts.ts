/** Longest script that is searched. */
const MAX_LENGTH = 100_000;

/** Text of base64, over several lines or in one. */
const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;
/** What a script holds: no control characters but tabs and line ends, and no bytes that are no text. */
const READABLE = /^[\s\u0020-\u007e\u00a0-\ufffc]*$/;

/**
 * The script that a text of base64 holds, as Amazon EC2 takes user data and SageMaker its lifecycle scripts; undefined if it
 * holds none.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html (read 2026-11).
 */
export function decodedScript(text: string): string | undefined {
  if (text.length > MAX_LENGTH || !BASE64.test(text)) return undefined;
  const script = Buffer.from(text, "base64").toString("utf8");
  return READABLE.test(script) ? script : undefined;
}

/** `export NAME=value`, `--env NAME="value"`, `$env:NAME = 'value'`: up to the end of the word or of the quotation. */
const ASSIGNMENT = /(?<![\w.])([A-Za-z_]\w{0,199})=("[^"\n]{8,512}"|'[^'\n]{8,512}'|[^\s"';&|<>]{8,512})/g;
/** A value that is written out, as generated keys are; `$(…)`, `get()` and names of other variables are code. */
const LITERAL = /^(?=.*\d)[\w+/=.~!@#%^*:-]+$/;

/** Variables that a script sets to values that it writes out. */
export function assignmentsIn(script: string): readonly (readonly [name: string, value: string])[] {
  return [...script.slice(0, MAX_LENGTH).matchAll(ASSIGNMENT)].flatMap(([, name = "", quoted = ""]) => {
    const value = quoted.replace(/^["']|["']$/g, "");
    return LITERAL.test(value) ? [[name, value] as const] : [];
  });
}
