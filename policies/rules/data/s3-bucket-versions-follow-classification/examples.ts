import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const versioning = (status: unknown) => configured("Versioning", { versioningConfiguration: { status } });

export const examples: RuleExample[] = [
  { title: "versioning enabled", resources: [bucket("internal"), versioning("Enabled")], outcome: "pass" },
  {
    title: "written inside the bucket",
    resources: [bucket("internal", { versioning: { enabled: true } })],
    outcome: "pass",
  },
  {
    title: "a lock, which cannot be without versions",
    resources: [bucket("internal", { objectLockEnabled: true })],
    outcome: "pass",
  },
  { title: "no versioning", resources: [bucket("internal")], outcome: "violation" },
  { title: "versioning suspended", resources: [bucket("internal"), versioning("Suspended")], outcome: "violation" },
  { title: "not known yet", resources: [bucket("internal"), versioning(UNKNOWN)], outcome: "undetermined" },
  { title: "a bucket that says nothing about its data", resources: [unclassified], outcome: "not-applicable" },
  {
    title: "the other provider's bucket",
    resources: [
      { ...bucket("internal", { versioningConfiguration: { status: "Enabled" } }), type: "aws-native:s3:Bucket" },
    ],
    outcome: "pass",
  },
];
