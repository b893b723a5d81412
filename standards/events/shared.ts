import * as z from "zod/mini";

/** ISO 8601 in UTC: `2026-11-22T18:49:00.000Z`. */
export const instant = z.iso.datetime();

/** Letters, digits and a few signs: safe in object keys and log lines. */
export const identifier = z.string().check(z.regex(/^[A-Za-z0-9._:/@-]{1,256}$/));

/** A whole number, 0 or more. */
export const count = z.number().check(z.int(), z.minimum(0));

/** From 0, as bad as can be, to 1. */
export const score = z.number().check(z.minimum(0), z.maximum(1));

/** Members that every event of Plinth's has. */
export const ofWorkload = {
  version: z.literal(1),
  at: instant,
  workload: identifier,
  environment: identifier,
};
