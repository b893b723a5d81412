import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const source = {
  type: "aws:bedrock/agentDataSource:AgentDataSource",
  name: "articles",
  props: {},
  refersTo: { knowledgeBaseId: "knowledge" },
};
const knowledgeBase = { type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase", name: "knowledge", props: {} };
const delivered = (logType: unknown) => ({
  type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  name: "ingestions",
  props: { logType },
  refersTo: { resourceArn: "knowledge" },
});

export const examples: RuleExample[] = [
  {
    title: "the knowledge base's application logs are delivered",
    resources: [source, knowledgeBase, delivered("APPLICATION_LOGS")],
    outcome: "pass",
  },
  { title: "nothing is delivered", resources: [source, knowledgeBase], outcome: "violation" },
  {
    title: "near miss: traces alone are delivered",
    resources: [source, knowledgeBase, delivered("TRACES")],
    outcome: "violation",
  },
  {
    title: "a knowledge base of another stack",
    resources: [{ ...source, props: { knowledgeBaseId: "A1B2C3D4E5" }, refersTo: {} }],
    outcome: "undetermined",
  },
  {
    title: "a log type that is not known yet",
    resources: [source, knowledgeBase, delivered(UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "a knowledge base without a data source", resources: [knowledgeBase], outcome: "not-applicable" },
];
