import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Given, OutsideRead } from "@plinth/engine";
import { GivenValues, readGivenFile } from "../readers/given-file";
import { readYamlFile } from "../readers/yaml-file";
import { writeSkeleton } from "./given-skeleton";

/** Files of what exists outside of the stacks, as arguments of a command name them. */
export interface GivenFiles {
  /** File of values. Default: `PLINTH_GIVEN`, or else none. */
  readonly given?: string;
  /** File that gets what the programs read and no value is given of, to be filled in. Default: none. */
  readonly writeGiven?: string;
}

/** What is given of the world outside of a run's stacks, and what is still to be given. */
export class RunGiven {
  readonly #values: GivenValues | undefined;
  readonly #target: string | undefined;

  /** @throws PlinthError if a file cannot be used; nothing has run then. */
  constructor({ given, writeGiven }: GivenFiles) {
    const file = given || process.env.PLINTH_GIVEN;
    this.#values = file ? new GivenValues(readGivenFile(file)) : undefined;
    // A file that says nothing is one to be filled.
    if (writeGiven !== undefined && existsSync(writeGiven) && readYamlFile(writeGiven, "cli/Given") !== undefined)
      readGivenFile(writeGiven);
    this.#target = writeGiven;
  }

  /** For the programs. Undefined where nothing is given. */
  get values(): Given | undefined {
    return this.#values;
  }

  /** @param complete Whether every stack of the project was previewed. */
  unused(complete: boolean): readonly string[] {
    return complete ? (this.#values?.unused ?? []) : [];
  }

  /**
   * Adds what was read and is not given to the file that the arguments name.
   * @param redacted A value without its secrets.
   * @returns How many values are to be filled in; undefined if there is no such file.
   */
  write(reads: readonly OutsideRead[], redacted: (value: unknown) => unknown): number | undefined {
    if (this.#target === undefined) return undefined;
    // Not the file as a whole: it may hold secrets that are given.
    const hasNoSecret = ([, value]: [string, unknown]) => isDeepStrictEqual(redacted(value), value);
    const safe = reads.map((read) => ({
      ...read,
      args: Object.fromEntries(Object.entries(read.args).filter(hasNoSecret)),
    }));
    return writeSkeleton(this.#target, safe);
  }
}
