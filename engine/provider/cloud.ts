import * as fs from "node:fs";
import type { Values } from "../simulation";

/** What the simulated cloud holds beyond one run of a provider. */
export interface Cloud {
  /** Remembers a resource as it was created or changed. */
  keep(type: string, id: string, outputs: Values): void;
  forget(type: string, id: string): void;
  /** A resource as it was left; null if there is none, undefined if nothing is remembered. */
  find(type: string, id: string): Values | null | undefined;
}

interface Entry {
  readonly type: string;
  readonly id: string;
  readonly outputs: Values | null;
}

/**
 * With `PLINTH_SIMULATED_CLOUD` set to a file's path, each resource is kept there as a line of JSON, so that a later run
 * can import what an earlier one left. Without it nothing is kept.
 */
export function cloudFromEnvironment(): Cloud {
  const file = process.env.PLINTH_SIMULATED_CLOUD;
  if (!file) return { keep: () => {}, forget: () => {}, find: () => undefined };
  const write = (entry: Entry) => fs.appendFileSync(file, `${JSON.stringify(entry)}\n`);
  return {
    keep: (type, id, outputs) => write({ type, id, outputs }),
    forget: (type, id) => write({ type, id, outputs: null }),
    find: (type, id) => entriesOf(file).findLast((entry) => entry.type === type && entry.id === id)?.outputs ?? null,
  };
}

function entriesOf(file: string): Entry[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Entry);
}
