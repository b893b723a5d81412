import * as fs from "node:fs";

/** One call of the engine. */
export interface JournalEntry {
  readonly method: "configure" | "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke" | "construct";
  /** URN of the resource, or token of the function. */
  readonly subject: string;
  readonly preview?: boolean;
}

export type Journal = (entry: JournalEntry) => void;

/**
 * With `PLINTH_PROVIDER_JOURNAL` set to a file's path, each call is added to it as a line of JSON, so that tests can
 * assert what the engine did, and above all that it created nothing.
 */
export function journalFromEnvironment(packageName: string): Journal {
  const file = process.env.PLINTH_PROVIDER_JOURNAL;
  if (!file) return () => {};
  return (entry) => fs.appendFileSync(file, `${JSON.stringify({ package: packageName, ...entry })}\n`);
}
