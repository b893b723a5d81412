import { UNKNOWN } from "../../rule";
import type { Tri } from "./conditions";

/** What is believed of everything that is not known yet: that it permits, or that it forbids. */
export class Belief {
  private asked = false;

  constructor(private readonly permits: boolean) {}

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
