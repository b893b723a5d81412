import type { RuleExample } from "../../testing/rule-examples";

type Resource = RuleExample["resources"][number];

/** The standard's tags, with one level. */
export function tagged(level: unknown, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { workload: "support", owner: "care", environment: "prod", "data-classification": level, ...more };
}

/** A bucket `answers` of one level. */
export function bucket(
  level: unknown,
  props: Resource["props"] = {},
  tags: Readonly<Record<string, unknown>> = {},
): Resource {
  return {
    type: "aws:s3/bucket:Bucket",
    name: "answers",
    props: { bucket: "answers", tags: tagged(level, tags), ...props },
  };
}

/** A bucket that says nothing about its data. */
export const unclassified: Resource = { type: "aws:s3/bucket:Bucket", name: "answers", props: { bucket: "answers" } };

/** A resource of its own, such as `Versioning`, that configures the bucket. */
export function configured(kind: string, props: Resource["props"], of = "answers"): Resource {
  return { type: `aws:s3/bucket${kind}:Bucket${kind}`, name: `${of}-${kind}`, props, refersTo: { bucket: of } };
}

/** What makes a stack one that invokes models. */
export const model: Resource = { type: "aws:bedrock/inferenceProfile:InferenceProfile", name: "model", props: {} };
