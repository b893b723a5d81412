import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const lifecycle = (...rules: unknown[]) => configured("LifecycleConfiguration", { rules });
const expire = (days: unknown, more: Record<string, unknown> = {}) => ({
  id: "expire",
  status: "Enabled",
  expiration: { days },
  ...more,
});
const earlier = { noncurrentVersionExpiration: { noncurrentDays: 30 } };
const versioned = configured("Versioning", { versioningConfiguration: { status: "Enabled" } });
const confidential = bucket("confidential");

export const examples: RuleExample[] = [
  { title: "a whole-bucket rule inside the range", resources: [confidential, lifecycle(expire(365))], outcome: "pass" },
  {
    title: "an empty prefix is the whole bucket",
    resources: [confidential, lifecycle(expire(365, { filter: { prefix: "" } }))],
    outcome: "pass",
  },
  {
    title: "a versioned bucket whose earlier versions expire too",
    resources: [confidential, versioned, lifecycle(expire(365, earlier))],
    outcome: "pass",
  },
  { title: "no lifecycle at all", resources: [confidential], outcome: "violation" },
  {
    title: "longer than the standard allows",
    resources: [confidential, lifecycle(expire(4000))],
    outcome: "violation",
  },
  { title: "shorter than the standard allows", resources: [confidential, lifecycle(expire(1))], outcome: "violation" },
  {
    title: "within the range of a source, beyond that of an output",
    resources: [bucket("confidential", {}, { "plinth:store": "output" }), lifecycle(expire(1000))],
    outcome: "violation",
  },
  {
    title: "the earliest of two rules counts",
    resources: [confidential, lifecycle(expire(4000), expire(365))],
    outcome: "pass",
  },
  {
    title: "only one prefix expires",
    resources: [confidential, lifecycle(expire(365, { filter: { prefix: "tmp/" } }))],
    outcome: "violation",
  },
  {
    title: "only objects with a tag expire",
    resources: [confidential, lifecycle(expire(365, { filter: { tag: { key: "keep", value: "no" } } }))],
    outcome: "violation",
  },
  {
    title: "the rule is disabled",
    resources: [confidential, lifecycle(expire(365, { status: "Disabled" }))],
    outcome: "violation",
  },
  {
    title: "near miss: expires once, on a date",
    resources: [confidential, lifecycle({ id: "once", status: "Enabled", expiration: { date: "2027-01-01" } })],
    outcome: "violation",
  },
  {
    title: "near miss: earlier versions stay for ever",
    resources: [confidential, versioned, lifecycle(expire(365))],
    outcome: "violation",
  },
  {
    title: "near miss: the newest earlier versions stay for ever",
    resources: [
      confidential,
      versioned,
      lifecycle(expire(365, { noncurrentVersionExpiration: { noncurrentDays: 30, newerNoncurrentVersions: 3 } })),
    ],
    outcome: "violation",
  },
  {
    title: "written inside the bucket",
    resources: [bucket("confidential", { lifecycleRules: [{ enabled: true, expiration: { days: 365 } }] })],
    outcome: "pass",
  },
  {
    title: "the deprecated types",
    resources: [
      { ...confidential, type: "aws:s3/bucketV2:BucketV2" },
      { ...lifecycle(expire(365)), type: "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2" },
    ],
    outcome: "pass",
  },
  {
    title: "the number of days is not known yet",
    resources: [confidential, lifecycle(expire(UNKNOWN))],
    outcome: "undetermined",
  },
  { title: "the level is not known yet", resources: [bucket(UNKNOWN)], outcome: "undetermined" },
  { title: "a bucket that says nothing about its data", resources: [unclassified], outcome: "violation" },
  {
    title: "what holds no objects",
    resources: [{ ...unclassified, type: "aws:s3/bucketPolicy:BucketPolicy" }],
    outcome: "not-applicable",
  },
  {
    title: "the other provider's bucket",
    resources: [
      {
        ...bucket("internal", { lifecycleConfiguration: { rules: [{ status: "Enabled", expirationInDays: 365 }] } }),
        type: "aws-native:s3:Bucket",
      },
    ],
    outcome: "pass",
  },
  {
    title: "the other provider's bucket, a part of which expires",
    resources: [
      {
        ...bucket("internal", {
          lifecycleConfiguration: { rules: [{ status: "Enabled", expirationInDays: 365, prefix: "tmp/" }] },
        }),
        type: "aws-native:s3:Bucket",
      },
    ],
    outcome: "violation",
  },
];
