import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { containsUnknown, isObject } from "../../property-values";
import type { Values } from "../../simulation";
import { structured } from "./account";

/**
 * A resource's tags over the provider's `defaultTags`, without `ignoreTags`: what Check puts into `tagsAll`. One
 * unknown tag makes all of it unknown.
 */
export function tagsAllOf(tags: unknown, config: Values): Values | typeof UNKNOWN_VALUE {
  const defaults = structured(config.defaultTags);
  const ignored = structured(config.ignoreTags);
  if (containsUnknown([tags, defaults, ignored])) return UNKNOWN_VALUE;
  const keys = isObject(ignored) ? list(ignored.keys) : [];
  const prefixes = isObject(ignored) ? list(ignored.keyPrefixes) : [];
  const merged = { ...record(isObject(defaults) ? defaults.tags : undefined), ...record(tags) };
  return Object.fromEntries(
    Object.entries(merged).filter(
      ([key]) => !keys.includes(key) && !prefixes.some((prefix) => key.startsWith(String(prefix))),
    ),
  );
}

function record(value: unknown): Values {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("__"))) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
