import {
  CLASSIFICATIONS,
  type Classification,
  isProduction as isProductionEnvironment,
  type Standard,
} from "@plinth/standards";
import { memoize } from "../../core/memoize";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, parsedJson, textOf } from "../../core/values";

/** Tags by key; a value that is not known yet is UNKNOWN. */
export type Tags = ReadonlyMap<string, string | Unknown>;

/**
 * The tags that a resource ends up with: `tagsAll` once the provider has computed it, else `tags` over the provider's
 * `defaultTags`. UNKNOWN if not even the keys are known.
 */
export const tagsOf = memoize((record: ResourceRecord): Tags | Unknown => {
  const { tags, tagsAll } = record.props;
  const all = readTags(tagsAll);
  if (all !== UNKNOWN && all.size > 0) return all;
  const own = readTags(tags);
  const defaults = defaultTagsOf(record);
  if (own === UNKNOWN || defaults === UNKNOWN) return UNKNOWN;
  return new Map([...defaults, ...own]);
});

/** One tag: undefined if the resource has it not, UNKNOWN if that cannot be said yet. */
export function tagOf(record: ResourceRecord, key: string): string | undefined | Unknown {
  const tags = tagsOf(record);
  if (tags !== UNKNOWN) return tags.get(key);
  // An unknown map of tags lets nothing be said of the default tags below it either: tags override them.
  return UNKNOWN;
}

/** Classification level; undefined if the resource has none, or one that the standard does not know. */
export function classificationOf(record: ResourceRecord, standard: Standard): Classification | undefined | Unknown {
  const value = tagOf(record, standard.tagKeys.classification);
  return value === UNKNOWN ? UNKNOWN : CLASSIFICATIONS.find((level) => level === value);
}

/** Name of the workload that the resource says it belongs to. */
export function workloadOf(record: ResourceRecord, standard: Standard): string | undefined | Unknown {
  return tagOf(record, standard.tagKeys.workload);
}

/** Name of the environment that the resource says it belongs to. */
export function environmentOf(record: ResourceRecord, standard: Standard): string | undefined | Unknown {
  return tagOf(record, standard.tagKeys.environment);
}

/**
 * Whether the resource is tagged as production; undefined if nothing says, and for a name that the standard does not
 * list: `production` and `PROD` may well be the organisation's production.
 */
export function isProduction(record: ResourceRecord, standard: Standard): boolean | undefined | Unknown {
  const environment = environmentOf(record, standard);
  if (environment === UNKNOWN || environment === undefined) return environment;
  return isListedEnvironment(standard, environment) ? isProductionEnvironment(standard, environment) : undefined;
}

/** Whether the standard lists an environment by exactly this name. */
export function isListedEnvironment({ environments }: Standard, environment: string): boolean {
  return environments.names.includes(environment);
}

function defaultTagsOf({ provider }: ResourceRecord): Tags | Unknown {
  // Provider configuration arrives as JSON text on the wire.
  const configured = parsedJson(provider?.defaultTags);
  return configured === UNKNOWN ? UNKNOWN : readTags(isObject(configured) ? configured.tags : undefined);
}

function readTags(value: unknown): Tags | Unknown {
  const tags = parsedJson(value);
  if (tags === UNKNOWN) return UNKNOWN;
  const read = new Map<string, string | Unknown>();
  if (Array.isArray(tags)) {
    for (const tag of listOf(tags)) {
      if (tag === UNKNOWN) return UNKNOWN;
      // aws-native lists tags as { key, value }.
      if (isObject(tag) && typeof tag.key === "string") read.set(tag.key, text(tag.value));
    }
  } else if (isObject(tags)) {
    for (const [key, member] of Object.entries(tags)) {
      if (member !== undefined && member !== null) read.set(key, text(member));
    }
  }
  return read;
}

function text(value: unknown): string | Unknown {
  return value === UNKNOWN ? UNKNOWN : textOf(value);
}
