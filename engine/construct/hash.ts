import { createHash } from "node:crypto";

/** Eight hexadecimal digits by which Pulumi's components tell the names of their children apart. */
export function hashOf(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}
