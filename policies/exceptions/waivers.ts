import { URN_PREFIX } from "@plinth/standards/pulumi/urn";
import { z } from "zod";
import type { Waiver } from "../core/judge";
import { readList } from "./list-file";

/** Made when it is needed, so that a pack without files to read starts without zod. */
const waiver = (): z.ZodType<Waiver> =>
  z.strictObject({
    rule: z.string().regex(/^[a-z0-9-]+$/, "the id of a rule"),
    resource: z.string().startsWith(URN_PREFIX, "a resource's URN, or a pattern of one"),
    reason: z.string().min(20, "a reason of at least 20 characters"),
    approver: z.string().min(1, "who approved it"),
    expires: z.iso.date("a date such as 2027-03-31"),
  });

/**
 * The waivers in `file`: a YAML file with `version: 1` and a list `waivers`.
 * @throws PlinthError with every fault, if the file cannot be read or is not one of waivers.
 */
export function loadWaivers(file: string): readonly Waiver[] {
  return readList(file, "waivers", waiver(), { id: "policies/Waivers", subject: "waivers" });
}

/** The waiver in force on `day` (ISO date) for a rule and a resource; an expired one is none. */
export function waiverFor(
  waivers: readonly Waiver[],
  rule: string,
  urn: string,
  day: string = today(),
): Waiver | undefined {
  return waivers.find((w) => w.rule === rule && w.expires >= day && matches(w.resource, urn));
}

/** This day as an ISO date, in UTC, so that a waiver ends everywhere at once. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Whether a pattern, in which `*` stands for any characters, is one of `urn`. */
export function matches(pattern: string, urn: string): boolean {
  const literals = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`, "s").test(urn);
}
