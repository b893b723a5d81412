import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { PreviewedResource, StackPreview } from "@plinth/engine";
import { MASK, redactedValue, redactor } from "../redact";

/** What a stack's preview registers that its last one did not, and the other way round. */
export interface Changes {
  /** URNs that are new. */
  readonly created: readonly string[];
  /** URNs that are gone. */
  readonly deleted: readonly string[];
  /** Changes of secret values are not seen: they are never stored. */
  readonly updated: readonly Update[];
}

interface Update {
  readonly urn: string;
  /** The top-level inputs that differ. */
  readonly properties: readonly string[];
  /** Those of them for which AWS makes a new resource and deletes the old one, with what it holds. */
  readonly replaces: readonly string[];
}

/** What is remembered of a preview: resources that the stack manages, and secrets to leave out. */
export type RememberedPreview = Pick<StackPreview, "stack" | "resources" | "secrets">;

/** A project that has not been previewed for so long has had its day: most are copies of a pipeline or a test. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Inputs by URN. */
type Snapshot = Record<string, Record<string, unknown>>;

/** Where previews are remembered: outside the project, which an offline preview leaves as it was. */
function snapshotFile(root: string, stack: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const project = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return join(cache, "plinth", "previews", project, `${stack}.json`);
}

/**
 * Compares with the last preview of this stack, if there was one, and remembers this one.
 * @param root Folder of the project.
 * @param forcesReplacement Whether an input of a type cannot change in place. Default: each can.
 */
export function changesSinceLastPreview(
  root: string,
  preview: RememberedPreview,
  forcesReplacement: (type: string, property: string) => boolean = () => false,
): Changes | undefined {
  const file = snapshotFile(root, preview.stack);
  const current = snapshotOf(preview);
  const last = read(file);
  write(file, current);
  const types = new Map(preview.resources.map(({ urn, type }) => [urn, type]));
  return last && compare(last, current, (urn, property) => forcesReplacement(types.get(urn) ?? "", property));
}

/** The changes from one snapshot to the next. */
export function compare(
  last: Snapshot,
  current: Snapshot,
  isReplacing: (urn: string, property: string) => boolean = () => false,
): Changes {
  const updated = Object.entries(current).flatMap(([urn, inputs]) => {
    const before = last[urn];
    if (!before) return [];
    const keys = new Set([...Object.keys(before), ...Object.keys(inputs)]);
    const properties = [...keys].filter((key) => !isDeepStrictEqual(before[key], inputs[key])).sort();
    const replaces = properties.filter((property) => isReplacing(urn, property));
    return properties.length > 0 ? [{ urn, properties, replaces }] : [];
  });
  return {
    created: Object.keys(current).filter((urn) => !(urn in last)),
    deleted: Object.keys(last).filter((urn) => !(urn in current)),
    updated,
  };
}

function snapshotOf({ resources, secrets }: RememberedPreview): Snapshot {
  const inputs = Object.fromEntries(resources.map((r) => [r.urn, withoutSecrets(r)]));
  // Masked as text too: a provider may have copied a secret into a property that is not marked secret.
  return redactedValue(JSON.parse(JSON.stringify(inputs)), redactor(secrets)) as Snapshot;
}

function withoutSecrets(resource: PreviewedResource): Record<string, unknown> {
  const shown = Object.entries(resource.inputs).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(shown.map(([k, v]) => [k, resource.secretProperties.includes(k) ? MASK : v]));
}

function read(file: string): Snapshot | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Snapshot;
  } catch {
    return undefined; // Never previewed here, or not readable: then this is the first preview.
  }
}

function write(file: string, snapshot: Snapshot): void {
  try {
    const project = dirname(file);
    const isFirst = mkdirSync(project, { recursive: true, mode: 0o700 }) !== undefined;
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(snapshot), { mode: 0o600 });
    renameSync(temporary, file);
    if (isFirst) forgetOldProjects(dirname(project));
  } catch {
    // A read-only home must not stop a preview; the next one is then a first preview again.
  }
}

/** The folder of a project is as old as its last preview. Looked at when a project is previewed for the first time. */
function forgetOldProjects(folder: string): void {
  const oldest = Date.now() - KEPT_MS;
  for (const name of readdirSync(folder)) {
    const project = join(folder, name);
    if (statSync(project).mtimeMs < oldest) rmSync(project, { recursive: true, force: true });
  }
}
