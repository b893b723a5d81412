/**
 * Patterns as IAM writes them: `*` is any number of characters, `?` is one, and both cross `:` and `/`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html (read 2026-11).
 */
export type Glob = readonly Token[];
/** A literal character, any characters, any but `:`, or any one character. */
type Token = string | typeof ANY | typeof WITHIN | typeof ONE;
const ANY = Symbol("*");
const ONE = Symbol("?");
const WITHIN = Symbol("[^:]*");
export const EVERYTHING: Glob = [ANY];

/** States that the search for a witness may visit: far above what real policies need, far below what hurts. */
const SEARCH_LIMIT = 20_000;
const FILLERS = "x0zqwkj987654321abcdefghilmnoprstuvy";

const compiled = new Map<string, Glob>();

/**
 * A pattern, split. `${*}`, `${?}` and `${$}` are the characters themselves; any other `${variable}` becomes what
 * `variable` gives for it.
 */
export function compileGlob(text: string, variable?: (name: string) => Glob): Glob {
  const known = variable ? undefined : compiled.get(text);
  if (known) return known;
  const tokens: Token[] = [];
  for (const [part, name] of text.matchAll(/\$\{([^}]*)\}|./gsu)) {
    if (name === undefined) tokens.push(part === "*" ? ANY : part === "?" ? ONE : part);
    else if (name === "*" || name === "?" || name === "$") tokens.push(name);
    else tokens.push(...(variable ? variable(name) : EVERYTHING));
  }
  // Runs of `*` say no more than one.
  const glob = tokens.filter((token, i) => token !== ANY || tokens[i - 1] !== ANY);
  if (!variable) compiled.set(text, glob);
  return glob;
}

/**
 * A pattern of ARNs that exist: before the sixth part `*` stands for one part of an ARN, and does not swallow a `:`. IAM
 * itself knows no such pattern; questions need it, lest a bucket's ARN with `:bedrock:` in a key count as a model.
 */
export function compileArn(text: string): Glob {
  let parts = 0;
  return compileGlob(text).map((token) => {
    if (token === ":") parts++;
    return token === ANY && parts < 5 && text.startsWith("arn:") ? WITHIN : token;
  });
}

/** The pattern that matches `text` and nothing else. */
export function literal(text: string): Glob {
  return [...text];
}

/** Whether `glob` matches the whole of `text`. */
export function matches(glob: Glob, text: string): boolean {
  if (glob.includes(WITHIN)) return witness([glob, literal(text)]) !== undefined;
  const characters = [...text];
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    const token = glob[position];
    if (token === ANY) {
      star = position++;
      resume = at;
    } else if (token === ONE || token === characters[at]) {
      position++;
      at++;
    } else if (star >= 0) {
      position = star + 1;
      at = ++resume;
    } else return false;
  }
  while (glob[position] === ANY) position++;
  return position === glob.length;
}

/** Whether some text matches both. */
export function intersects(a: Glob, b: Glob): boolean {
  if (isLiteral(a)) return matches(b, a.join(""));
  if (isLiteral(b)) return matches(a, b.join(""));
  return witness([a, b]) !== undefined;
}

/** Whether `outer` matches every text that `inner` matches. */
export function covers(outer: Glob, inner: Glob): boolean {
  if (outer.length === 1 && outer[0] === ANY) return true;
  if (isLiteral(inner)) return matches(outer, inner.join(""));
  return witness([inner], [outer]) === undefined;
}

function isLiteral(glob: Glob): glob is readonly string[] {
  return glob.every((token) => typeof token === "string");
}

/**
 * The shortest text that every pattern of `include` matches and none of `exclude`; undefined if there is none. Exact:
 * it walks the product of the patterns' automata. Should that grow beyond reason, "" is returned, so that a caller who
 * looks for danger finds it.
 */
export function witness(include: readonly Glob[], exclude: readonly Glob[] = []): string | undefined {
  const globs = [...include, ...exclude];
  const filler = fillerFor(globs);
  const start = globs.map((glob) => closure(glob, [0]));
  const seen = new Set([keyOf(start)]);
  let frontier: State[] = [{ sets: start, text: "" }];
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const { sets, text } of frontier) {
      if (accepts(globs, sets, include.length)) return text;
      for (const character of candidates(globs, sets, include.length, filler)) {
        const moved = globs.map((glob, i) => move(glob, sets[i] ?? [], character));
        if (moved.slice(0, include.length).some((set) => set.length === 0)) continue;
        const key = keyOf(moved);
        if (seen.has(key)) continue;
        if (seen.size >= SEARCH_LIMIT) return "";
        seen.add(key);
        next.push({ sets: moved, text: text + character });
      }
    }
    frontier = next;
  }
  return undefined;
}

interface State {
  /** For each pattern, the positions that it can be at. */
  readonly sets: readonly (readonly number[])[];
  readonly text: string;
}

function accepts(globs: readonly Glob[], sets: State["sets"], included: number): boolean {
  return globs.every((glob, i) => (sets[i] ?? []).includes(glob.length) === i < included);
}

/** Characters worth trying: what an included pattern asks for next, and one that no pattern asks for. */
function candidates(globs: readonly Glob[], sets: State["sets"], included: number, filler: string): Set<string> {
  const tried = new Set<string>([filler]);
  for (let i = 0; i < included; i++) {
    for (const position of sets[i] ?? []) {
      const token = globs[i]?.[position];
      if (typeof token === "string") tried.add(token);
    }
  }
  return tried;
}

function move(glob: Glob, positions: readonly number[], character: string): number[] {
  const moved: number[] = [];
  for (const position of positions) {
    const token = glob[position];
    if (token === ANY || (token === WITHIN && character !== ":")) moved.push(position);
    else if (token === ONE || token === character) moved.push(position + 1);
  }
  return closure(glob, moved);
}

/** The positions that can be reached without another character, in order. */
function closure(glob: Glob, positions: readonly number[]): number[] {
  const reached = new Set(positions);
  for (const position of positions) {
    for (let next = position; glob[next] === ANY || glob[next] === WITHIN; next++) reached.add(next + 1);
  }
  return [...reached].sort((a, b) => a - b);
}

function keyOf(sets: State["sets"]): string {
  return sets.map((set) => set.join(",")).join("|");
}

function fillerFor(globs: readonly Glob[]): string {
  const used = new Set(globs.flat());
  for (const character of FILLERS) if (!used.has(character)) return character;
  let code = 0x100;
  while (used.has(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}
