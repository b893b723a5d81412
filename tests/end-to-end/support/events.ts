import { existsSync, readFileSync } from "node:fs";

/** A line of the CLI's event log, as far as the tests read it. */
export interface EngineEvent {
  readonly sequence: number;
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly policyPackName: string;
    readonly enforcementLevel: string;
  };
  readonly resourcePreEvent?: { readonly metadata: Step };
  readonly summaryEvent?: {
    readonly durationSeconds: number;
    readonly resourceChanges: Readonly<Record<string, number>>;
    readonly isPreview: boolean;
  };
}

/** What the engine does with one resource: `create`, `update`, `replace`, `delete`, `same`, … */
export interface Step {
  readonly op: string;
  readonly urn: string;
}

/** One policy's finding, as the engine reports it. */
export interface PolicyFinding {
  readonly policy: string;
  readonly pack: string;
  readonly enforcement: string;
  readonly message: string;
  readonly urn: string;
}

export function policyFindings(events: readonly EngineEvent[]): PolicyFinding[] {
  return events.flatMap(({ policyEvent: event }) =>
    event === undefined
      ? []
      : [
          {
            policy: event.policyName,
            pack: event.policyPackName,
            enforcement: event.enforcementLevel,
            message: event.message.trim(),
            urn: event.resourceUrn ?? "",
          },
        ],
  );
}

/** Reads a file of JSON lines; one that was never written has none. */
export function readJsonLines<Line>(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Line);
}
