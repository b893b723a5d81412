import type { OutsideRead } from "@plinth/engine";
import { shownName } from "../run/given-skeleton";

/** Reads that are named; of more, their number tells enough. */
const NAMED = 3;

/** One line on what a stack's program read elsewhere and nothing here can know; "" if there is nothing of the kind. */
export function outsideText(reads: readonly OutsideRead[]): string {
  const open = reads.filter(isOpen);
  if (open.length === 0) return "";
  return `  unknown, or stood in for, from outside of the stack: ${named(open)} (--given supplies values, --write-given lists them)`;
}

/** What to try when a program has failed after such reads; "" if there were none. */
export function outsideHint(reads: readonly OutsideRead[]): string {
  const open = reads.filter(isOpen);
  if (open.length === 0) return "";
  return [
    `before that it read values outside of the stack, which are unknown or stand-ins here: ${named(open)}`,
    "if it fails because of them: --write-given given.yaml lists them to be filled in, --given given.yaml supplies them",
  ].join("\n");
}

/** Of a stack's outputs none may have been asked for by name. */
function isOpen({ kind, given, missing }: OutsideRead): boolean {
  return missing.length > 0 || (kind === "stack" && given.length === 0);
}

function named(reads: readonly OutsideRead[]): string {
  const names = [...new Set(reads.map(nameOf))].sort();
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.slice(0, NAMED).join(", ")}${more}`;
}

function nameOf({ kind, name, args, missing }: OutsideRead): string {
  if (kind === "function") return name;
  if (kind === "resource") return `${name} ${args.id}`;
  const outputs =
    missing.length > 0 ? ` (${missing.slice(0, NAMED).join(", ")}${missing.length > NAMED ? ", …" : ""})` : "";
  return `stack ${shownName(name)}${outputs}`;
}
