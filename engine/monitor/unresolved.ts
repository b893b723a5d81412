import type { SdkStore } from "./sdk";

const labels = new WeakMap<Promise<unknown>, unknown>();

/** Remembers what the SDK says that a promise is for. */
export function label(promise: Promise<unknown>, text: unknown): void {
  labels.set(promise, text);
}

/**
 * What the unresolved promises of a run belong to, oldest first: `answers (aws:s3/bucket:Bucket)`, or a function's
 * token. The stack waits for everything, so it is not named.
 */
export function unresolved({ leakCandidates }: SdkStore): string[] {
  const names = new Set<string>();
  for (const promise of leakCandidates) {
    const text = String(labels.get(promise) ?? "");
    const [, name, type] = /resource:([^[\]]+)\[([^\]]+)\]/.exec(text) ?? [];
    const token = /tok=(\S+)/.exec(text)?.[1];
    if (name !== undefined && type !== "pulumi:pulumi:Stack") names.add(`${name} (${type})`);
    else if (token !== undefined) names.add(token);
  }
  return [...names];
}
