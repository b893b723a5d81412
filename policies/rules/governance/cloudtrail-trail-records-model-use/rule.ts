import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { type EventKind, recordsEvents } from "../../../readers/observability/event-selectors";

/** What CloudTrail records the use of models under: invocations, then streams and batches, agents, flows, knowledge bases. */
const USES: readonly EventKind[] = [
  "management",
  "AWS::Bedrock::Model",
  "AWS::Bedrock::AsyncInvoke",
  "AWS::Bedrock::AgentAlias",
  "AWS::Bedrock::InlineAgent",
  "AWS::Bedrock::FlowAlias",
  "AWS::Bedrock::KnowledgeBase",
];

/** See why.md. */
export const rule: Rule = {
  id: "cloudtrail-trail-records-model-use",
  layer: "governance",
  family: "observability",
  severity: "high",
  cures: [],
  title: "The audit trail records each use of models, agents, flows and knowledge bases",
  scope: "stack",
  types: ["aws:cloudtrail/trail:Trail"],

  judge(trail, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const recorded = USES.map((use) => ({ use, answer: recordsEvents(trail, use) }));
    const missing = recorded.filter(({ answer }) => answer === false).map(({ use }) => use);
    if (missing.length > 0) {
      return {
        outcome: "violation",
        found: `${trail.name} does not record all events of ${joinWithAnd(missing, USES.length)}`,
        required: "management events, and the data events of models, agents, flows and knowledge bases, none left out",
        fix: "add an advanced event selector of eventCategory and resources.type alone for each, or use OrganizationTrail",
      };
    }
    if (recorded.some(({ answer }) => answer === UNKNOWN)) {
      return { outcome: "undetermined", reason: "its event selectors are not known yet" };
    }
    return { outcome: "pass" };
  },
};
