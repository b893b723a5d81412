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
/** Patterns remembered at most: far more than one stack has different ones. */
const REMEMBERED = 20_000;
const FILLERS = "x0zqwkj987654321abcdefghilmnoprstuvy";

const compiled = new Map<string, Glob>();
const compiledArns = new Map<string, Glob>();

/**
 * A pattern, split. `${*}`, `${?}` and `${$}` are the characters themselves; any other `${variable}` becomes what
 * `variable` gives for it.
 */
export function compileGlob(text: string, variable?: (name: string) => Glob): Glob {
  const known = variable ? undefined : compiled.get(text);
  if (known) return known;
  const tokens: Token[] = [];
  for (const [part, name] of text.matchAll(/\$\{([^}]*)\}|./gs)) {
    if (name === undefined) tokens.push(part === "*" ? ANY : part === "?" ? ONE : part);
    else if (name === "*" || name === "?" || name === "$") tokens.push(name);
    else tokens.push(...(variable ? variable(name) : EVERYTHING));
  }
  // Runs of `*` say no more than one.
  const glob = tokens.filter((token, i) => token !== ANY || tokens[i - 1] !== ANY);
  if (!variable) remember(compiled, text, glob);
  return glob;
}

/**
 * A pattern of ARNs that exist: before the sixth part `*` stands for one part of an ARN, and does not swallow a `:`. IAM
 * itself knows no such pattern; questions need it, lest a bucket's ARN with `:bedrock:` in a key count as a model.
 */
export function compileArn(text: string): Glob {
  const known = compiledArns.get(text);
  if (known) return known;
  let parts = 0;
  const glob = compileGlob(text).map((token) => {
    if (token === ":") parts++;
    return token === ANY && parts < 5 && text.startsWith("arn:") ? WITHIN : token;
  });
  remember(compiledArns, text, glob);
  return glob;
}

function remember(known: Map<string, Glob>, text: string, glob: Glob): void {
  if (known.size >= REMEMBERED) known.clear();
  known.set(text, glob);
}

/** The pattern that matches `text` and nothing else. */
export function literal(text: string): Glob {
  return text.split("");
}

/** Whether `glob` matches the whole of `text`. */
export function matches(glob: Glob, text: string): boolean {
  if (glob.includes(WITHIN)) return witness([glob, literal(text)]) !== undefined;
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const token = glob[position];
    if (token === ANY) {
      star = position++;
      resume = at;
    } else if (token === ONE || token === text[at]) {
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
  if (!mayIntersect(a, b)) return false;
  if (isLiteral(a)) return matches(b, a.join(""));
  if (isLiteral(b)) return matches(a, b.join(""));
  return witness([a, b]) !== undefined;
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
  for (const [i, a] of include.entries()) {
    for (let j = i + 1; j < include.length; j++) if (!mayIntersect(a, include[j] ?? a)) return undefined;
  }
  const excluded = exclude.filter((glob) => include.every((one) => mayIntersect(one, glob)));
  const narrowing = include.filter((glob) => glob.length !== 1 || glob[0] !== ANY);
  const [only = EVERYTHING, ...more] = narrowing;
  if (more.length === 0 && excluded.length === 0) return shortest(only);
  return search([only, ...more], excluded);
}

/** The shortest text that one pattern matches. */
function shortest(glob: Glob): string {
  const filler = fillerFor([glob]);
  return glob.map((token) => (typeof token === "string" ? token : token === ONE ? filler : "")).join("");
}

function search(include: readonly Glob[], exclude: readonly Glob[]): string | undefined {
  const globs = [...include, ...exclude];
  const filler = fillerFor(globs);
  const start = globs.map((glob) => {
    const reached: number[] = [];
    reach(glob, reached, 0);
    return reached;
  });
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
    if (token === ANY || (token === WITHIN && character !== ":")) reach(glob, moved, position);
    else if (token === ONE || token === character) reach(glob, moved, position + 1);
  }
  return moved;
}

/** Adds a position, and those that can be reached from it without another character, to a list in order. */
function reach(glob: Glob, reached: number[], from: number): void {
  let position = from;
  const last = reached[reached.length - 1] ?? -1;
  if (position > last) reached.push(position);
  while (glob[position] === ANY || glob[position] === WITHIN) {
    position++;
    if (position > last) reached.push(position);
  }
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
