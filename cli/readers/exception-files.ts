import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  auditWaivers,
  Exceptions,
  findingOf,
  goneFrom,
  type Judgement,
  type KnownFinding,
  loadBaseline,
  loadWaivers,
  rules,
  stackOf,
  type Waiver,
  writeBaseline,
} from "@plinth/policies";
import type { RunReport, StackReport } from "../run/run-report";
import type { PackInForce } from "./pack-in-force";
import type { PulumiProject } from "./pulumi-project";

export interface ExceptionFiles {
  readonly waivers?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/**
 * The waivers and the baseline of a run, from the files of its arguments, its environment or beside `Pulumi.yaml`.
 * @throws PlinthError if a file cannot be used; nothing has run then.
 */
export function exceptionsOf(
  { root }: PulumiProject,
  files: ExceptionFiles,
  packs: readonly PackInForce[],
): ProjectExceptions {
  const { PLINTH_WAIVERS, PLINTH_BASELINE } = process.env;
  const beside = join(root, "waivers.yaml");
  const waivers = files.waivers || PLINTH_WAIVERS || (existsSync(beside) ? beside : undefined);
  const baseline = files.baseline || PLINTH_BASELINE;
  const { writeBaseline: target } = files;
  const before = target !== undefined && existsSync(target) ? loadBaseline(target) : [];
  return new ProjectExceptions(
    packs,
    waivers === undefined ? [] : loadWaivers(waivers),
    baseline ? loadBaseline(baseline) : undefined,
    target === undefined ? undefined : { file: target, before },
  );
}

type ToldOfExceptions = Pick<RunReport, "waiverFaults" | "waiverFaultsBlock" | "gone" | "comparesWithBaseline">;

export class ProjectExceptions {
  readonly #exceptions: Exceptions;

  /** @param target File that what is found is written to, with what it held before. */
  constructor(
    private readonly packs: readonly PackInForce[],
    private readonly waivers: readonly Waiver[],
    private readonly baseline?: readonly KnownFinding[],
    private readonly target?: { readonly file: string; readonly before: readonly KnownFinding[] },
  ) {
    this.#exceptions = new Exceptions(waivers, baseline);
  }

  apply(judgement: Judgement): Judgement {
    const applied = this.#exceptions.apply(judgement);
    // What is about to be written into the baseline is in it.
    return this.target && findingOf(applied) && !applied.waiver ? { ...applied, known: true } : applied;
  }

  /** @param complete Whether every stack of the project was judged. */
  told(reports: readonly StackReport[], complete: boolean): ToldOfExceptions {
    const judgements = reports.flatMap((r) => r.judgements);
    const stacks = reports.map((r) => r.stack);
    const judged = this.packs.flatMap((pack) => pack.rules);
    const levels = this.packs.map((pack) => pack.waiverLevel);
    const audit = { rules, judged, stacks: complete ? ("all" as const) : stacks };
    return {
      waiverFaults: levels.every((level) => level === "disabled") ? [] : auditWaivers(this.waivers, judgements, audit),
      waiverFaultsBlock: levels.includes("mandatory"),
      gone: this.target ? [] : goneFrom(this.baseline ?? [], judgements, stacks),
      comparesWithBaseline: this.baseline !== undefined,
    };
  }

  /** Writes the baseline, if one is asked for; what it lists of stacks that were not judged stays. */
  write(reports: readonly StackReport[]): boolean {
    if (!this.target) return false;
    const judged = reports.map((r) => r.stack);
    const found = reports.flatMap((r) => r.judgements.flatMap((j) => (j.waiver ? [] : (findingOf(j) ?? []))));
    writeBaseline(this.target.file, [...found, ...this.target.before.filter((f) => !judged.includes(stackOf(f)))]);
    return true;
  }
}
