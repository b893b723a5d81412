import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, model, tagged, unclassified } from "../example-buckets";

const queue = (tags: unknown, provider?: Record<string, unknown>) => ({
  type: "aws:sqs/queue:Queue",
  name: "requests",
  props: { tags },
  provider,
});

export const examples: RuleExample[] = [
  { title: "all four tags", resources: [bucket("confidential")], outcome: "pass" },
  {
    title: "default tags of the provider count",
    resources: [queue({ owner: "care" }, { defaultTags: { tags: tagged("internal") } })],
    outcome: "pass",
  },
  {
    title: "an untagged bucket in a stack that invokes models",
    resources: [unclassified, model],
    outcome: "violation",
  },
  {
    title: "an untagged bucket beside a tagged one",
    resources: [unclassified, { ...bucket("public"), name: "other" }],
    outcome: "violation",
  },
  { title: "a level that the standard does not know", resources: [bucket("secret")], outcome: "violation" },
  {
    title: "an environment that the standard does not know",
    resources: [bucket("internal", {}, { environment: "demo" })],
    outcome: "violation",
  },
  { title: "an empty owner", resources: [bucket("internal", {}, { owner: "" })], outcome: "violation" },
  {
    title: "near miss: keys differ in case",
    resources: [queue({ Workload: "support", Owner: "care", Environment: "prod", Classification: "internal" }), model],
    outcome: "violation",
  },
  { title: "a tag that is not known yet", resources: [bucket(UNKNOWN)], outcome: "undetermined" },
  {
    title: "one unknown tag hides no missing one",
    resources: [queue({ workload: "support", "data-classification": UNKNOWN })],
    outcome: "violation",
  },
  { title: "tags that are not known yet", resources: [queue(UNKNOWN), model], outcome: "undetermined" },
  {
    title: "the other provider's list of tags",
    resources: [
      {
        type: "aws-native:s3:Bucket",
        name: "answers",
        props: { tags: Object.entries(tagged("internal")).map(([key, value]) => ({ key, value })) },
      },
    ],
    outcome: "pass",
  },
  {
    title: "the other provider's, untagged",
    resources: [{ ...unclassified, type: "aws-native:s3:Bucket" }, model],
    outcome: "violation",
  },
  { title: "a program that has nothing to do with models", resources: [unclassified], outcome: "violation" },
  {
    title: "what holds no data",
    resources: [{ ...unclassified, type: "aws:s3/bucketPolicy:BucketPolicy" }, model],
    outcome: "not-applicable",
  },
];
