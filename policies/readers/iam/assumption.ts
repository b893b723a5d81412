import { UNKNOWN } from "../../core/rule";
import type { Tri } from "./conditions";
import type { Effort } from "./pattern-intersection";

/** What is believed of everything that is not known yet: that it permits, or that it forbids. */
export class Belief {
  private asked = false;

  /** @param effort What a search under this belief may still cost. */
  constructor(
    private readonly permits: boolean,
    readonly effort: Effort,
  ) {}

  /** Whether something mattered so far that is not known: without it, the other belief comes to the same. */
  get mattered(): boolean {
    return this.asked;
  }

  /** Whether what a permission hangs on is taken to be true. */
  forAllow(value: Tri): boolean {
    return this.taken(value, this.permits);
  }

  /** Whether what a denial hangs on is taken to be true. */
  forDeny(value: Tri): boolean {
    return this.taken(value, !this.permits);
  }

  private taken(value: Tri, unknown: boolean): boolean {
    if (value !== UNKNOWN) return value;
    this.asked = true;
    return unknown;
  }
}
