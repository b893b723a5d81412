import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, tagged } from "../example-buckets";

const table = (ttl?: unknown, tags: unknown = tagged("confidential")) => ({
  type: "aws:dynamodb/table:Table",
  name: "sessions",
  props: ttl === undefined ? { tags } : { tags, ttl },
});

export const examples: RuleExample[] = [
  {
    title: "time to live on an attribute",
    resources: [table({ attributeName: "expiresAt", enabled: true })],
    outcome: "pass",
  },
  { title: "no time to live", resources: [table()], outcome: "violation" },
  {
    title: "near miss: time to live switched off",
    resources: [table({ attributeName: "expiresAt", enabled: false })],
    outcome: "violation",
  },
  {
    title: "not known yet",
    resources: [table({ attributeName: "expiresAt", enabled: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "a table that says nothing about its data", resources: [table(undefined, {}), model], outcome: "violation" },
  { title: "a program that has nothing to do with models", resources: [table(undefined, {})], outcome: "violation" },
  {
    title: "a table of another database",
    resources: [{ type: "aws:timestreamwrite/table:Table", name: "sessions", props: {} }],
    outcome: "not-applicable",
  },
];
