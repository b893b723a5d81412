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
    title: "objects greater than 0 bytes, below an empty prefix, are the whole bucket",
    resources: [
      confidential,
      lifecycle(expire(365, { filter: { and: { prefix: "", objectSizeGreaterThan: 0, tags: {} } } })),
    ],
    outcome: "pass",
  },
  {
    title: "small and large objects in two rules, and earlier versions in a third",
    resources: [
      confidential,
      versioned,
      lifecycle(
        expire(365, { filter: { objectSizeLessThan: 4096 } }),
        expire(180, { filter: { objectSizeGreaterThan: 4095 } }),
        { id: "earlier", status: "Enabled", filter: {}, ...earlier },
      ),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: between small and large objects some are in no rule",
    resources: [
      confidential,
      lifecycle(
        expire(365, { filter: { objectSizeLessThan: 4096 } }),
        expire(365, { filter: { objectSizeGreaterThan: 9000 } }),
      ),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: large objects stay longer than the standard allows",
    resources: [
      confidential,
      lifecycle(
        expire(365, { filter: { objectSizeLessThan: 4096 } }),
        expire(4000, { filter: { objectSizeGreaterThan: 4095 } }),
      ),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: small objects go before the standard allows",
    resources: [
      confidential,
      lifecycle(
        expire(3, { filter: { objectSizeLessThan: 4096 } }),
        expire(365, { filter: { objectSizeGreaterThan: 4095 } }),
      ),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: sizes below one prefix",
    resources: [
      confidential,
      lifecycle(expire(365, { filter: { and: { prefix: "tmp/", objectSizeGreaterThan: 0 } } })),
    ],
    outcome: "violation",
  },
  {
    title: "the size from which objects expire is not known yet",
    resources: [confidential, lifecycle(expire(365, { filter: { objectSizeGreaterThan: UNKNOWN } }))],
    outcome: "undetermined",
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
    title: "audit records, locked, for ten years",
    resources: [
      bucket("confidential", {}, { "plinth:store": "audit" }),
      lifecycle(expire(3653)),
      configured("ObjectLockConfiguration", { rule: { defaultRetention: { mode: "COMPLIANCE", days: 731 } } }),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a tag says audit for ten years, and nothing is locked",
    resources: [bucket("confidential", {}, { "plinth:store": "audit" }), lifecycle(expire(3653))],
    outcome: "undetermined",
  },
  {
    title: "near miss: a tag says audit for ten years of what a knowledge base reads",
    resources: [
      bucket("confidential", {}, { "plinth:store": "audit" }),
      lifecycle(expire(3653)),
      {
        type: "aws:bedrock/agentDataSource:AgentDataSource",
        name: "articles",
        props: { dataSourceConfiguration: { s3Configuration: { bucketArn: "answers" } } },
        refersTo: { dataSourceConfiguration: "answers" },
      },
    ],
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
