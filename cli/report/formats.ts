import type { RunReport } from "./stack-report";

export const FORMATS = ["text", "json", "sarif", "junit"] as const;
export type Format = (typeof FORMATS)[number];

/** A run as one document of a format; each is loaded when it is asked for. Ends with a newline. */
export function documentOf(run: RunReport, format: Exclude<Format, "text">): string {
  if (format === "junit") return (require("./junit-report") as typeof import("./junit-report")).junitReport(run);
  const document =
    format === "sarif"
      ? (require("./sarif-report") as typeof import("./sarif-report")).sarifReport(run)
      : (require("./json-report") as typeof import("./json-report")).jsonReport(run);
  return `${JSON.stringify(document, null, 2)}\n`;
}
