import type { StackPreview } from "@plinth/engine";
import { blocks, type Judgement, type KnownFinding, type WaiverFault } from "@plinth/policies";
import type { Changes } from "../history/last-preview";
import type { ConfiguredRule } from "../readers/pack-in-force";
import type { CostDriver } from "../report/cost";

/** Everything that a run says; text, JSON, SARIF and JUnit are ways to print it. */
export interface RunReport {
  readonly stacks: readonly StackReport[];
  readonly failures: readonly StackFailure[];
  /** Waivers to be removed, renewed or narrowed. */
  readonly waiverFaults: readonly WaiverFault[];
  /** Whether the policy configuration makes them block. */
  readonly waiverFaultsBlock: boolean;
  /** What the policy configuration changes of the pack. */
  readonly configured: readonly ConfiguredRule[];
  /** What the baseline lists and is not found any more. */
  readonly gone: readonly KnownFinding[];
  /** Whether there is a baseline, so that what is not in it is new. */
  readonly comparesWithBaseline: boolean;
}

/** Everything that a report says about one stack. */
export interface StackReport {
  readonly stack: string;
  /** The pack that judged it: `baseline`. */
  readonly pack: string;
  /** File that a finding in this stack is shown at: the stack's own, or the project's; relative to the repository. */
  readonly file: string;
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
  /** Violations and undetermined checks that a waiver excepts. */
  readonly waived: number;
  /** Violations that the baseline lists. */
  readonly known: number;
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
  const waived = judgements.filter((j) => j.waiver).length;
  const known = judgements.filter((j) => j.known).length;
  const excepted = judgements.filter((j) => j.verdict.outcome === "violation" && (j.waiver || j.known)).length;
  const open = judgements.filter((j) => j.verdict.outcome === "undetermined" && !j.waiver).length;
  return {
    resources: reports.reduce((sum, r) => sum + managedResources(r.preview).length, 0),
    checks: passed + found + undetermined,
    violations,
    advisories: found - violations - excepted,
    waived,
    known,
    undetermined: open,
  };
}

/**
 * 0: nothing found; 1: a violation, or with `strict` something undetermined or wrong with a waiver (without `strict` too,
 * where the policy configuration makes that mandatory); 2: a stack could not be previewed, or a rule failed, so that nobody knows what it would have found.
 */
export function exitCodeOf(run: RunReport, strict: boolean): 0 | 1 | 2 {
  const { stacks, failures, waiverFaults, waiverFaultsBlock } = run;
  if (failures.length > 0 || stacks.some((r) => r.judgements.some((j) => j.fault))) return 2;
  const { violations, undetermined } = totalsOf(stacks);
  const faulty = waiverFaults.length > 0;
  return violations > 0 || (waiverFaultsBlock && faulty) || (strict && (undetermined > 0 || faulty)) ? 1 : 0;
}
