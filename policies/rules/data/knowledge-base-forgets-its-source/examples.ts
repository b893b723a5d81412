import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const source = (props: Record<string, unknown>, type = "aws:bedrock/agentDataSource:AgentDataSource") => ({
  type,
  name: "handbook",
  props,
});

export const examples: RuleExample[] = [
  { title: "vectors are deleted", resources: [source({ dataDeletionPolicy: "DELETE" })], outcome: "pass" },
  { title: "vectors are kept", resources: [source({ dataDeletionPolicy: "RETAIN" })], outcome: "violation" },
  { title: "nothing said", resources: [source({})], outcome: "violation" },
  {
    title: "the other provider's data source",
    resources: [source({ dataDeletionPolicy: "RETAIN" }, "aws-native:bedrock:DataSource")],
    outcome: "violation",
  },
  { title: "not known yet", resources: [source({ dataDeletionPolicy: UNKNOWN })], outcome: "undetermined" },
  {
    title: "the knowledge base itself",
    resources: [source({}, "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase")],
    outcome: "not-applicable",
  },
];
