import { createEstate } from "../../core/estate";
import type { Estate, Types } from "../../core/rule";

/** Account numbers in a text. */
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;

/**
 * What could still cure a document that lets in callers from outside: a resource of any type may show that an account
 * which the document names is one's own. Nothing can if strangers come in all the same.
 * @param document As the resource holds it.
 * @param isOpen Whether it lets in callers from outside of an estate's accounts.
 */
export function curesOfOpenDocument(document: unknown, estate: Estate, isOpen: (estate: Estate) => boolean): Types {
  const named = (typeof document === "string" ? document : (JSON.stringify(document) ?? "")).match(ACCOUNT) ?? [];
  if (named.length === 0) return [];
  const { resources, standard } = estate;
  const own = createEstate(resources, { ...standard, accounts: [...standard.accounts, ...named] });
  return isOpen(own) ? [] : "anything";
}
