import { type Classification, STORE_KINDS, STORE_TAG, type Standard, type StoreKind } from "@plinth/standards";
import { type ResourceRecord, UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import type { Requirement } from "../../core/rule-settings";
import { classificationOf, tagOf } from "../resource/tags";

/** What a store holds, by its tag; without the tag `otherwise`. */
export function storeKindOf(store: ResourceRecord, otherwise: StoreKind = "source"): StoreKind | Unknown {
  const tagValue = tagOf(store, STORE_TAG);
  return tagValue === UNKNOWN ? UNKNOWN : (STORE_KINDS.find((kind) => kind === tagValue) ?? otherwise);
}

/** The classification of a store, or the verdict of a rule that depends on it where there is none. */
export function levelOrVerdict(store: ResourceRecord, standard: Standard): Classification | Verdict {
  const level = classificationOf(store, standard);
  if (level === UNKNOWN) return { outcome: "undetermined", reason: "the classification tag is not known yet" };
  return level ?? { outcome: "not-applicable", reason: "unclassified: data-store-is-classified reports it" };
}

/**
 * The classification of a store of which the standard requires something, or the verdict of a rule about that.
 * @param noun What is required, in the verdict where it is not: `no lock`.
 */
export function levelRequiring(
  requirement: Requirement,
  noun: string,
  store: ResourceRecord,
  standard: Standard,
): Classification | Verdict {
  const level = levelOrVerdict(store, standard);
  if (typeof level === "object" || standard.classifications[level][requirement]) return level;
  return { outcome: "not-applicable", reason: `${level} data needs ${noun}` };
}
