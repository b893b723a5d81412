import type { Outcome } from "./rule";

/** One titled case of a rule: the first resource is judged, the others stand around it. */
export interface RuleExample {
  readonly title: string;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    /** Provider configuration, as in {@link ResourceRecord}. */
    readonly provider?: Readonly<Record<string, unknown>>;
    /** Edges by top-level property, to other resources of the example by name. */
    readonly refersTo?: Readonly<Record<string, string | readonly string[]>>;
  }[];
  readonly outcome: Outcome;
}
