import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { check, PlinthError } from "@plinth/standards";
import { parseDocument, stringify } from "yaml";
import { z } from "zod";

/**
 * The list `key` of a reviewed YAML file that has `version: 1` beside it.
 * @param kind What faults are called: the beginning of their ids, and the subject of the error.
 * @throws PlinthError with every fault, if the file cannot be read or is not such a list.
 */
export function readList<T>(
  file: string,
  key: string,
  item: z.ZodType<T>,
  kind: { readonly id: string; readonly subject: string },
): readonly T[] {
  const subject = `${kind.subject} ${file}`;
  if (!existsSync(file)) {
    throw new PlinthError(subject, [
      { id: `${kind.id}/file`, path: file, allowed: "the path of a readable YAML file" },
    ]);
  }
  const document = parseDocument(readFileSync(file, "utf8"));
  const broken = document.errors.map(({ code, linePos }) => ({
    id: `${kind.id}/yaml`,
    path: `line ${linePos?.[0].line ?? 1}`,
    allowed: `valid YAML (${code})`,
  }));
  if (broken.length > 0) throw new PlinthError(subject, broken);
  const schema = z.strictObject({ version: z.literal(1), [key]: z.array(item) });
  const { data, faults } = check(schema, document.toJS(), { id: kind.id, printable: () => true });
  if (data === undefined) throw new PlinthError(subject, faults);
  return data[key] as readonly T[];
}

/** Writes what {@link readList} reads. */
export function writeList(file: string, key: string, items: readonly object[]): void {
  writeFileSync(file, stringify({ version: 1, [key]: items }, { lineWidth: 0 }));
}
