import type { Estate, Rule, Verdict } from "../../../core/rule";
import { BUCKETS, POLICY, settingsOf } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { readDocument } from "../../../readers/iam/document";
import { answersToExternalPrincipals } from "../../../readers/iam/external-principals";
import { curesOfOpenDocument } from "../../../readers/iam/open-document-cures";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "critical",
  causes: POLICY.types,
  cures: "anything",
  title: "A bucket policy lets in nobody from outside of the organisation",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    if (classificationOf(bucket, estate.standard) === "public") {
      return { outcome: "not-applicable", reason: "it holds public data" };
    }
    const policies = settingsOf(bucket, POLICY, estate);
    const documents = policies.map((policy) => readDocument(policy) ?? []);
    const answersIn = (surroundings: Estate) =>
      documents.flatMap((document) => answersToExternalPrincipals(document, "s3:GetObject", surroundings));
    const answers = answersIn(estate);
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${bucket.name} has a policy that lets in callers from outside of the organisation`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: "name the role that reads it, or add StringEquals aws:PrincipalOrgID to the statement",
        // A policy of its own takes the place of what the bucket says itself.
        cures:
          estate.referrers(bucket, "bucket", POLICY.types).length === 0
            ? "anything"
            : curesOfOpenDocument(policies, estate, (own) => answersIn(own).includes("allowed")),
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the bucket policy is not known yet" };
    return { outcome: "pass" };
  }),
};
