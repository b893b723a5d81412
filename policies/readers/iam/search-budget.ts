/**
 * What the answer to one question may cost, in positions of patterns that are looked at: far above what real policies
 * need, far below what hurts. A document can be written so that an exact answer takes hours.
 */
export class SearchBudget {
  /** @param left Positions, or requests, that may be looked at. */
  constructor(private left = 100_000) {}

  spend(positions: number): void {
    this.left -= positions;
  }

  get isExhausted(): boolean {
    return this.left <= 0;
  }
}
