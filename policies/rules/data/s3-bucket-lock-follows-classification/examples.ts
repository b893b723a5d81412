import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, unclassified } from "../example-buckets";

const lock = (defaultRetention: unknown) => configured("ObjectLockConfiguration", { rule: { defaultRetention } });
const store = (kind: string, level = "restricted") =>
  bucket(level, { objectLockEnabled: true }, { "plinth:store": kind });

export const examples: RuleExample[] = [
  {
    title: "restricted outputs, locked for the minimum",
    resources: [store("output"), lock({ mode: "GOVERNANCE", days: 90 })],
    outcome: "pass",
  },
  {
    title: "restricted audit records, locked for six years",
    resources: [store("audit"), lock({ mode: "COMPLIANCE", years: 6 })],
    outcome: "pass",
  },
  { title: "restricted outputs without a default lock", resources: [store("output")], outcome: "violation" },
  {
    title: "restricted outputs, locked too briefly",
    resources: [store("output"), lock({ mode: "GOVERNANCE", days: 30 })],
    outcome: "violation",
  },
  {
    title: "the lock's days are not known yet",
    resources: [store("output"), lock({ mode: "GOVERNANCE", days: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "restricted sources", resources: [store("source")], outcome: "not-applicable" },
  { title: "confidential outputs", resources: [store("output", "confidential")], outcome: "not-applicable" },
  { title: "a bucket that says nothing about its data", resources: [unclassified], outcome: "not-applicable" },
];
