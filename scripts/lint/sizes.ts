import { posix } from "node:path";
import type { Finding } from "./finding";

/** The most files that may lie loose in a package's folder, by folder. */
const LOOSE_FILES: Readonly<Record<string, number>> = { policies: 3 };

/** Blueprints of AI workloads: each says only what is its own, in one file of at most this many lines. */
export const BLUEPRINT_LINES = 150;
const AI_BLUEPRINTS = ["customer-support", "conversational", "document-processing", "agentic"] as const;

/** Folders with too many loose TypeScript files, and blueprints that are too long. */
export function sizeFaults(files: ReadonlyMap<string, string>): readonly Finding[] {
  const loose = Object.entries(LOOSE_FILES).flatMap(([folder, most]) => {
    const found = [...files.keys()].filter((path) => posix.dirname(path) === folder && path.endsWith(".ts"));
    if (found.length <= most) return [];
    const problem = `has ${found.length} loose files (${found.join(", ")}), more than ${most}`;
    return [{ path: folder, problem, fix: "move them into the room that they belong to" }];
  });
  const long = AI_BLUEPRINTS.flatMap((name) => {
    const path = `blueprints/${name}/${name}.ts`;
    const lines = (files.get(path) ?? "").trimEnd().split("\n").length;
    if (lines <= BLUEPRINT_LINES) return [];
    const problem = `has ${lines} lines, more than ${BLUEPRINT_LINES}`;
    return [{ path, problem, fix: "move what other workloads need too into blueprints/workload" }];
  });
  return [...loose, ...long];
}
