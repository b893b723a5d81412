import { ANY, EVERYTHING, type Glob, ONE, WITHIN } from "./glob";
import type { SearchBudget } from "./search-budget";

const FILLERS = "x0zqwkj987654321abcdefghilmnoprstuvy";

/**
 * A text that every pattern of `include` matches and none of `exclude`, found by walking the product of the patterns'
 * automata; undefined if there is none, "" if the search costs more than `budget`.
 */
export function walkAutomata(
  include: readonly Glob[],
  exclude: readonly Glob[],
  budget: SearchBudget,
): string | undefined {
  const globs = [...include, ...exclude];
  const filler = unusedCharacterIn(globs);
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

/** A character that no pattern names. */
export function unusedCharacterIn(globs: readonly Glob[]): string {
  const used = new Set(globs.flat());
  for (const character of FILLERS) if (!used.has(character)) return character;
  let code = 0x100;
  while (used.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
