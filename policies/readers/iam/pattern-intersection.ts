import { ANY, EVERYTHING, type Glob, isLiteral, matches, mayIntersect, ONE, WITHIN } from "./glob";

/**
 * What the answer to one question may cost, in positions of patterns that are looked at: far above what real policies
 * need, far below what hurts. A document can be written so that an exact answer takes hours.
 */
export class SearchBudget {
  private left = 200_000;

  spend(positions: number): void {
    this.left -= positions;
  }

  get isExhausted(): boolean {
    return this.left <= 0;
  }
}

/** Searches remembered at most. */
const MAX_CACHED_SEARCHES = 20_000;
const FILLERS = "x0zqwkj987654321abcdefghilmnoprstuvy";

/** Whether some text matches both. */
export function intersects(a: Glob, b: Glob): boolean {
  if (!mayIntersect(a, b)) return false;
  if (isLiteral(a)) return matches(b, a.join(""));
  if (isLiteral(b)) return matches(a, b.join(""));
  return matchingText([a, b]) !== undefined;
}

/** Whether `outer` matches every text that `inner` matches. */
export function covers(outer: Glob, inner: Glob): boolean {
  if (isEverything(outer)) return true;
  if (isLiteral(inner)) return matches(outer, inner.join(""));
  return matchingText([inner], [outer]) === undefined;
}

/**
 * A text that every pattern of `include` matches and none of `exclude`; undefined if there is none. Exact: it walks the
 * product of the patterns' automata. Should that take more than `effort`, "" is returned, so that a caller who looks for danger
 * finds it.
 */
export function matchingText(include: readonly Glob[], exclude: readonly Glob[] = []): string | undefined {
  return matchingTextOfEach(
    include.map((glob) => [glob]),
    exclude,
  );
}

/** A text that one pattern at least of each list of `include` matches and none of `exclude`, as {@link matchingText}. */
export function matchingTextOfEach(
  include: readonly (readonly Glob[])[],
  exclude: readonly Glob[],
  budget = new SearchBudget(),
): string | undefined {
  const undecided: (readonly Glob[])[] = [];
  for (const chosen of combinations(include, budget)) {
    budget.spend(chosen.length * exclude.length);
    const found = quickMatch(chosen, exclude);
    if (found === UNDECIDED) undecided.push(chosen);
    else if (found !== undefined) return found;
  }
  for (const chosen of undecided) {
    const found = cachedSearch(chosen, exclude, budget);
    if (found !== undefined) return found;
  }
  return budget.isExhausted ? "" : undefined;
}

/** Ways to take one pattern of each list, none of them plainly apart from another. */
function* combinations(
  lists: readonly (readonly Glob[])[],
  budget: SearchBudget,
  chosen: readonly Glob[] = [],
): Generator<readonly Glob[]> {
  const [patterns, ...rest] = lists;
  if (!patterns) yield chosen;
  for (const glob of patterns ?? []) {
    if (budget.isExhausted) return;
    budget.spend(chosen.length);
    if (chosen.every((other) => mayIntersect(other, glob))) yield* combinations(rest, budget, [...chosen, glob]);
  }
}

const UNDECIDED = Symbol("needs a search");

/** A witness where it is plain, as for most policies it is. */
function quickMatch(include: readonly Glob[], exclude: readonly Glob[]): string | undefined | typeof UNDECIDED {
  if (exclude.some(isEverything)) return undefined;
  const specific = include.filter((glob) => !isEverything(glob));
  // Beginnings that agree, and they do, meet in the longest.
  const mostSpecific = specific.find(isLiteral) ?? longest(specific.filter(isPrefix)) ?? specific[0] ?? EVERYTHING;
  const text = shortest(mostSpecific);
  const excluding = exclude.find((glob) => matches(glob, text));
  if (!excluding && specific.every((glob) => matches(glob, text))) return text;
  if (isLiteral(mostSpecific)) return undefined;
  // Whatever goes on from there begins as what is excluded.
  const isExcluded = excluding && isPrefix(mostSpecific) && isPrefix(excluding) && !isLiteral(excluding);
  return isExcluded ? undefined : UNDECIDED;
}

function longest(globs: readonly Glob[]): Glob | undefined {
  return globs.length === 0 ? undefined : globs.reduce((a, b) => (b.length > a.length ? b : a));
}

