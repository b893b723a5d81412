import { memoizeByText } from "../../core/memoize";

/**
 * Patterns as IAM writes them: `*` is any number of characters, `?` is one, and both cross `:` and `/`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html (read 2026-11).
 */
export type Glob = readonly Token[];
/** A literal character, any characters, any but `:`, or any one character. */
type Token = string | typeof ANY | typeof WITHIN | typeof ONE;
export const ANY = Symbol("*");
export const ONE = Symbol("?");
export const WITHIN = Symbol("[^:]*");
export const EVERYTHING: Glob = [ANY];

/** A text that a pattern without variables matches: `many` stands in the place of each `*`, `one` of each `?`. */
export function filledIn(pattern: string, many: string, one = "x"): string {
  return pattern.replaceAll("*", many).replaceAll("?", one);
}

/**
 * A pattern, split. `${*}`, `${?}` and `${$}` are the characters themselves; any other `${variable}` becomes what
 * `variable` gives for it.
 */
export function compileGlob(text: string, variable?: (name: string) => Glob): Glob {
  return variable && text.includes("${") ? globOf(withVariables(text, variable)) : compiled(text);
}

const compiled = memoizeByText((text) =>
  globOf(text.includes("${") ? withVariables(text) : text.split("").map(tokenOf)),
);

/** Runs of `*` say no more than one. */
function globOf(tokens: readonly Token[]): Glob {
  return tokens.filter((token, i) => token !== ANY || tokens[i - 1] !== ANY);
}

function tokenOf(character: string): Token {
  return character === "*" ? ANY : character === "?" ? ONE : character;
}

function withVariables(text: string, variable: (name: string) => Glob = () => EVERYTHING): Token[] {
  const tokens: Token[] = [];
  for (const [part, name] of text.matchAll(/\$\{([^}]*)\}|./gs)) {
    if (name === undefined) tokens.push(tokenOf(part));
    else if (name === "*" || name === "?" || name === "$") tokens.push(name);
    else tokens.push(...variable(name));
  }
  return tokens;
}

/**
 * A pattern of ARNs that exist: before the sixth part `*` stands for one part of an ARN, and does not swallow a `:`. IAM
 * itself knows no such pattern; questions need it, lest a bucket's ARN with `:bedrock:` in a key count as a model.
 */
export const compileArn = memoizeByText((text): Glob => {
  let parts = 0;
  return compileGlob(text).map((token) => {
    if (token === ":") parts++;
    return token === ANY && parts < 5 && text.startsWith("arn:") ? WITHIN : token;
  });
});

/** The pattern that matches `text` and nothing else. */
export function literal(text: string): Glob {
  return text.split("");
}

/** Whether `glob` matches the whole of `text`. */
export function matches(glob: Glob, text: string): boolean {
  let at = 0;
  let position = 0;
  // Where to go on after the last wildcard; one within a part of an ARN keeps the one before it in reserve.
  const stars: { position: number; resume: number }[] = [];
  while (at < text.length || position < glob.length) {
    const token = glob[position];
    const character = text[at];
    if (token === ANY || token === WITHIN) {
      if (token === ANY) stars.length = 0;
      stars.push({ position: position++, resume: at });
    } else if (character !== undefined && (token === ONE || token === character)) {
      position++;
      at++;
    } else {
      let star = stars.pop();
      while (star && (star.resume >= text.length || (glob[star.position] === WITHIN && text[star.resume] === ":"))) {
        star = stars.pop();
      }
      if (!star) return false;
      stars.push({ position: star.position, resume: star.resume + 1 });
      position = star.position + 1;
      at = star.resume + 1;
    }
  }
  return true;
}

/** The characters of a pattern without wildcards. */
export function isLiteral(glob: Glob): glob is readonly string[] {
  return glob.every((token) => typeof token === "string");
}

/**
 * Whether two patterns agree up to the first `*`, where they begin to differ if they do: most pairs are told apart here
 * without a search.
 */
export function mayIntersect(a: Glob, b: Glob): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one === ANY || other === ANY || (one === WITHIN && other === WITHIN)) return true;
    if (one === WITHIN || other === WITHIN) {
      // One part of an ARN against characters: up to the next colon they agree.
      const [glob, from] = one === WITHIN ? [b, j] : [a, i];
      let end = from;
      while (end < glob.length && glob[end] !== ":" && glob[end] !== ANY && glob[end] !== WITHIN) end++;
      if (glob[end] === ANY || glob[end] === WITHIN) return true;
      [i, j] = one === WITHIN ? [i + 1, end] : [end, j + 1];
    } else {
      if (one !== other && one !== ONE && other !== ONE) return false;
      i++;
      j++;
    }
  }
  return isEmptyable(a, i) && isEmptyable(b, j);
}

function isEmptyable(glob: Glob, from: number): boolean {
  for (let i = from; i < glob.length; i++) if (glob[i] !== ANY && glob[i] !== WITHIN) return false;
  return true;
}
