import type { Classification } from "@plinth/standards";
import type { Estate, ResourceRecord, Verdict } from "../../core/rule";
import { environmentOf, isListedEnvironment, workloadOf } from "../resource/tags";
import { ENCRYPTION, isBucket } from "./buckets";
import { keyPathsOf } from "./encryption";

const ALIAS = "aws:kms/alias:Alias";
const KEYS: readonly string[] = [
  "aws:kms/key:Key",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
];
/** Types that a store may name as its key. */
export const KEYS_AND_ALIASES: readonly string[] = [...KEYS, ALIAS];

/**
 * The verdict on a sensitive store under a key that another workload, or the same one in another environment, owns by its
 * tags: whoever owns the key decides who reads the store and can take it away. Undefined if none does.
 */
export function verdictOnKeyOwner(store: ResourceRecord, level: Classification, estate: Estate): Verdict | undefined {
  const key = keysOf(store, estate).find((one) => isOfAnother(one, store, estate));
  return (
    key && {
      outcome: "violation",
      found: `${store.name} holds ${level} data and is encrypted with ${key.name}, a key of another workload or environment`,
      required: "a customer managed key of its own workload and environment",
      fix: "name a key with the tags of the store's workload; WorkloadKey makes one",
    }
  );
}

/** An environment that the standard does not list is data-store-is-classified's finding, and may be the same one. */
function isOfAnother(key: ResourceRecord, store: ResourceRecord, { standard }: Estate): boolean {
  const environments = [key, store].map((one) => environmentOf(one, standard));
  const areListed = environments.every((name) => typeof name === "string" && isListedEnvironment(standard, name));
  return (
    differ(workloadOf(key, standard), workloadOf(store, standard)) ||
    (areListed && differ(environments[0], environments[1]))
  );
}

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

function keysOf(store: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const settings = isBucket(store) ? estate.referrers(store, "bucket", ENCRYPTION.types) : [];
  return [
    ...(store.type === LOG_GROUP ? ["kmsKeyId"] : keyPathsOf(store.type)).map((path) => [store, path] as const),
    ...(isBucket(store) ? ENCRYPTION.inline.map((path) => [store, `${path}.kmsMasterKeyId`] as const) : []),
    ...settings.map((setting) => [setting, `${ENCRYPTION.settings}.kmsMasterKeyId`] as const),
  ].flatMap(([resource, path]) =>
    estate
      .references(resource, path, KEYS_AND_ALIASES)
      .found.flatMap((one) => (one.type === ALIAS ? estate.references(one, "targetKeyId", KEYS).found : [one])),
  );
}

function differ(one: unknown, other: unknown): boolean {
  return typeof one === "string" && typeof other === "string" && one !== other;
}
