import type { Rule, Verdict } from "../../../core/rule";
import { isDelivered } from "../../../readers/observability/log-deliveries";

const KNOWLEDGE_BASE = "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-ingestion-emits-lineage",
  layer: "governance",
  family: "observability",
  severity: "medium",
  cures: ["aws:cloudwatch/logDeliverySource:LogDeliverySource"],
  title: "Each ingestion into a knowledge base records which documents it took in",
  scope: "stack",
  types: ["aws:bedrock/agentDataSource:AgentDataSource"],

  judge(source, estate): Verdict {
    const { found } = estate.references(source, "knowledgeBaseId", [KNOWLEDGE_BASE]);
    if (found.length === 0) {
      return { outcome: "undetermined", reason: "the knowledge base that it feeds cannot be seen here" };
    }
    const answers = found.map((knowledgeBase) => isDelivered(knowledgeBase, "APPLICATION_LOGS", estate));
    if (answers.every((answer) => answer === true)) return { outcome: "pass" };
    if (!answers.includes(false)) {
      return { outcome: "undetermined", reason: "which logs of the knowledge base are delivered is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${source.name} feeds ${found[0]?.name}, whose ingestions leave no record`,
      required: "the knowledge base's application logs, which tell the fate of every document of every ingestion job",
      fix: "add an aws.cloudwatch.LogDeliverySource of logType APPLICATION_LOGS for the knowledge base, and its delivery",
    };
  },
};
