import type { ResourceRecord } from "../rule";

/** What stands in a resource that creates others. */
export interface Contents {
  /** What it creates, as far as it can be read. */
  readonly records: readonly ResourceRecord[];
  /** Why some of it, or all, cannot be read; empty if everything is. */
  readonly unread: readonly string[];
}

export const NOTHING: Contents = { records: [], unread: [] };

export function unreadable(...unread: readonly string[]): Contents {
  return { records: [], unread };
}
