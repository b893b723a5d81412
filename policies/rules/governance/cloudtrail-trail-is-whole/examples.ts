import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const key = { type: "aws:kms/key:Key", name: "key", props: {} };
const trail = (props: object = {}) => ({
  type: "aws:cloudtrail/trail:Trail",
  name: "audit",
  props: { isMultiRegionTrail: true, enableLogFileValidation: true, ...props },
  refersTo: { kmsKeyId: "key" },
});
const keyless = { ...trail(), refersTo: {} };

export const examples: RuleExample[] = [
  { title: "all regions, validated, encrypted", resources: [trail(), key, model], outcome: "pass" },
  { title: "one region", resources: [trail({ isMultiRegionTrail: false }), key, model], outcome: "violation" },
  {
    title: "no log file validation",
    resources: [trail({ enableLogFileValidation: undefined }), key, model],
    outcome: "violation",
  },
  { title: "no key", resources: [keyless, model], outcome: "violation" },
  { title: "near miss: turned off", resources: [trail({ enableLogging: false }), key, model], outcome: "violation" },
  {
    title: "near miss: global services left out",
    resources: [trail({ includeGlobalServiceEvents: false }), key, model],
    outcome: "violation",
  },
  {
    title: "a setting that is not known yet",
    resources: [trail({ enableLogFileValidation: UNKNOWN }), key, model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [keyless], outcome: "not-applicable" },
];
