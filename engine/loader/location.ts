import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { originalPosition } from "./typescript";

const ENGINE = `${dirname(__dirname)}${sep}`;

/** `    at name (file:line:column)`, or without a name; Node.js's own files have no path. */
const FRAME = /^\s+at (?:async )?(?:.*\()?((?:file:\/\/)?\/[^()]+?|[A-Za-z]:\\[^()]+?):(\d+):(\d+)\)?$/gm;

/**
 * Where in the user's own source an error was made: the innermost frame that is not in a library or in this engine, as
 * `/project/index.ts:12:5`. Undefined if no frame is the user's.
 */
export function locationOf(error: unknown): string | undefined {
  const stack = String((error as Error | undefined)?.stack ?? "");
  for (const [, file, line, column] of stack.matchAll(FRAME)) {
    if (file === undefined) continue;
    const path = file.startsWith("file:") ? fileURLToPath(file.replace(/\?.*$/, "")) : file;
    if (path.includes(`${sep}node_modules${sep}`) || path.startsWith(ENGINE)) continue;
    return sourcePosition(path, Number(line), Number(column), file.startsWith("file:"));
  }
  return undefined;
}

function sourcePosition(file: string, line: number, column: number, isModule: boolean): string {
  if (/\.[cm]?tsx?$/.test(file)) {
    const original = originalPosition(file, line, column, isModule);
    return `${file}:${original.line}:${original.column}`;
  }
  return compiledPosition(file, line, column) ?? `${file}:${line}:${column}`;
}

/** Through the source map that a compiler left with a JavaScript file, inline or in a file next to it. */
function compiledPosition(file: string, line: number, column: number): string | undefined {
  try {
    const map = sourceMapOf(file);
    const entry = map && new SourceMap(map).findEntry(line - 1, column - 1);
    if (!entry || !("originalSource" in entry)) return undefined;
    return `${resolve(dirname(file), entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return undefined;
  }
}

function sourceMapOf(file: string) {
  const reference = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(file, "utf8"))?.[1];
  if (reference === undefined) return undefined;
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(reference)?.[1];
  if (inline !== undefined) return JSON.parse(Buffer.from(inline, "base64").toString("utf8"));
  const mapFile = join(dirname(file), reference);
  return existsSync(mapFile) ? JSON.parse(readFileSync(mapFile, "utf8")) : undefined;
}
