/** A recommended option, and the reason against each alternative. */
export interface Choice<Kind extends string> {
  /** The simplest option that meets all requirements; undefined if none does. */
  readonly choice: Kind | undefined;
  /** Reason for the choice. If there is none, the option that is nearest, and what it lacks. A sentence without full stop. */
  readonly reason: string;
  /** The other options, the simplest first, each with the reason against it. */
  readonly alternatives: readonly { readonly kind: Kind; readonly reason: string }[];
}

/** Whether a requirement rules an option out, and the reason: `searches take some hundred milliseconds, 50 are demanded`. */
export type Obstacle = readonly [applies: boolean | undefined, reason: string];

/** An option to choose from. */
export interface Candidate<Kind extends string, Requirements> {
  /** Name of the option. */
  readonly kind: Kind;
  /** Reason for the option, if it meets the requirements. */
  reason(requirements: Requirements): string;
  /** Reason against the option if a simpler one meets the requirements: `needs a database that runs at all times`. */
  readonly costs: string;
  /** What may rule the option out. An option meets the requirements if no obstacle applies. */
  obstacles(requirements: Requirements): readonly Obstacle[];
}

/**
 * Chooses the first candidate that meets all requirements.
 * @param candidates Options, the simplest first.
 */
export function chooseSimplest<Kind extends string, Requirements>(
  candidates: readonly Candidate<Kind, Requirements>[],
  requirements: Requirements,
): Choice<Kind> {
  const evaluated = candidates.map((candidate) => ({ candidate, obstacles: reasonsAgainst(candidate, requirements) }));
  const chosen = evaluated.find(({ obstacles }) => obstacles.length === 0)?.candidate;
  const alternatives = evaluated
    .filter(({ candidate }) => candidate !== chosen)
    .map(({ candidate: { kind, costs }, obstacles }) => ({
      kind,
      reason: obstacles.length > 0 ? obstacles.join("; ") : `${costs}, and ${chosen?.kind} does without`,
    }));
  if (chosen) return { choice: chosen.kind, reason: chosen.reason(requirements), alternatives };
  const nearest = evaluated.toSorted((a, b) => a.obstacles.length - b.obstacles.length)[0];
  return {
    choice: undefined,
    reason: nearest
      ? `nothing meets them all; ${nearest.candidate.kind} is nearest, but ${nearest.obstacles.join("; ")}`
      : "there is nothing to choose from",
    alternatives,
  };
}

function reasonsAgainst<Requirements>(
  candidate: Candidate<string, Requirements>,
  requirements: Requirements,
): string[] {
  return candidate
    .obstacles(requirements)
    .filter(([applies]) => applies)
    .map(([, reason]) => reason);
}

/** A number in a reason: `1,000`. */
export function count(value: number): string {
  return value.toLocaleString("en-GB");
}
