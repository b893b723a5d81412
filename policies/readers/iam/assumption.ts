import { UNKNOWN } from "../../core/rule";
import type { Ternary } from "./conditions";
import type { SearchBudget } from "./search-budget";

/** What is believed of everything that is not known yet: that it permits, or that it forbids. */
export class Assumption {
  private applied = false;

  /** @param budget What a search under this belief may still cost. */
  constructor(
    private readonly allows: boolean,
    readonly budget: SearchBudget,
  ) {}

  /** Whether something mattered so far that is not known: without it, the other belief comes to the same. */
  get wasApplied(): boolean {
    return this.applied;
  }

  /** Whether what a permission hangs on is taken to be true. */
  holdsForAllow(value: Ternary): boolean {
    return this.resolve(value, this.allows);
  }

  /** Whether what a denial hangs on is taken to be true. */
  holdsForDeny(value: Ternary): boolean {
    return this.resolve(value, !this.allows);
  }

  private resolve(value: Ternary, unknown: boolean): boolean {
    if (value !== UNKNOWN) return value;
    this.applied = true;
    return unknown;
  }
}
