import { URN_PREFIX } from "@plinth/standards/pulumi/urn";
import { z } from "zod";
import type { Waiver } from "../core/judge";
import { readList } from "./list-file";

/** Days that a waiver is in force at most: a risk that is taken for longer is reviewed in between. */
const MAX_DAYS = 366;
/** Characters of a resource's name that a pattern with `*` has to say. */
const MIN_NAME = 3;
/** Different words that a reason has to have. */
const MIN_WORDS = 4;
/** What stands where a reason is still to be written. */
const FILLER = /\b(todo|tbd|fixme|lorem|ipsum|asdf\w*|qwert\w*|foo|bar|baz|xxx+|placeholder|n\/a|blah|whatever)\b/i;

/** Made when it is needed, so that a pack without files to read starts without zod. */
const waiver = (day: string): z.ZodType<Waiver> => {
  const last = dayAfter(day, MAX_DAYS);
  return z.strictObject({
    rule: z.string().regex(/^[a-z0-9-]+$/, "the id of a rule"),
    resource: z
      .string()
      .startsWith(URN_PREFIX, "a resource's URN, or a pattern of one")
      .refine(
        namesResource,
        `a pattern that ends with a resource's name, with ${MIN_NAME} characters of it beside a *`,
      ),
    reason: z
      .string()
      .min(20, "a reason of at least 20 characters")
      .refine(saysWhy, `a reason in at least ${MIN_WORDS} different words: why the risk is taken, and until when`),
    approver: z.string().min(1, "who approved it"),
    expires: z.iso
      .date("a date such as 2027-03-31")
      .refine((date) => date <= last, `${last} at the latest, which is ${MAX_DAYS} days from now`),
  });
};

/**
 * The waivers in `file`: a YAML file with `version: 1` and a list `waivers`. Refused is a pattern that any name fits, a
 * reason that says nothing, and a last day more than a year away.
 * @param day ISO date from which the last day is counted. Default: today.
 * @throws PlinthError with every fault, if the file cannot be read or is not one of waivers.
 */
export function loadWaivers(file: string, day: string = today()): readonly Waiver[] {
  return readList(file, "waivers", waiver(day), { id: "policies/Waivers", subject: "waivers" });
}

/** Whether a pattern says which name its resources have: `*`, `*::*` and `*a*` fit nearly all. */
function namesResource(pattern: string): boolean {
  const name = pattern.slice(URN_PREFIX.length).split("::").at(-1) ?? "";
  return name !== "" && (!name.includes("*") || name.replaceAll("*", "").length >= MIN_NAME);
}

function saysWhy(reason: string): boolean {
  const words = new Set(reason.toLowerCase().match(/\p{L}{2,}/gu) ?? []);
  return words.size >= MIN_WORDS && !FILLER.test(reason);
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
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
