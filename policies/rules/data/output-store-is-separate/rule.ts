import { memoizeByEstate } from "../../../core/memoize";
import { isSet, topLevelProperty } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { valuesAt } from "../../../core/values";
import { type BucketUse, bucketUsesOf } from "../../../readers/data/bucket-uses";
import { BUCKETS, ENCRYPTION } from "../../../readers/data/buckets";
import { storeKindOf } from "../../../readers/data/store-tags";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";

const KEY = "aws:kms/key:Key";

/** See why.md. */
export const rule: Rule = {
  id: "output-store-is-separate",
  layer: "data",
  family: "retention",
  severity: "high",
  cures: [...PERMISSION_TYPES, ...ENCRYPTION.types],
  causes: "anything",
  title: "What models say shares no bucket, key or retention with what they are given",
  scope: "stack",
  types: BUCKETS,

  judge(bucket, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const uses = bucketUsesAndTag(bucket, estate);
    if (uses === UNKNOWN) return { outcome: "undetermined", reason: "what the bucket holds is not known yet" };
    if (!uses.has("output")) return { outcome: "not-applicable", reason: "it holds no outputs" };
    if (uses.has("source")) return violation(`${bucket.name} holds sources and outputs, and one lifecycle for both`);
    const keys = keysOf(bucket, estate);
    const shared = keys.map((key) => sources(estate).keys.get(key)).find((source) => source !== undefined);
    if (shared) return violation(`${bucket.name} and ${shared.name}, a store of sources, are encrypted with one key`);
    return keys.includes(UNKNOWN) || (keys.length > 0 && sources(estate).unclear)
      ? { outcome: "undetermined", reason: "which key encrypts it, or the sources, is not known yet" }
      : { outcome: "pass" };
  },
};

function violation(found: string): Verdict {
  return {
    outcome: "violation",
    found,
    required: "outputs in a bucket of their own, under a key and a lifecycle of their own",
    fix: "write outputs to another bucket with another key, or use OutputStore, which brings both",
  };
}

/** What a bucket is used for, and what its tag says. */
function bucketUsesAndTag(bucket: ResourceRecord, estate: Estate): ReadonlySet<BucketUse> | Unknown {
  const used = bucketUsesOf(bucket, estate);
  const kind = storeKindOf(bucket, "log");
  if (kind === UNKNOWN) return used.size === 2 ? used : UNKNOWN;
  return kind === "source" || kind === "output" ? new Set([...used, kind]) : used;
}

/** The keys of the stores of sources, and whether there is one whose key cannot be seen yet. */
const sources = memoizeByEstate((estate) => {
  const stores = estate.ofType(...BUCKETS).filter((bucket) => {
    const uses = bucketUsesAndTag(bucket, estate);
    // Without a tag and a use a bucket is a source, as for its retention.
    return uses !== UNKNOWN && !uses.has("output") && (uses.has("source") || storeKindOf(bucket) === "source");
  });
  const keyed = stores.flatMap((store) => keysOf(store, estate).map((key) => [key, store] as const));
  return {
    keys: new Map(keyed.filter(([key]) => key !== UNKNOWN)),
    unclear: keyed.some(([key]) => key === UNKNOWN),
  };
});

/** The customer managed keys of a bucket's default encryption: those of this run, and the names of others. */
function keysOf(bucket: ResourceRecord, estate: Estate): readonly (ResourceRecord | string | Unknown)[] {
  const own = estate.referrers(bucket, "bucket", ENCRYPTION.types);
  const named =
    own.length > 0 ? own.flatMap((setting) => keysAt(setting, "rules[]", estate)) : inlineKeys(bucket, estate);
  return named.filter((key) => typeof key !== "string" || (key !== "" && !key.includes("alias/aws/")));
}

function inlineKeys(bucket: ResourceRecord, estate: Estate): readonly (ResourceRecord | string | Unknown)[] {
  const tops = ["serverSideEncryptionConfiguration.rule", "bucketEncryption.serverSideEncryptionConfiguration[]"];
  return tops.filter((path) => isSet(bucket, topLevelProperty(path))).flatMap((path) => keysAt(bucket, path, estate));
}

function keysAt(
  resource: ResourceRecord,
  rules: string,
  estate: Estate,
): readonly (ResourceRecord | string | Unknown)[] {
  return ["applyServerSideEncryptionByDefault", "serverSideEncryptionByDefault"].flatMap(
    (setting): readonly (ResourceRecord | string | Unknown)[] => {
      const path = `${rules}.${setting}.kmsMasterKeyId`;
      const { found, complete } = estate.references(resource, path, [KEY]);
      if (complete) return found;
      return valuesAt(resource.props, path).map((value) => (typeof value === "string" ? value : UNKNOWN));
    },
  );
}
