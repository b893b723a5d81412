import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, tagged } from "../example-buckets";

const table = (ttl?: unknown, tags: unknown = tagged("confidential")) => ({
  type: "aws:dynamodb/table:Table",
  name: "sessions",
  props: ttl === undefined ? { tags } : { tags, ttl },
});
const rows = (props: object) => ({
  type: "aws:keyspaces/table:Table",
  name: "turns",
  props: { tags: tagged("confidential"), ...props },
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
  { title: "rows of Keyspaces for ever", resources: [rows({})], outcome: "violation" },
  { title: "rows of Keyspaces with a default", resources: [rows({ defaultTimeToLive: 7_776_000 })], outcome: "pass" },
  { title: "rows of Keyspaces that each say", resources: [rows({ ttl: { status: "ENABLED" } })], outcome: "pass" },
  {
    title: "rows of Keyspaces, not known yet",
    resources: [rows({ ttl: { status: UNKNOWN } })],
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
