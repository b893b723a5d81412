import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured } from "../example-buckets";

const trail = {
  type: "aws:cloudtrail/trail:Trail",
  name: "organisation",
  props: {},
  refersTo: { s3BucketName: "answers" },
};
const archive = bucket("restricted", { objectLockEnabled: true }, { "plinth:store": "audit" });
const lock = (mode: string, days: unknown) =>
  configured("ObjectLockConfiguration", { rule: { defaultRetention: { mode, days } } });

export const examples: RuleExample[] = [
  { title: "locked for two years", resources: [archive, trail, lock("COMPLIANCE", 731)], outcome: "pass" },
  { title: "not locked", resources: [archive, trail], outcome: "violation" },
  { title: "locked for a month", resources: [archive, trail, lock("COMPLIANCE", 30)], outcome: "violation" },
  { title: "near miss: governance mode", resources: [archive, trail, lock("GOVERNANCE", 731)], outcome: "violation" },
  {
    title: "days that are not known yet",
    resources: [archive, trail, lock("COMPLIANCE", UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [{ ...archive, props: {} }, trail],
    outcome: "violation",
  },
  { title: "no trail is written to it", resources: [archive], outcome: "not-applicable" },
];
