import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, tagged } from "../../data/example-buckets";

const group = (retentionInDays?: unknown, tags: unknown = tagged("confidential")) => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "answers",
  props: retentionInDays === undefined ? { tags } : { tags, retentionInDays },
});

export const examples: RuleExample[] = [
  { title: "within the range of its level", resources: [group(365)], outcome: "pass" },
  { title: "no retention", resources: [group()], outcome: "violation" },
  { title: "a retention of zero is for ever", resources: [group(0)], outcome: "violation" },
  { title: "too short for confidential data", resources: [group(30)], outcome: "violation" },
  { title: "too long for public data", resources: [group(3653, tagged("public"))], outcome: "violation" },
  {
    title: "audit records are kept longer than logs",
    resources: [group(2192, tagged("confidential", { "plinth:store": "audit" }))],
    outcome: "pass",
  },
  { title: "no tags and no retention", resources: [group(undefined, {}), model], outcome: "violation" },
  { title: "no tags, and a period that some level allows", resources: [group(90, {}), model], outcome: "pass" },
  { title: "a retention that is not known yet", resources: [group(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a program that has nothing to do with models",
    resources: [group(undefined, {})],
    outcome: "violation",
  },
  {
    title: "a stream of a log group",
    resources: [{ ...group(), type: "aws:cloudwatch/logStream:LogStream" }, model],
    outcome: "not-applicable",
  },
];
