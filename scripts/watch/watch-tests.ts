import { type Dirent, existsSync, readdirSync, readFileSync, watch } from "node:fs";
import { join, sep } from "node:path";
import { testsTouchedBy } from "./import-graph";

export interface WatchOptions {
  /** Folder of the repository. */
  readonly root: string;
  /** Runs tests. Changes that arrive while it runs are handed over together afterwards. */
  readonly run: (changed: readonly string[], tests: readonly string[]) => Promise<void>;
}

/** Editors write a file in several steps. */
const SETTLE_MILLISECONDS = 100;

const SKIPPED = new Set(["node_modules", "dist"]);
const READ = /\.(ts|js|json|ya?ml|md)$/;

/**
 * Watches a repository and hands over what changed, with the unit tests that each change touches.
 * @returns Function that stops watching.
 */
export function watchTests({ root, run }: WatchOptions): () => void {
  const files = readFiles(root);
  // Parses every module now, so that the first change does not wait for it.
  testsTouchedBy([], files);
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const next = async () => {
    if (running || pending.size === 0) return;
    const changed = [...pending].filter((path) => refresh(root, files, path)).sort();
    pending.clear();
    if (changed.length === 0) return;
    running = true;
    try {
      await run(changed, testsTouchedBy(changed, files));
    } finally {
      running = false;
    }
    await next();
  };
  const noted = (path: string) => {
    if (!READ.test(path) || path.split("/").some(isSkipped)) return;
    pending.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void next(), SETTLE_MILLISECONDS);
  };

  const watchers = foldersIn(root).map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name !== null) noted(`${folder}/${name.split(sep).join("/")}`);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Reads a file again. Returns whether its text is another one: a mere touch is no change. */
function refresh(root: string, files: Map<string, string>, path: string): boolean {
  const file = join(root, path);
  const before = files.get(path);
  if (!existsSync(file)) return files.delete(path);
  files.set(path, readFileSync(file, "utf8"));
  return files.get(path) !== before;
}

function readFiles(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of entriesOf(join(root, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (READ.test(entry.name)) files.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  for (const folder of foldersIn(root)) visit(folder);
  return files;
}

function foldersIn(root: string): readonly string[] {
  return entriesOf(root).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
}

function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !isSkipped(name));
}

function isSkipped(name: string): boolean {
  return SKIPPED.has(name) || name.startsWith(".");
}
