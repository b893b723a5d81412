import { type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { changed, type Generator, type Mutation, ofType, type Props } from "./mutation";

const { tagKeys } = loadStandard();
const KEYS = [tagKeys.workload, tagKeys.owner, tagKeys.environment, tagKeys.classification];
/** Keys whose values are a closed list. */
const CLOSED = [tagKeys.environment, tagKeys.classification];
const CLASSIFIED = "data-store-is-classified";
const STORES = rules.find(({ id }) => id === CLASSIFIED)?.types ?? [];

export const tags: Generator = (records) => [
  ...ofType(records, ...STORES).flatMap((store) => onStore(records, store)),
  ...ofType(records, "aws:s3/bucket:Bucket").flatMap((bucket) => lowered(records, bucket)),
];

/** Outputs below the level of the sources that they are made of. */
function lowered(records: readonly ResourceRecord[], bucket: ResourceRecord): readonly Mutation[] {
  const own = tagsOf(bucket);
  if (own["plinth:store"] !== "output") return [];
  return ["public", "internal"].map((level) => ({
    title: `${bucket.name} lowered to ${level}`,
    records: tagged(records, bucket, { ...own, [tagKeys.classification]: level }),
    caughtBy: ["data-flow-keeps-classification"],
    names: [bucket.name],
    companions: ["s3-bucket-objects-expire"],
  }));
}

function onStore(records: readonly ResourceRecord[], store: ResourceRecord): readonly Mutation[] {
  const mutation = (title: string, mutated: readonly ResourceRecord[]): Mutation => ({
    title: `${store.name} ${title}`,
    records: mutated,
    caughtBy: [CLASSIFIED],
    names: [store.name],
    // A workload in an environment of its own stands apart from its account and its role.
    companions: ["environments-have-own-accounts", "iam-role-serves-one-workload"],
  });
  const own = tagsOf(store);
  return [
    ...KEYS.map((key) => mutation(`without tag ${key}`, tagged(records, store, { ...own, [key]: undefined }))),
    ...CLOSED.map((key) => mutation(`with a made-up ${key}`, tagged(records, store, { ...own, [key]: "whatever" }))),
    ...(sameAsDefaults(store)
      ? KEYS.map((key) =>
          mutation(`relying on its provider, without its default tag ${key}`, defaultsOnly(records, store, key)),
        )
      : []),
  ];
}

function tagsOf({ props }: ResourceRecord): Props {
  const all = props.tagsAll ?? props.tags;
  return typeof all === "object" && all !== null ? { ...all } : {};
}

function tagged(records: readonly ResourceRecord[], store: ResourceRecord, all: Props): ResourceRecord[] {
  return changed(records, store, { tags: all, tagsAll: all });
}

/** A store of another level than its provider's would break other rules with the provider's tags alone. */
function sameAsDefaults(store: ResourceRecord): boolean {
  return KEYS.every((key) => tagsOf(store)[key] === defaultsOf(store)[key]);
}

function defaultsOf({ provider }: ResourceRecord): Props {
  return JSON.parse(String(provider?.defaultTags)).tags;
}

/** What a store without the standard's tags of its own inherits when one default tag is gone from its provider. */
function defaultsOnly(records: readonly ResourceRecord[], store: ResourceRecord, key: string): ResourceRecord[] {
  const others = Object.entries(tagsOf(store)).filter(([own]) => !KEYS.includes(own));
  const untagged = changed(records, store, { tags: Object.fromEntries(others), tagsAll: undefined });
  const provider = {
    ...store.provider,
    defaultTags: JSON.stringify({ tags: { ...defaultsOf(store), [key]: undefined } }),
  };
  return untagged.map((record) => (record.urn === store.urn ? { ...record, provider } : record));
}
