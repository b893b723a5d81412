import { posix } from "node:path";
import { readModules } from "../lint/modules";

/** Texts of a repository's files by path from its folder, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** Files that modules find with `readdir` or read as text, and the modules that do. */
const READ_BY: readonly { readonly files: RegExp; readonly modules: readonly string[] }[] = [
  {
    files: /^policies\/rules\/.+\/(rule|examples)\.ts$/,
    modules: ["tests/support/all-examples.ts", "tests/support/rule-folders.ts"],
  },
  {
    files: /^policies\/rules\/.+\/(rule\.ts|examples\.ts|why\.md)$/,
    modules: ["policies/rules/rule-page.ts"],
  },
  { files: /^components\/[^/]+\/[^/]+\.ts$/, modules: ["tests/support/component-examples.ts"] },
  {
    files: /^(stacks\/|Pulumi\.yaml$)/,
    modules: ["tests/support/blueprint-examples.ts", "tests/support/changes.ts", "tests/support/stacks.ts"],
  },
];

/**
 * Lists the test files that a change touches: those that changed, and those that import what changed, however many
 * modules lie between. Type-only imports do not count, because they do not run. A file that no module imports counts as
 * a change of the modules that read it, or else of its package's nearest `index.ts`; a fixture, of its folder's tests.
 * @param changed Paths of changed, new or deleted files.
 * @param isTest Which files are tests. Default: `*.test.ts` in `tests/unit`.
 * @returns Paths in order.
 */
export function testsTouchedBy(
  changed: readonly string[],
  files: Files,
  isTest: (path: string) => boolean = isUnitTest,
): readonly string[] {
  const importers = importersIn(files);
  const touched = new Set<string>();
  const visit = (path: string) => {
    if (touched.has(path)) return;
    touched.add(path);
    for (const next of [...(importers.get(path) ?? []), ...readersOf(path)]) visit(next);
  };
  for (const path of changed) {
    visit(path);
    if (!importers.has(path) && readersOf(path).length === 0) for (const owner of ownersOf(path, files)) visit(owner);
  }
  return [...touched].filter((path) => isTest(path) && files.has(path)).sort();
}

function isUnitTest(path: string): boolean {
  return path.startsWith("tests/unit/") && path.endsWith(".test.ts");
}

/** Modules by what they import and run, or find with `require.resolve`. */
function importersIn(files: Files): ReadonlyMap<string, readonly string[]> {
  const { byPath, reach } = readModules(files);
  const importers = new Map<string, string[]>();
  for (const { path, uses } of byPath.values()) {
    for (const { specifier, kind } of uses) {
      const target = kind === "types" ? undefined : reach(path, specifier);
      if (target === undefined) continue;
      const known = importers.get(target);
      if (known) known.push(path);
      else importers.set(target, [path]);
    }
  }
  return importers;
}

function readersOf(path: string): readonly string[] {
  return READ_BY.filter(({ files }) => files.test(path)).flatMap(({ modules }) => modules);
}

/** What a file that no module imports belongs to: a fixture to the tests of its folder, other data to the nearest index. */
function ownersOf(path: string, files: Files): readonly string[] {
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
    const index = `${folder}/index.ts`;
    if (index !== path && files.has(index)) return [index];
    const tests = [...files.keys()].filter((file) => posix.dirname(file) === folder && file.endsWith(".test.ts"));
    if (tests.length > 0 && !path.endsWith(".test.ts")) return tests;
  }
  return [];
}
