import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { ENCRYPTION, isBucket } from "../../../readers/data/buckets";
import { ENCRYPTED_STORES, encryptionOf } from "../../../readers/data/encryption";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

const REQUIRED = "encryption at rest, declared";
const FIX = "switch encryption on and name the workload's key; WorkloadKey makes one";

/** See why.md. */
export const rule: Rule = {
  id: "data-store-is-encrypted",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: ENCRYPTION.types,
  title: "Every store is encrypted, sensitive data with a key of the workload",
  scope: "stack",
  types: ENCRYPTED_STORES,
  settings: requiredFrom("customerManagedKey"),

  judge: hygiene((store, estate): Verdict => {
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
  }),
};
