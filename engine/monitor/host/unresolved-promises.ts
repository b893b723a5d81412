import { STACK_TYPE } from "@plinth/standards/pulumi/urn";
import type { SdkStore } from "../../sdk/sdk";

const LABEL = Symbol("label");

/** Remembers what the SDK says that a promise is for. A member is cheaper than a WeakMap, which slows garbage collection. */
export function label(promise: Promise<unknown>, text: unknown): void {
  (promise as { [LABEL]?: unknown })[LABEL] = text;
}

/**
 * What the unresolved promises of a run belong to, oldest first: `answers (aws:s3/bucket:Bucket)`, or a function's
 * token. The stack waits for everything, so it is not named.
 */
export function unresolved({ leakCandidates }: SdkStore): string[] {
  const names = new Set<string>();
  for (const promise of leakCandidates) {
    const text = String((promise as { [LABEL]?: unknown })[LABEL] ?? "");
    const [, name, type] = /resource:([^[\]]+)\[([^\]]+)\]/.exec(text) ?? [];
    const token = /tok=(\S+)/.exec(text)?.[1];
    if (name !== undefined && type !== STACK_TYPE) names.add(`${name} (${type})`);
    else if (token !== undefined) names.add(token);
  }
  return [...names];
}
