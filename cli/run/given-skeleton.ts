import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { OutsideRead } from "@plinth/engine";
import { Document, isMap, isNode, isScalar, isSeq, parseDocument, Scalar, type YAMLMap, YAMLSeq } from "yaml";
import { isNameOf } from "../readers/given-file";
import { ORGANIZATION } from "../readers/pulumi-project";

const HEADER = ` What exists outside of the stacks, for plinth preview --given. A value that is left empty is unknown, or a name, id
 or ARN that stands in for the real one. An entry may have fewer arguments: it is for every call that has them. Quote the
 ids of accounts. A secret is written as { fn::secret: value }.`;

/**
 * Writes what was read outside of the stacks and is not given, to be filled in. What the file has already stays.
 * @returns How many values of the reads are still empty in it.
 */
export function writeSkeleton(file: string, reads: readonly OutsideRead[]): number {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const document = before === "" ? newDocument() : parseDocument(before);
  document.contents ??= document.createNode({ version: 1 });
  const empty = [...merged(reads)].sort(byQuestion).reduce((sum, read) => sum + addRead(document, read), 0);
  const text = document.toString({ lineWidth: 0, nullStr: "" });
  writeFileSync(file, before.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text);
  return empty;
}

function newDocument(): Document {
  const document = new Document({ version: 1 });
  document.commentBefore = HEADER;
  return document;
}

/** Two stacks may read the same, and ask for different members of it. */
function merged(reads: readonly OutsideRead[]): Iterable<OutsideRead> {
  const found = new Map<string, OutsideRead>();
  for (const read of reads) {
    const key = questionOf(read);
    const before = found.get(key)?.missing ?? [];
    found.set(key, { ...read, missing: [...new Set([...before, ...read.missing])] });
  }
  return found.values();
}

function byQuestion(a: OutsideRead, b: OutsideRead): number {
  return questionOf(a) < questionOf(b) ? -1 : 1;
}

function questionOf({ kind, name, args }: OutsideRead): string {
  return JSON.stringify([kind, name, args]);
}

/** Adds the missing members of a read, and returns how many of them have no value. */
function addRead(document: Document, { kind, name, args, given, missing }: OutsideRead): number {
  if (missing.length === 0 && given.length > 0) return 0;
  if (kind === "stack") {
    return addMembers(document, ["stacks", keyOf(document, name)], [...missing].sort());
  }
  const [list, question, values] =
    kind === "function"
      ? ["functions", { function: name, ...(Object.keys(args).length > 0 ? { arguments: args } : {}) }, "result"]
      : ["resources", { type: name, id: args.id }, "outputs"];
  return addMembers(document, [list, entryOf(document, list, question), values], missing);
}

/** The name of a stack as the file has it. */
function keyOf(document: Document, fullName: string): string {
  const stacks = document.get("stacks");
  const names = isMap(stacks) ? stacks.items.map(({ key }) => String(key)) : [];
  return names.find((name) => isNameOf(name, fullName)) ?? shownName(fullName);
}

/** A stack's name as a person would write it: without an organisation, where none is known. */
export function shownName(fullName: string): string {
  return fullName.replace(`${ORGANIZATION}/`, "");
}

/** Place of the entry that asks the same; a new one is added for want of it. */
function entryOf(document: Document, list: string, question: object): number {
  const entries = document.get(list);
  const found = isSeq(entries) ? entries : new YAMLSeq();
  if (!isSeq(entries)) document.set(list, found);
  const names = Object.keys(question);
  const index = found.items.findIndex((item) => {
    if (!isMap(item)) return false;
    const { result, outputs, ...asked } = item.toJSON() as Record<string, unknown>;
    return names.length === Object.keys(asked).length && isDeepStrictEqual(asked, question);
  });
  return index >= 0 ? index : found.items.push(document.createNode(question)) - 1;
}

function addMembers(document: Document, path: readonly (string | number)[], members: readonly string[]): number {
  if (!isMap(document.getIn(path))) document.setIn(path, document.createNode({}));
  const values = document.getIn(path) as YAMLMap;
  for (const member of members) if (!values.has(member)) values.set(document.createNode(member), new Scalar(null));
  return members.filter((member) => isEmpty(values.get(member, true))).length;
}

function isEmpty(node: unknown): boolean {
  return !isNode(node) || (isScalar(node) && node.value === null);
}
