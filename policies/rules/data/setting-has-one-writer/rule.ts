import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { otherWriterOf } from "../../../readers/data/setting-conflicts";
import { WRITER_TYPES } from "../../../readers/data/setting-writers";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "setting-has-one-writer",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: [],
  title: "Each setting of a resource has one writer",
  scope: "stack",
  types: WRITER_TYPES,

  judge: hygiene((resource, estate): Verdict => {
    const other = otherWriterOf(resource, estate);
    if (other === undefined) return { outcome: "pass" };
    if (other === UNKNOWN)
      return { outcome: "undetermined", reason: "whose setting it writes, or what, is not known yet" };
    const { writer, property } = other;
    const what = nounOf(resource.type);
    return {
      outcome: "violation",
      found: property
        ? `${resource.name} writes a ${what} of ${writer.name}, whose own ${property} writes it too: AWS keeps the last write`
        : `${resource.name} writes the ${what} that ${writer.name} writes too: AWS keeps the last write`,
      required: `one writer of each ${what}`,
      fix: property
        ? `move what ${property} of ${writer.name} says into ${resource.name} and remove ${property}, or remove ${resource.name}`
        : `merge ${resource.name} into ${writer.name} and remove it`,
    };
  }),
};

/** `bucket public access block` for `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock`. */
function nounOf(type: string): string {
  const [, , name = ""] = type.split(":");
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
