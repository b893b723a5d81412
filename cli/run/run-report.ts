import type { OutsideRead, StackPreview } from "@plinth/engine";
import { blocks, type Judgement, type KnownFinding, type WaiverFault } from "@plinth/policies";
import type { Changes } from "../history/last-preview";
import type { ConfiguredRule } from "../readers/pack-in-force";
import type { CostDriver } from "./cost";
import { managedResources } from "./managed-resources";

/** Everything that a run found; text, JSON, SARIF and JUnit are ways to print it. */
export interface RunReport {
  /** Stacks that were previewed and judged, in order. */
  readonly stacks: readonly StackReport[];
  /** Stacks that could not be previewed. */
  readonly failures: readonly StackFailure[];
  /** Waivers to be removed, renewed or narrowed. */
  readonly waiverFaults: readonly WaiverFault[];
  /** Whether the policy configuration makes them block. */
  readonly waiverFaultsBlock: boolean;
  /** What judges less, or otherwise, than the stacks' own packs would. */
  readonly weakenings: readonly string[];
  /** What the policy configuration changes of the pack. */
  readonly configured: readonly ConfiguredRule[];
  /** Paths of given values that no program asked for. */
  readonly unusedGiven: readonly string[];
  /** Findings of the baseline that the run no longer found. */
  readonly resolved: readonly KnownFinding[];
  /** Whether there is a baseline, so that what is not in it is new. */
  readonly comparesWithBaseline: boolean;
}

/** Everything that a run found in one stack. */
export interface StackReport {
  /** Name of the stack. */
  readonly stack: string;
  /** The pack that judged it: `baseline`. */
  readonly pack: string;
  /** File that a finding in this stack is shown at: the stack's own, or the project's; relative to the repository. */
  readonly file: string;
  /** What its program registered. */
  readonly preview: StackPreview;
  /** Verdict of each rule on each resource, with the exceptions applied. */
  readonly judgements: readonly Judgement[];
  /** Monthly cost drivers, highest first. */
  readonly costs: readonly CostDriver[];
  /** Undefined at the first preview of a stack. */
  readonly changes: Changes | undefined;
}

/** A stack whose program could not be run to its end. */
export interface StackFailure {
  /** Name of the stack. */
  readonly stack: string;
  /** What the person who wrote the program needs to know. */
  readonly message: string;
  /** What its program had read of the world outside of the stack. Default: nothing. */
  readonly outside?: readonly OutsideRead[];
}

/** Counts over all stacks of a run. */
export interface Totals {
  /** Resources that the stacks manage. */
  readonly resources: number;
  /** Verdicts: passes, violations and undetermined ones. */
  readonly checks: number;
  /** Violations that block. */
  readonly violations: number;
  /** Violations that do not block, without those that are excepted. */
  readonly advisories: number;
  /** Violations and undetermined checks that a waiver excepts. */
  readonly waived: number;
  /** Violations that the baseline lists. */
  readonly known: number;
  /** Checks whose values are not known, without those that are waived. */
  readonly undetermined: number;
}

/** What came of the checks of stacks, counted. */
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
