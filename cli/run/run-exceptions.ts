import {
  auditWaivers,
  Exceptions,
  findingOf,
  goneFrom,
  type Judgement,
  rules,
  stackOf,
  writeBaseline,
} from "@plinth/policies";
import type { LoadedExceptions } from "../readers/exception-files";
import type { PackInForce } from "../readers/pack-in-force";
import type { RunReport, StackReport } from "./run-report";

/** What a report says about waivers and baseline. */
type ExceptionSummary = Pick<RunReport, "waiverFaults" | "waiverFaultsBlock" | "resolved" | "comparesWithBaseline">;

/** Applies the waivers and the baseline of a run, and audits them at its end. */
export class RunExceptions {
  readonly #exceptions: Exceptions;

  constructor(
    private readonly packs: readonly PackInForce[],
    private readonly loaded: LoadedExceptions,
  ) {
    this.#exceptions = new Exceptions(loaded.waivers, loaded.baseline);
  }

  /** The judgement with the waiver or the finding of the baseline that excepts it. */
  apply(judgement: Judgement): Judgement {
    const applied = this.#exceptions.apply(judgement);
    // What is about to be written into the baseline is in it.
    return this.loaded.target && findingOf(applied) && !applied.waiver ? { ...applied, known: true } : applied;
  }

  /** @param complete Whether every stack of the project was judged. */
  summary(reports: readonly StackReport[], complete: boolean): ExceptionSummary {
    const { waivers, baseline, target } = this.loaded;
    const judgements = reports.flatMap((r) => r.judgements);
    const stacks = reports.map((r) => r.stack);
    const asked = this.packs.flatMap((pack) => pack.rules);
    const levels = this.packs.map((pack) => pack.waiverLevel);
    const audit = { rules, asked, stacks: complete ? ("all" as const) : stacks };
    return {
      waiverFaults: levels.every((level) => level === "disabled") ? [] : auditWaivers(waivers, judgements, audit),
      waiverFaultsBlock: levels.includes("mandatory"),
      resolved: target ? [] : goneFrom(baseline ?? [], judgements, stacks),
      comparesWithBaseline: baseline !== undefined,
    };
  }

  /**
   * Writes the baseline, if the arguments name a file for it; findings of stacks that were not judged stay in it.
   * @returns Whether it was written.
   */
  writeBaseline(reports: readonly StackReport[]): boolean {
    const { target } = this.loaded;
    if (!target) return false;
    const judged = reports.map((r) => r.stack);
    const found = reports.flatMap((r) => r.judgements.flatMap((j) => (j.waiver ? [] : (findingOf(j) ?? []))));
    writeBaseline(target.file, [...found, ...target.before.filter((f) => !judged.includes(stackOf(f)))]);
    return true;
  }
}
