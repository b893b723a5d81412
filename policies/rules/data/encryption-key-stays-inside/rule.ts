import { accountOfArn } from "../../../core/arn";
import { topLevelProperty, valuesSetAt } from "../../../core/properties";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { canonicalType } from "../../../core/variants";
import { KEYS_AND_ALIASES } from "../../../readers/data/key-owners";
import { hygiene } from "../../../readers/estate/hygiene";
import { isOutside } from "../../../readers/iam/known-accounts";
import { pathsOf, typesWith } from "../../../readers/resource/type-facts";

/** What names a key to describe, share or replicate it encrypts nothing. */
const ABOUT_KEYS = /^aws(-native)?:kms[:/]/;

/** See why.md. */
export const rule: Rule = {
  id: "encryption-key-stays-inside",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: "anything",
  title: "Data is encrypted with keys of the organisation's own accounts",
  scope: "stack",
  types: typesWith("keys").filter((type) => !ABOUT_KEYS.test(type) && canonicalType(type) === type),

  judge: hygiene((store, estate): Verdict => {
    const paths = pathsOf(store.type, "keys");
    const named = paths.flatMap((path) =>
      valuesSetAt(store, path).map((key) => [topLevelProperty(path), key] as const),
    );
    const unknown = paths.filter((path) => valuesSetAt(store, path).includes(UNKNOWN));
    // Whatever names a key that the run makes is known before its ARN is.
    const isUnseen = unknown.some((path) => !estate.references(store, path, KEYS_AND_ALIASES).complete);
    const keys = named.filter(([, key]) => typeof key === "string" && accountOfArn(key) !== undefined);
    if (keys.length === 0 && unknown.length === 0)
      return { outcome: "not-applicable", reason: "it names no key by its account" };
    const answers = keys.map(
      ([property, key]) => [property, isOutside(accountOfArn(String(key)) ?? "", estate)] as const,
    );
    const foreign = answers.filter(([, answer]) => answer === true);
    if (foreign.length > 0) {
      return {
        outcome: "violation",
        found: `${store.name} names in ${joinWithAnd(foreign.map(([property]) => property))} a key of an account that the standard does not list`,
        required: "a key of an account of the organisation, which no other organisation can disable or delete",
        fix: "name a key of your own account, such as WorkloadKey's keyArn; list an account of the organization under accounts in the standard",
      };
    }
    if (isUnseen || answers.some(([, answer]) => answer === UNKNOWN)) {
      return { outcome: "undetermined", reason: "whether the key is of its own account is not known yet" };
    }
    return { outcome: "pass" };
  }),
};
