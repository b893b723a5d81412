import { UNKNOWN } from "../../core/rule";
import type { Ternary } from "./conditions";
import type { SearchBudget } from "./search-budget";

/** What a search assumes of everything that is not known yet: that it allows, or that it denies. */
export class Assumption {
  private applied = false;

  /** @param budget What a search under this assumption may still cost. */
  constructor(
    private readonly allows: boolean,
    readonly budget: SearchBudget,
  ) {}

  /** Whether the assumption was used so far. If not, the opposite assumption gives the same answer. */
  get wasApplied(): boolean {
    return this.applied;
  }

  /** The truth value of a condition of an Allow under this assumption. */
  holdsForAllow(value: Ternary): boolean {
    return this.resolve(value, this.allows);
  }

  /** The truth value of a condition of a Deny under this assumption. */
  holdsForDeny(value: Ternary): boolean {
    return this.resolve(value, !this.allows);
  }

  private resolve(value: Ternary, unknown: boolean): boolean {
    if (value !== UNKNOWN) return value;
    this.applied = true;
    return unknown;
  }
}
