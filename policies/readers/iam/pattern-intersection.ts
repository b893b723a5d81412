import { memoize } from "../../core/memoize";
import { ANY, EVERYTHING, type Glob, isLiteral, matches, mayIntersect, ONE } from "./glob";
import { unusedCharacterIn, walkAutomata } from "./pattern-automaton";
import { SearchBudget } from "./search-budget";

/** Searches remembered at most. */
const MAX_CACHED_SEARCHES = 20_000;

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
 * product of the patterns' automata. If that costs more than the budget, it returns "", so that a caller who looks for
 * danger finds it.
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

/** A text where it is plain, as for most policies it is. */
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
  const filler = glob.includes(ONE) ? unusedCharacterIn([glob]) : "";
  return glob.map((token) => (typeof token === "string" ? token : token === ONE ? filler : "")).join("");
}

let patterns = 0;
const idOf = memoize((_: Glob) => patterns++);
const searches = new Map<string, string | undefined>();

/** Policies repeat each other's patterns, so each combination is searched once. */
function cachedSearch(chosen: readonly Glob[], excluded: readonly Glob[], budget: SearchBudget): string | undefined {
  const include = [...new Set(chosen)].filter((glob) => !isEverything(glob));
  const exclude = excluded.filter((glob) => include.every((one) => mayIntersect(one, glob)));
  const key = `${include.map(idOf).join(" ")}!${exclude.map(idOf).join(" ")}`;
  if (searches.has(key)) return searches.get(key);
  const text = walkAutomata(include, exclude, budget);
  // Given up is no answer to remember: another question may have more budget left.
  if (budget.isExhausted) return text;
  if (searches.size >= MAX_CACHED_SEARCHES) searches.clear();
  searches.set(key, text);
  return text;
}
