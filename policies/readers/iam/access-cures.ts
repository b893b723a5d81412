import type { Types } from "../../core/rule";
import type { Outsider } from "./external-principals";

const FOREIGN_ACCOUNT: Outsider = "an account that the standard does not list";

/**
 * What could still cure access from outside: a resource of any type may show that an account is one's own. Nothing cures
 * access that does not depend on the account.
 */
export function curesOfAccess(outsiders: readonly Outsider[]): Types {
  return outsiders.some((outsider) => outsider !== FOREIGN_ACCOUNT) ? [] : "anything";
}
