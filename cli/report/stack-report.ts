import type { StackPreview } from "@plinth/engine";
import { blocks, type Judgement } from "@plinth/policies";
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
  readonly advisories: number;
  readonly undetermined: number;
}

/** Resources that the stack manages in a cloud: neither components, nor providers, nor what is only read. */
export function managedResources(preview: StackPreview): StackPreview["resources"] {
  return preview.resources.filter((r) => r.custom && !r.external && !r.type.startsWith("pulumi:"));
}

export function totalsOf(reports: readonly StackReport[]): Totals {
  const judgements = reports.flatMap((r) => r.judgements);
  const count = (outcome: string) => judgements.filter((j) => j.verdict.outcome === outcome).length;
  const [passed, found, undetermined] = [count("pass"), count("violation"), count("undetermined")];
  const violations = judgements.filter(blocks).length;
  return {
    resources: reports.reduce((sum, r) => sum + managedResources(r.preview).length, 0),
    checks: passed + found + undetermined,
    violations,
    advisories: found - violations,
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
