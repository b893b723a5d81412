import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, model, unclassified } from "../example-buckets";

const all = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const block = (props: Record<string, unknown>, of?: string) => configured("PublicAccessBlock", props, of);

export const examples: RuleExample[] = [
  { title: "all four switches", resources: [bucket("internal"), block(all)], outcome: "pass" },
  {
    title: "the account blocks it",
    resources: [
      bucket("internal"),
      { type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", name: "account", props: all },
    ],
    outcome: "pass",
  },
  { title: "no block", resources: [bucket("internal")], outcome: "violation" },
  { title: "no block and no tags", resources: [unclassified, model], outcome: "violation" },
  {
    title: "one switch off",
    resources: [bucket("internal"), block({ ...all, restrictPublicBuckets: false })],
    outcome: "violation",
  },
  {
    title: "near miss: another bucket is blocked",
    resources: [bucket("internal"), { ...bucket("internal", { bucket: "other" }), name: "other" }, block(all, "other")],
    outcome: "violation",
  },
  {
    title: "a switch that is not known yet",
    resources: [bucket("internal"), block({ ...all, blockPublicAcls: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "one unknown switch hides no open one",
    resources: [bucket("internal"), block({ ...all, blockPublicAcls: UNKNOWN, ignorePublicAcls: false })],
    outcome: "violation",
  },
  { title: "public data", resources: [bucket("public")], outcome: "not-applicable" },
  { title: "a program that has nothing to do with models", resources: [unclassified], outcome: "violation" },
  {
    title: "the other provider's bucket, blocked",
    resources: [{ ...bucket("internal", { publicAccessBlockConfiguration: all }), type: "aws-native:s3:Bucket" }],
    outcome: "pass",
  },
  {
    title: "the other provider's bucket, open",
    resources: [{ ...bucket("internal", {}), type: "aws-native:s3:Bucket" }],
    outcome: "violation",
  },
];
