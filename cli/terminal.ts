import pc from "picocolors";
import type { Colors } from "picocolors/types";

/** Where a command writes: results to standard output, progress and errors to standard error. */
export interface Terminal {
  /** Colours, or none. */
  readonly colors: Colors;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  error(text: string): void;
  /** Replaces the previous progress line; shown only to a person, never written into a log. */
  progress(text: string): void;
}

const CLEAR_LINE = "\r\u001b[2K";
const PROGRESS_INTERVAL_MS = 100;

/** The process's own terminal. Colour and progress only where a person looks on; `NO_COLOR` and `FORCE_COLOR` count. */
export function processTerminal(): Terminal {
  const watched = process.stderr.isTTY === true && !process.env.CI;
  let shownAt = 0;
  const clear = () => {
    if (shownAt > 0) process.stderr.write(CLEAR_LINE);
    shownAt = 0;
  };
  return {
    colors: pc.createColors(pc.isColorSupported && (process.stdout.isTTY === true || "FORCE_COLOR" in process.env)),
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    error: (text) => {
      clear();
      process.stderr.write(text);
    },
    progress: (text) => {
      if (!watched || Date.now() - shownAt < PROGRESS_INTERVAL_MS) return;
      shownAt = Date.now();
      process.stderr.write(`${CLEAR_LINE}${text}`.slice(0, (process.stderr.columns ?? 80) + CLEAR_LINE.length - 1));
    },
  };
}
