import type { StackPreview } from "@plinth/engine";
import type { Judgement } from "@plinth/policies";
import type { CostDriver } from "./cost";
import type { Changes } from "./last-preview";

/** Everything that a report says about one stack; text and JSON are two ways to print it. */
export interface StackReport {
  readonly stack: string;
  readonly preview: StackPreview;
  readonly judgements: readonly Judgement[];
  readonly costs: readonly CostDriver[];
  /** Undefined at the first preview of a stack. */
  readonly changes: Changes | undefined;
}

/** A stack whose program could not be run to its end. */
export interface StackFailure {
  readonly stack: string;
  /** What the person who wrote the program needs to know. */
  readonly message: string;
}

export interface Totals {
  readonly resources: number;
  readonly checks: number;
  readonly violations: number;
  readonly undetermined: number;
}

/** Resources that the stack manages in a cloud: neither components, nor providers, nor what is only read. */
export function managedResources(preview: StackPreview): StackPreview["resources"] {
  return preview.resources.filter((r) => r.custom && !r.external && !r.type.startsWith("pulumi:"));
}

export function totalsOf(reports: readonly StackReport[]): Totals {
  const count = (outcome: string) =>
    reports.reduce((sum, r) => sum + r.judgements.filter((j) => j.verdict.outcome === outcome).length, 0);
  const [passed, violations, undetermined] = [count("pass"), count("violation"), count("undetermined")];
  return {
    resources: reports.reduce((sum, r) => sum + managedResources(r.preview).length, 0),
    checks: passed + violations + undetermined,
    violations,
    undetermined,
  };
}

/**
 * 0: nothing found; 1: a violation, or with `strict` something undetermined; 2: a stack could not be previewed, or a rule
 * failed, so that nobody knows what it would have found.
 */
export function exitCodeOf(
  reports: readonly StackReport[],
  failures: readonly StackFailure[],
  strict: boolean,
): 0 | 1 | 2 {
  if (failures.length > 0 || reports.some((r) => r.judgements.some((j) => j.fault))) return 2;
  const { violations, undetermined } = totalsOf(reports);
  return violations > 0 || (strict && undetermined > 0) ? 1 : 0;
}
