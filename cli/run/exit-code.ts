import { type RunReport, totalsOf } from "./run-report";

/** How a run ends. */
export type ExitCode = 0 | 1 | 2;

/**
 * Exit code of a run. 0: nothing found; 1: a violation, or with `strict` something undetermined or wrong with a waiver
 * (without `strict` too, where the policy configuration makes that mandatory); 2: a stack could not be previewed, or a
 * rule failed, so that its verdict is missing.
 */
export function exitCodeOf(run: RunReport, strict: boolean): ExitCode {
  const { stacks, failures, waiverFaults, waiverFaultsBlock } = run;
  if (failures.length > 0 || stacks.some((r) => r.judgements.some((j) => j.fault))) return 2;
  const { violations, undetermined } = totalsOf(stacks);
  const faulty = waiverFaults.length > 0;
  return violations > 0 || (waiverFaultsBlock && faulty) || (strict && (undetermined > 0 || faulty)) ? 1 : 0;
}
