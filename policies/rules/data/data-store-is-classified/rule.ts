import { CLASSIFICATIONS, type Standard } from "@plinth/standards";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { DATA_STORES } from "../../../readers/data/data-stores";
import { hygiene } from "../../../readers/estate/hygiene";
import { type Tags, tagsOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "data-store-is-classified",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: [],
  title: "Every resource that holds data says whose it is and how sensitive",
  scope: "stack",
  types: DATA_STORES,

  judge: hygiene((store, estate): Verdict => {
    const tags = tagsOf(store);
    if (tags === UNKNOWN) return { outcome: "undetermined", reason: "the tags are not known yet" };
    const requiredTags = requiredTagsOf(estate.standard);
    const faults = requiredTags.flatMap((demand) => faultOf(demand, tags));
    if (faults.length > 0) {
      return {
        outcome: "violation",
        found: `${store.name} ${faults.map(({ found }) => found).join(" and ")}`,
        required: faults.map(({ required }) => required).join("; "),
        fix: "add the tags to the resource, or to defaultTags of its provider; Plinth's components bring them",
      };
    }
    const open = requiredTags.find(({ key }) => tags.get(key) === UNKNOWN);
    return open ? { outcome: "undetermined", reason: `tag ${open.key} is not known yet` } : { outcome: "pass" };
  }),
};

interface RequiredTag {
  readonly key: string;
  /** Allowed values; undefined if any will do. */
  readonly values?: readonly string[];
}

function requiredTagsOf({ tagKeys, environments }: Standard): readonly RequiredTag[] {
  return [
    { key: tagKeys.workload },
    { key: tagKeys.owner },
    { key: tagKeys.environment, values: environments.names },
    { key: tagKeys.classification, values: CLASSIFICATIONS },
  ];
}

function faultOf({ key, values }: RequiredTag, tags: Tags): { found: string; required: string }[] {
  const value = tags.get(key);
  if (value === UNKNOWN || (value && (values === undefined || values.includes(value)))) return [];
  return [
    {
      found: value ? `has the tag ${key} with a value that is not allowed` : `has no tag ${key}`,
      required: values ? `tag ${key}: ${values.join(", ")}` : `tag ${key}`,
    },
  ];
}
