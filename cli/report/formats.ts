import { redactedValue } from "../redact";
import type { RunReport } from "../run/run-report";

/** Formats of a report. */
export const FORMATS = ["text", "json", "sarif", "junit"] as const;

/** Format of a report. */
export type Format = (typeof FORMATS)[number];

/**
 * A run as one document of a format; each is loaded when it is asked for. Ends with a newline. Text is no document: it is
 * written stack by stack, as they are previewed.
 * @param redact Masks secrets in a text.
 */
export function documentOf(run: RunReport, format: Format, redact: (text: string) => string): string {
  if (format === "text") return "";
  if (format === "junit")
    return redact((require("./junit-report") as typeof import("./junit-report")).junitReport(run));
  const document =
    format === "sarif"
      ? (require("./sarif-report") as typeof import("./sarif-report")).sarifReport(run)
      : (require("./json-report") as typeof import("./json-report")).jsonReport(run);
  return `${JSON.stringify(redactedValue(document, redact), null, 2)}\n`;
}
