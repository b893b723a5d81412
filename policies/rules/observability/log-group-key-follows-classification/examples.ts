import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tagged } from "../../data/example-buckets";

const key = { type: "aws:kms/key:Key", name: "key", props: {} };
const group = (level: unknown, props: object = {}) => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "answers",
  props: { tags: tagged(level), ...props },
});
const encrypted = { ...group("confidential"), refersTo: { kmsKeyId: "key" } };

export const examples: RuleExample[] = [
  { title: "encrypted with the workload's key", resources: [encrypted, key], outcome: "pass" },
  {
    title: "near miss: encrypted with another workload's key",
    resources: [encrypted, { ...key, props: { tags: tagged("confidential", { workload: "claims" }) } }],
    outcome: "violation",
  },
  { title: "confidential logs without a key", resources: [group("confidential")], outcome: "violation" },
  { title: "near miss: an empty key", resources: [group("restricted", { kmsKeyId: "" })], outcome: "violation" },
  { title: "a level that is not known yet", resources: [group(UNKNOWN)], outcome: "undetermined" },
  { title: "internal logs need no key", resources: [group("internal")], outcome: "not-applicable" },
  { title: "a group that tells no level", resources: [group("internal", { tags: {} })], outcome: "not-applicable" },
];
