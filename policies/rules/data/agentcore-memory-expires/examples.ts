import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tagged } from "../example-buckets";

const memory = (
  eventExpiryDuration?: unknown,
  tags: unknown = tagged("confidential", { "plinth:store": "vector" }),
) => ({
  type: "aws:bedrock/agentcoreMemory:AgentcoreMemory",
  name: "memory",
  props: eventExpiryDuration === undefined ? { tags } : { tags, eventExpiryDuration },
});

export const examples: RuleExample[] = [
  { title: "thirty days", resources: [memory(30)], outcome: "pass" },
  { title: "no expiry", resources: [memory()], outcome: "violation" },
  { title: "longer than its level allows", resources: [memory(100_000)], outcome: "violation" },
  { title: "not known yet", resources: [memory(UNKNOWN)], outcome: "undetermined" },
  {
    title: "an agent without memory",
    resources: [{ ...memory(), type: "aws:bedrock/agentAgent:AgentAgent" }],
    outcome: "not-applicable",
  },
  {
    title: "an agent that remembers sessions beyond its level",
    resources: [
      {
        type: "aws:bedrock/agentAgent:AgentAgent",
        name: "memory",
        props: { tags: tagged("restricted"), memoryConfigurations: [{ storageDays: 366 }] },
      },
    ],
    outcome: "violation",
  },
  { title: "a memory that says nothing about its data", resources: [memory(30, {})], outcome: "not-applicable" },
];
