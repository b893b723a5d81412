import * as z from "zod/mini";
import { actionEvent } from "./action-event";
import { auditEvent } from "./audit-event";
import { driftReport } from "./drift-report";
import { evaluationResult, goldenCase } from "./evaluation-result";
import { lineageEvent } from "./lineage-event";
import { redactedRecord } from "./redacted-record";
import { usageEvent } from "./usage-event";

/** Schemas by the name of their file, `<name>.schema.json`. */
export const EVENTS = {
  "action-event": actionEvent,
  "audit-event": auditEvent,
  "drift-report": driftReport,
  "evaluation-result": evaluationResult,
  "golden-case": goldenCase,
  "lineage-event": lineageEvent,
  "redacted-record": redactedRecord,
  "usage-event": usageEvent,
} as const;

/** Name of an event, as its file has it: `audit-event`. */
export type EventName = keyof typeof EVENTS;

/** An event's schema for services that are written in other languages. */
export function eventJsonSchema(name: EventName): string {
  return `${JSON.stringify({ title: name, ...z.toJSONSchema(EVENTS[name], { io: "input" }) }, null, 2)}\n`;
}
