import type { Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { BUCKETS, POLICY, settingsOf } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import { readDocument } from "../../../readers/iam/document";
import { answerToOutside, remedyFor } from "../../../readers/iam/external-principals";
import { trustsServiceOfStores } from "../../../readers/iam/service-callers";
import { classificationOf } from "../../../readers/resource/tags";

const QUESTION = { action: "s3:GetObject", trustsService: trustsServiceOfStores };

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "critical",
  cures: "anything",
  causes: POLICY.types,
  title: "A bucket policy lets in nobody from outside of the organisation",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    if (classificationOf(bucket, estate.standard) === "public") {
      return { outcome: "not-applicable", reason: "it holds public data" };
    }
    const documents = settingsOf(bucket, POLICY, estate).map((policy) => readDocument(policy) ?? []);
    const answers = documents.map((document) => answerToOutside(document, QUESTION, estate));
    const outsiders = [...new Set(answers.flatMap((one) => one.outsiders))];
    if (outsiders.length > 0) {
      return {
        outcome: "violation",
        found: `${bucket.name} has a bucket policy that lets in ${joinWithAnd(outsiders)}`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: remedyFor(outsiders),
        // A policy of its own takes the place of what the bucket says itself.
        cures: estate.referrers(bucket, "bucket", POLICY.types).length === 0 ? "anything" : curesOfAccess(outsiders),
      };
    }
    if (answers.some(({ answer }) => answer === "unknown"))
      return { outcome: "undetermined", reason: "the bucket policy is not known yet" };
    return { outcome: "pass" };
  }),
};
