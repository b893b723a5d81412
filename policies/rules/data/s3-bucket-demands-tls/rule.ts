import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { BUCKETS, bucketNameOf, POLICY, settingsOf } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { externalAdministrator } from "../../../readers/iam/administrator";
import { type PolicyDocument, readDocument } from "../../../readers/iam/document";
import { type Answer, canPerform, type NamedPolicy } from "../../../readers/iam/evaluate";

/** Somebody who may do everything, and asks without TLS. */
const ADMINISTRATOR = externalAdministrator(new Map([["aws:securetransport", ["false"]]]));

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-demands-tls",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: POLICY.types,
  causes: POLICY.types,
  title: "A bucket refuses requests without TLS",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    const name = bucketNameOf(bucket);
    const answers = withoutTls(bucket, name === UNKNOWN ? "not-known-yet" : name, estate);
    if (answers.includes("allowed") && name !== UNKNOWN) {
      return {
        outcome: "violation",
        found: `${bucket.name} answers requests without TLS`,
        required: 'a policy that denies s3:* on the bucket and its objects when aws:SecureTransport is "false"',
        fix: "add a BucketPolicy with that statement, or use ClassifiedBucket, which brings one",
      };
    }
    if (answers.every((answer) => answer === "denied")) return { outcome: "pass" };
    return { outcome: "undetermined", reason: "the bucket policy is not known yet" };
  }),
};

/** What the bucket answers to reading, writing and listing without TLS. */
function withoutTls(bucket: ResourceRecord, name: string, estate: Estate): readonly Answer[] {
  const documents = settingsOf(bucket, POLICY, estate).map((policy) => readDocument(policy) ?? []);
  // Of several policies AWS keeps one, so that each must refuse by itself.
  const policies = documents.length > 0 ? documents : [[]];
  const arn = `arn:${partitionOf(documents)}:s3:::${name}`;
  const requests = [
    { action: "s3:ListBucket", resource: arn },
    { action: "s3:GetObject", resource: `${arn}/plinth` },
    { action: "s3:PutObject", resource: `${arn}/plinth` },
  ];
  return policies.flatMap((document) => {
    const resourcePolicies: readonly NamedPolicy[] = [{ name: "bucket policy", document: aboutTls(document) }];
    return requests.map((request) => canPerform(ADMINISTRATOR, { ...request, resourcePolicies }));
  });
}

/** Other statements may keep this caller out for other reasons. */
function aboutTls(document: PolicyDocument): PolicyDocument {
  if (document === UNKNOWN) return UNKNOWN;
  return document.filter(({ conditions }) =>
    conditions.some(({ key, operator }) => key === "aws:securetransport" || operator === "unknown"),
  );
}

function partitionOf(documents: readonly PolicyDocument[]): string {
  const patterns = documents
    .flatMap((document) => (document === UNKNOWN ? [] : document))
    .flatMap((s) => s.resources.patterns);
  const arn = patterns.find((pattern): pattern is string => typeof pattern === "string" && pattern.startsWith("arn:"));
  return arn?.split(":")[1] ?? "aws";
}
