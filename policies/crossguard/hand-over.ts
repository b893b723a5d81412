import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Estate } from "../core/rule";
import { commandLineProcess } from "./command-line-process";
import type { ExpectedResource } from "./pending-resources";

/** Files that no update has taken: previews that were not followed by one. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** The runs that a preview and its update have in common. */
export interface RunIdentity {
  readonly pack: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Leaves for the update what its preview saw: URNs, types and edges, never a value. `pulumi up` starts the pack once for
 * its preview and once for its update, so the file is named after the CLI's process; only its user can read it.
 * Where it cannot be written, the update goes without: it then blocks later, and passes nothing that it would not have.
 */
export function leaveHandOver(run: RunIdentity, { resources }: Estate, folder = privateFolder()): void {
  const file = fileOf(run, folder);
  if (file === undefined || !isPrivateFolder(folder)) return;
  const expected = resources.map(({ urn, type, edges }): ExpectedResource => ({ urn, type, edges }));
  const draft = `${file}.${process.pid}`;
  try {
    removeOld(folder);
    writeFileSync(draft, JSON.stringify(expected), { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

/** Takes what the preview of this very `pulumi up` left, if there was one. */
export function takeHandOver(run: RunIdentity, folder = privateFolder()): readonly ExpectedResource[] | undefined {
  const file = fileOf(run, folder);
  if (file === undefined || !isPrivateFolder(folder)) return undefined;
  try {
    if (!isOwn(lstatSync(file))) return undefined;
    const text = readFileSync(file, "utf8");
    unlinkSync(file);
    return JSON.parse(text) as readonly ExpectedResource[];
  } catch {
    return undefined;
  }
}

function privateFolder(): string {
  return join(tmpdir(), `plinth-previews-${process.getuid?.() ?? "user"}`);
}

/** Whether a folder is there, or could be made, that nobody else can write to or read. */
function isPrivateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    const found = lstatSync(folder);
    return found.isDirectory() && isOwn(found) && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

function isOwn({ uid }: { readonly uid: number }): boolean {
  return uid === process.getuid?.();
}

function fileOf({ pack, project, stack }: RunIdentity, folder: string): string | undefined {
  const cli = commandLineProcess();
  if (cli === undefined) return undefined;
  const name = createHash("sha256")
    .update(JSON.stringify([cli, pack, project, stack]))
    .digest("hex");
  return join(folder, `${name.slice(0, 32)}.json`);
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - lstatSync(file).mtimeMs > MAX_AGE_MS) rmSync(file, { force: true });
  }
}
