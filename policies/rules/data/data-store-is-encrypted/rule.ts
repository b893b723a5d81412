import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { ENCRYPTION, isBucket } from "../../../readers/data/buckets";
import { ACCOUNT_KEYS, partsUnderAwsKeys, TYPES_WITH_PARTS } from "../../../readers/data/encrypted-parts";
import { ENCRYPTED_STORES, encryptionOf } from "../../../readers/data/encryption";
import { verdictOnKeyOwner } from "../../../readers/data/key-owners";
import { hygiene } from "../../../readers/estate/hygiene";
import { resourcesStartedBy, STARTERS } from "../../../readers/models/started-resources";
import { classificationOf } from "../../../readers/resource/tags";

const REQUIRED = "encryption at rest, declared";
const FIX = "switch encryption on and name the workload's key; WorkloadKey makes one";

/** See why.md. */
export const rule: Rule = {
  id: "data-store-is-encrypted",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: [...ENCRYPTION.types, ...ACCOUNT_KEYS],
  title: "Every store is encrypted, sensitive data with a key of the workload",
  scope: "stack",
  types: [...new Set([...ENCRYPTED_STORES, ...TYPES_WITH_PARTS, ...STARTERS])],
  settings: requiredFrom("customerManagedKey"),

  judge: hygiene((store, estate): Verdict => {
    const verdict = ENCRYPTED_STORES.includes(store.type) ? judgeStore(store, estate) : PARTS_ONLY;
    if (verdict.outcome === "violation" && !verdict.advisory) return verdict;
    return judgeKeys(store, estate) ?? verdict;
  }),
};

const PARTS_ONLY: Verdict = { outcome: "not-applicable", reason: "none of its parts needs a key of its own" };

/** What a sensitive store has besides its own encryption: parts with other keys, and an owner of its key. */
function judgeKeys(store: ResourceRecord, estate: Estate): Verdict | undefined {
  const level = classificationOf(store, estate.standard);
  if (level === undefined || level === UNKNOWN || !estate.standard.classifications[level].customerManagedKey) return;
  const started = STARTERS.includes(store.type) ? resourcesStartedBy(store, estate) : [];
  const holders = started === UNKNOWN ? [store] : [store, ...started];
  const [part] = holders.flatMap((holder) => partsUnderAwsKeys(holder, estate));
  if (part) {
    return {
      outcome: "violation",
      found: `${store.name} holds ${level} data, and ${part} has no customer managed key`,
      required: "a customer managed key for every part",
      fix: "name the workload's key there too; a replica needs a key of its own region",
    };
  }
  return isBucket(store) ? undefined : verdictOnKeyOwner(store, level, estate);
}

function judgeStore(store: ResourceRecord, estate: Estate): Verdict {
  const { standard } = estate;
  const encryption = encryptionOf(store, estate);
  if (encryption === "own key") return { outcome: "pass" };
  if (encryption === UNKNOWN) return { outcome: "undetermined", reason: "the encryption is not known yet" };
  if (encryption === "none") {
    return { outcome: "violation", found: `${store.name} is not encrypted`, required: REQUIRED, fix: FIX };
  }
  const level = classificationOf(store, standard);
  if (level === UNKNOWN) return { outcome: "undetermined", reason: "the classification tag is not known yet" };
  if (level !== undefined && standard.classifications[level].customerManagedKey) {
    if (isBucket(store)) {
      return { outcome: "not-applicable", reason: "s3-bucket-key-follows-classification asks for its key" };
    }
    return {
      outcome: "violation",
      found: `${store.name} holds ${level} data and is encrypted with a key that AWS owns or manages`,
      required: "encryption at rest with a customer managed key",
      fix: FIX,
    };
  }
  if (encryption === "declared") return { outcome: "pass" };
  // AWS encrypts it whatever the program says, so this is worth a word and no more.
  return {
    outcome: "violation",
    found: `${store.name} says nothing of encryption and has what AWS gives to everybody`,
    required: REQUIRED,
    fix: FIX,
    advisory: true,
  };
}
