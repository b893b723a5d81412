import type { RunReport } from "../run/run-report";

/** Formats of a report. */
export const FORMATS = ["text", "json", "sarif", "junit"] as const;

/** Format of a report. */
export type Format = (typeof FORMATS)[number];

/**
 * A run as one document of a format; each is loaded when it is asked for. Ends with a newline. Text is no document: it is
 * written stack by stack, as they are previewed.
 */
export function documentOf(run: RunReport, format: Format): string {
  if (format === "text") return "";
  if (format === "junit") return (require("./junit-report") as typeof import("./junit-report")).junitReport(run);
  const document =
    format === "sarif"
      ? (require("./sarif-report") as typeof import("./sarif-report")).sarifReport(run)
      : (require("./json-report") as typeof import("./json-report")).jsonReport(run);
  return `${JSON.stringify(document, null, 2)}\n`;
}
