import { LOG_RETENTION_DAYS, retentionRange, type Workload } from "@plinth/standards";
import type { Check } from "./plinth-component";

/** @internal Whether `value` is a whole number from `min` to `max`, both included. */
export function isIntegerBetween(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/**
 * @internal The check of an optional `logRetentionDays`: one of the periods that CloudWatch Logs accepts, within the
 * standard's range for logs of the workload's classification.
 */
export function logRetentionCheck({ standard, classification }: Workload, days: number | undefined): Check {
  const { minimumDays, maximumDays } = retentionRange(standard, classification, "log");
  const periods = LOG_RETENTION_DAYS.filter((period) => period >= minimumDays && period <= maximumDays);
  return [
    days === undefined || periods.some((period) => period === days),
    "logRetentionDays",
    `one of ${periods.join(", ")} for ${classification} data`,
    String(days),
  ];
}

/**
 * @internal The check of a component's name, by the name in AWS that follows from it.
 * @param resource Kind of the resource that has the name in AWS: `queue`.
 */
export function nameLengthCheck(resource: string, named: string, maxLength: number): Check {
  const allowed = `a name that leaves the ${resource}'s within ${maxLength} characters`;
  return [named.length <= maxLength, "name", allowed, named];
}

/** @internal Whether the text is an e-mail address. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** @internal Whether the text is a host name of at least two labels, without protocol and port: `api.example.com`. */
export function isHostName(text: string): boolean {
  return /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(text);
}

/** @internal One check for each address: `emails[0]` and so on. */
export function emailChecks(emails: readonly string[]): Check[] {
  return emails.map((email, index) => [isEmailAddress(email), `emails[${index}]`, "an e-mail address", email]);
}
