import { existsSync } from "node:fs";
import { join } from "node:path";
import { type KnownFinding, loadBaseline, loadWaivers, type Waiver } from "@plinth/policies";
import type { PulumiProject } from "./pulumi-project";

/** Files of exceptions, as arguments of a command name them. */
export interface ExceptionFiles {
  /** File of waivers. Default: `PLINTH_WAIVERS`, or else `waivers.yaml` in the folder of `Pulumi.yaml`. */
  readonly waivers?: string;
  /** File of findings from before. Default: `PLINTH_BASELINE`, or else none. */
  readonly baseline?: string;
  /** File to write the findings to as a baseline; nothing blocks then. Default: none. */
  readonly writeBaseline?: string;
}

/** Waivers and baseline as they are in their files. */
export interface LoadedExceptions {
  /** Waivers of the file; none without one. */
  readonly waivers: readonly Waiver[];
  /** Undefined where there is no baseline, so that no finding is new or known. */
  readonly baseline: readonly KnownFinding[] | undefined;
  /** File that the findings are written to, with its content before the run. */
  readonly target: { readonly file: string; readonly before: readonly KnownFinding[] } | undefined;
}

/**
 * Loads the waivers and the baseline of a run from the files of its arguments, its environment or the project's folder.
 * @throws PlinthError if a file cannot be used.
 */
export function loadExceptions({ root }: PulumiProject, files: ExceptionFiles): LoadedExceptions {
  const { PLINTH_WAIVERS, PLINTH_BASELINE } = process.env;
  const ofProject = join(root, "waivers.yaml");
  const waivers = files.waivers || PLINTH_WAIVERS || (existsSync(ofProject) ? ofProject : undefined);
  const baseline = files.baseline || PLINTH_BASELINE;
  const { writeBaseline: target } = files;
  const before = target !== undefined && existsSync(target) ? loadBaseline(target) : [];
  return {
    waivers: waivers === undefined ? [] : loadWaivers(waivers),
    baseline: baseline ? loadBaseline(baseline) : undefined,
    target: target === undefined ? undefined : { file: target, before },
  };
}
