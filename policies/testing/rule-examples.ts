import type { Outcome } from "../core/rule";

/**
 * One titled case of a rule: the first resource is judged, the others stand around it.
 *
 * A resource's id is its `props.id` or else its name, so one example resource refers to another by name. What
 * `refersTo` lists and `props` leaves out, the harness fills in: a name, or a list of names. With references unknown,
 * every reference that it lists becomes UNKNOWN, as do ids and ARNs of what is referred to; the edges stay.
 */
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
  /** Stated if the outcome cannot be the same while references are unknown. Default: the same outcome. */
  readonly whenReferencesUnknown?: "undetermined";
}
