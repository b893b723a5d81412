import type { Outcome } from "../core/rule";

/**
 * One titled case of a rule: the first resource is judged among the others.
 *
 * A resource's id is its `props.id` or else its name, so one example resource refers to another by name. What
 * `refersTo` lists and `props` leaves out, the harness fills in: a name, or a list of names. With references unknown,
 * every reference that it lists becomes UNKNOWN, as do ids and ARNs of what is referred to; the edges stay.
 */
export interface RuleExample {
  /** What the example shows; unique among the examples of a rule. */
  readonly title: string;
  /** The judged resource, then the resources around it. */
  readonly resources: readonly {
    /** Pulumi type token, for example `aws:s3/bucket:Bucket`. */
    readonly type: string;
    /** Logical name; unique in the example. */
    readonly name: string;
    /** Properties by name; UNKNOWN stands for a value that is not known yet. */
    readonly props: Readonly<Record<string, unknown>>;
    /** Provider configuration, as in `ResourceRecord`. Default: not known. */
    readonly provider?: Readonly<Record<string, unknown>>;
    /** Edges by top-level property, to other resources of the example by name. Default: none. */
    readonly refersTo?: Readonly<Record<string, string | readonly string[]>>;
    /** Other resources of the example, by name, that it waits for beside those that it refers to. Default: none. */
    readonly dependsOn?: readonly string[];
  }[];
  /** The outcome for the first resource while references are known. */
  readonly outcome: Outcome;
  /** Stated if the outcome cannot be the same while references are unknown. Default: the same outcome. */
  readonly whenReferencesUnknown?: "undetermined";
}
