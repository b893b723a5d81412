/** What a function that chooses among shapes answers: its choice, and why each other shape is not it. */
export interface Choice<Kind extends string> {
  /** Undefined where no shape meets the requirements. */
  readonly choice: Kind | undefined;
  /** Why this one; where there is none, what to give up. A sentence without its full stop. */
  readonly reason: string;
  /** All others, the simplest first. */
  readonly alternatives: readonly { readonly kind: Kind; readonly reason: string }[];
}

/** A shape that may be chosen. */
export interface Candidate<Kind extends string, Requirements> {
  readonly kind: Kind;
  /** What speaks for it where it meets the requirements. */
  reason(requirements: Requirements): string;
  /** What it asks beyond simpler shapes, told where one of those does: `needs a database that runs at all times`. */
  readonly costs: string;
  /** Each requirement that it does not meet: `searches take some hundred milliseconds, 50 are demanded`. */
  obstacles(requirements: Requirements): readonly string[];
}

/** Chooses the first candidate that meets every requirement. */
export function chooseSimplest<Kind extends string, Requirements>(
  /** The simplest first. */
  candidates: readonly Candidate<Kind, Requirements>[],
  requirements: Requirements,
): Choice<Kind> {
  const judged = candidates.map((candidate) => ({ candidate, obstacles: candidate.obstacles(requirements) }));
  const chosen = judged.find(({ obstacles }) => obstacles.length === 0)?.candidate;
  const alternatives = judged
    .filter(({ candidate }) => candidate !== chosen)
    .map(({ candidate: { kind, costs }, obstacles }) => ({
      kind,
      reason: obstacles.length > 0 ? obstacles.join("; ") : `${costs}, and ${chosen?.kind} does without`,
    }));
  if (chosen) return { choice: chosen.kind, reason: chosen.reason(requirements), alternatives };
  const nearest = judged.toSorted((a, b) => a.obstacles.length - b.obstacles.length)[0];
  return {
    choice: undefined,
    reason: nearest
      ? `nothing meets them all; ${nearest.candidate.kind} is nearest, but ${nearest.obstacles.join("; ")}`
      : "there is nothing to choose from",
    alternatives,
  };
}
