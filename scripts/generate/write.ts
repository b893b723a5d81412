import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Finding } from "../lint/finding";
import type { GeneratedFiles } from "./generated-files";
import type { Generator } from "./generators";

/** What differs between the generated files and those that are there. */
export interface Differences {
  /** Missing, or with another text. */
  readonly stale: readonly string[];
  /** In a folder of generated files, and generated no more. */
  readonly left: readonly string[];
}

/** Compares a generator's files with those below a folder. */
export function differences(root: string, { owns }: Pick<Generator, "owns">, files: GeneratedFiles): Differences {
  const present = owns === undefined ? [] : filesIn(root, owns);
  return {
    stale: [...files].filter(([path, text]) => textAt(join(root, path)) !== text).map(([path]) => path),
    left: present.filter((path) => !files.has(path)),
  };
}

/** Writes what differs, and nothing else: a file that is fresh keeps its time. */
export function writeDifferences(root: string, files: GeneratedFiles, { stale, left }: Differences): void {
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? "");
  }
  for (const path of left) rmSync(join(root, path));
}

/** Each stale file of a generator, with the command that refreshes it. */
function staleFindings({ name }: Pick<Generator, "name">, { stale, left }: Differences): readonly Finding[] {
  const fix = `npm run generate -- ${name}`;
  return [
    ...stale.map((path) => ({ path, problem: "is stale", fix })),
    ...left.map((path) => ({ path, problem: "is generated no more", fix })),
  ];
}

/** Stale files of every generator, found without writing anything. */
export async function staleFiles(root: string, generators: readonly Generator[]): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const generator of generators) {
    found.push(...staleFindings(generator, differences(root, generator, await generator.files())));
  }
  return found;
}

function filesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);
  } catch {
    return [];
  }
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
