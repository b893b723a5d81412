import { existsSync, readFileSync } from "node:fs";
import { check, PlinthError } from "@plinth/standards";
import { parseDocument } from "yaml";
import { z } from "zod";

const waiver = z.strictObject({
  /** Id of the one rule that it excepts from. */
  rule: z.string().regex(/^[a-z0-9-]+$/, "the id of a rule"),
  /** URN of the resource; `*` stands for any characters. */
  resource: z.string().startsWith("urn:pulumi:", "a resource's URN, or a pattern of one"),
  reason: z.string().min(20, "a reason of at least 20 characters"),
  approver: z.string().min(1, "who approved it"),
  /** Last day on which it holds. */
  expires: z.iso.date("a date such as 2027-03-31"),
});

/** An exception to one rule for one resource (or few), for a time. Reviewed as a file. */
export type Waiver = Readonly<z.infer<typeof waiver>>;

const schema = z.strictObject({ version: z.literal(1), waivers: z.array(waiver) });

/**
 * The waivers in `file`: a YAML file with `version: 1` and a list `waivers`.
 * @throws PlinthError with every fault, if the file cannot be read or is not one of waivers.
 */
export function loadWaivers(file: string): readonly Waiver[] {
  const subject = `waivers ${file}`;
  if (!existsSync(file)) {
    const fault = { id: "policies/Waivers/file", path: "PLINTH_WAIVERS", allowed: "the path of a readable YAML file" };
    throw new PlinthError(subject, [fault]);
  }
  const document = parseDocument(readFileSync(file, "utf8"));
  const broken = document.errors.map(({ code, linePos }) => ({
    id: "policies/Waivers/yaml",
    path: `line ${linePos?.[0].line ?? 1}`,
    allowed: `valid YAML (${code})`,
  }));
  if (broken.length > 0) throw new PlinthError(subject, broken);
  const { data, faults } = check(schema, document.toJS(), { id: "policies/Waivers", printable: () => true });
  if (data === undefined) throw new PlinthError(subject, faults);
  return data.waivers;
}

/** The waiver in force on `day` (ISO date) for a rule and a resource; an expired one is none. */
export function waiverFor(
  waivers: readonly Waiver[],
  rule: string,
  urn: string,
  day: string = new Date().toISOString().slice(0, 10),
): Waiver | undefined {
  return waivers.find((w) => w.rule === rule && w.expires >= day && matches(w.resource, urn));
}

function matches(pattern: string, urn: string): boolean {
  const literals = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`, "s").test(urn);
}
