import { URN_PREFIX } from "@plinth/standards/pulumi/urn";
import { z } from "zod";
import { readList, writeList } from "./list-file";

/** Made when it is needed, so that a pack without files to read starts without zod. */
const finding = () =>
  z.strictObject({
    rule: z.string().regex(/^[a-z0-9-]+$/, "the id of a rule"),
    /** URN of the resource. */
    resource: z.string().startsWith(URN_PREFIX, "a resource's URN"),
    /** Fingerprint of what was found, so that a finding which has become another one is new. */
    found: z.string().regex(/^[0-9a-f]{16}$/, "a fingerprint of 16 hexadecimal digits"),
  });

/** A finding that was there when Plinth was adopted: listed, and not blocking while it stays as it is. */
export type KnownFinding = Readonly<z.infer<ReturnType<typeof finding>>>;

/**
 * The findings in `file`, which `plinth preview --write-baseline` wrote.
 * @throws PlinthError with every fault, if the file cannot be read or is not a baseline.
 */
export function loadBaseline(file: string): readonly KnownFinding[] {
  return readList(file, "findings", finding(), { id: "policies/Baseline", subject: "baseline" });
}

/** Writes a baseline in an order that does not depend on the run, so that a change of it reads well. */
export function writeBaseline(file: string, findings: readonly KnownFinding[]): void {
  const sorted = [...new Map(findings.map((f) => [keyOfFinding(f), f]))].sort(([a], [b]) => (a < b ? -1 : 1));
  writeList(
    file,
    "findings",
    sorted.map(([, { rule, resource, found }]) => ({ rule, resource, found })),
  );
}

/** Two findings are the same one if their keys are. */
export function keyOfFinding({ rule, resource, found }: KnownFinding): string {
  return `${resource}\n${rule}\n${found}`;
}
