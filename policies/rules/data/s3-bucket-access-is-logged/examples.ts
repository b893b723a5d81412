import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const logging = (targetBucket: unknown) => configured("Logging", { targetBucket, targetPrefix: "answers/" });

export const examples: RuleExample[] = [
  { title: "logged to another bucket", resources: [bucket("confidential"), logging("logs")], outcome: "pass" },
  { title: "the target is not known yet", resources: [bucket("confidential"), logging(UNKNOWN)], outcome: "pass" },
  {
    title: "written inside the bucket",
    resources: [bucket("confidential", { logging: { targetBucket: "logs" } })],
    outcome: "pass",
  },
  { title: "not logged", resources: [bucket("confidential")], outcome: "violation" },
  {
    title: "what it holds is not known yet",
    resources: [bucket("confidential", {}, { "plinth:store": UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "a log store",
    resources: [bucket("confidential", {}, { "plinth:store": "log" })],
    outcome: "not-applicable",
  },
  { title: "internal data", resources: [bucket("internal")], outcome: "not-applicable" },
  { title: "a bucket that says nothing about its data", resources: [unclassified], outcome: "not-applicable" },
];