function isEverything(glob: Glob): boolean {
  return glob.length === 1 && glob[0] === ANY;
}

/** Whether a pattern is a text, with or without a `*` at its end and none before. */
function isPrefix(glob: Glob): boolean {
  return glob.every((token, i) => typeof token === "string" || (token === ANY && i === glob.length - 1));
}

/** The shortest text that one pattern matches. */
function shortest(glob: Glob): string {
  const filler = glob.includes(ONE) ? fillerFor([glob]) : "";
  return glob.map((token) => (typeof token === "string" ? token : token === ONE ? filler : "")).join("");
}

const ids = new WeakMap<Glob, number>();
let patterns = 0;
const found = new Map<string, string | undefined>();

/** Policies repeat each other's patterns, so each combination is searched once. */
function cachedSearch(chosen: readonly Glob[], excluded: readonly Glob[], budget: SearchBudget): string | undefined {
  const include = [...new Set(chosen)].filter((glob) => !isEverything(glob));
  const exclude = excluded.filter((glob) => include.every((one) => mayIntersect(one, glob)));
  const key = `${include.map(idOf).join(" ")}!${exclude.map(idOf).join(" ")}`;
  if (found.has(key)) return found.get(key);
  const text = walk(include, exclude, budget);
  // Given up is no answer to remember: another question may have more effort left.
  if (budget.isExhausted) return text;
  if (found.size >= MAX_CACHED_SEARCHES) found.clear();
  found.set(key, text);
  return text;
}

function idOf(glob: Glob): number {
  let id = ids.get(glob);
  if (id === undefined) {
    id = patterns++;
    ids.set(glob, id);
  }
  return id;
}

function walk(include: readonly Glob[], exclude: readonly Glob[], budget: SearchBudget): string | undefined {
  const globs = [...include, ...exclude];
  const filler = fillerFor(globs);
  const seen = new Set<string>();
  let frontier: State[] = [{ sets: globs.map((glob) => reach(glob, [], 0)), text: "" }];
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const state of frontier) {
      const { sets, text } = follow(globs, state, include.length);
      if (accepts(globs, sets, include.length)) return text;
      const key = sets.join("|");
      if (seen.has(key)) continue;
      for (const set of sets) budget.spend(set.length);
      if (budget.isExhausted) return "";
      seen.add(key);
      for (const character of candidates(globs, sets, include.length, filler)) {
        const moved = step(globs, sets, character, include.length);
        if (moved) next.push({ sets: moved, text: text + character });
      }
    }
    frontier = next;
  }
  return undefined;
}

interface State {
  /** For each pattern, the positions that it can be at, in order. */
  readonly sets: readonly (readonly number[])[];
  readonly text: string;
}

/** Goes on while an included pattern leaves no choice; most of an ARN is like that. */
function follow(globs: readonly Glob[], { sets, text }: State, included: number): State {
  let at = sets;
  let walked = text;
  for (;;) {
    const forced = at.findIndex(
      (set, i) => i < included && set.length === 1 && typeof globs[i]?.[set[0] ?? 0] === "string",
    );
    const character = globs[forced]?.[at[forced]?.[0] ?? 0];
    if (typeof character !== "string") return { sets: at, text: walked };
    const moved = step(globs, at, character, included);
    if (!moved) return { sets: [], text: walked };
    at = moved;
    walked += character;
  }
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

/** The positions one character further; undefined once an included pattern has none left. */
function step(globs: readonly Glob[], sets: State["sets"], character: string, included: number) {
  const moved: number[][] = [];
  for (let i = 0; i < globs.length; i++) {
    const set = move(globs[i] ?? EVERYTHING, sets[i] ?? [], character);
    if (i < included && set.length === 0) return undefined;
    moved.push(set);
  }
  return moved;
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
function reach(glob: Glob, reached: number[], from: number): number[] {
  let position = from;
  const last = reached[reached.length - 1] ?? -1;
  if (position > last) reached.push(position);
  while (glob[position] === ANY || glob[position] === WITHIN) {
    position++;
    if (position > last) reached.push(position);
  }
  return reached;
}

function fillerFor(globs: readonly Glob[]): string {
  const used = new Set(globs.flat());
  for (const character of FILLERS) if (!used.has(character)) return character;
  let code = 0x100;
  while (used.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
