import type { Verdict } from "./rule";

/** Of the verdicts about parts of one resource the one that counts: a violation that blocks, any, else what is not known yet. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find((verdict) => verdict.outcome === "violation" && !verdict.advisory) ??
    verdicts.find(({ outcome }) => outcome === "violation") ??
    verdicts.find(({ outcome }) => outcome === "undetermined") ??
    verdicts.find(({ outcome }) => outcome === "pass") ??
    verdicts[0] ?? { outcome: "pass" }
  );
}
