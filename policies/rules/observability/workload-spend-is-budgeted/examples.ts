import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tagged } from "../../data/example-buckets";
import { inlinePolicy, role, tags } from "../../identity/example-iam";

const profile = {
  type: "aws:bedrock/inferenceProfile:InferenceProfile",
  name: "claude",
  props: { tags: tagged("confidential") },
};
const budget = (notifications: unknown, refersTo?: Record<string, string>) => ({
  type: "aws:budgets/budget:Budget",
  name: "budget",
  props: { budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "4000", notifications },
  refersTo,
});
const topic = { type: "aws:sns/topic:Topic", name: "topic", props: { arn: "topic" } };

export const examples: RuleExample[] = [
  {
    title: "a budget that tells an address",
    resources: [profile, budget([{ threshold: 80, subscriberEmailAddresses: ["care@example.com"] }])],
    outcome: "pass",
  },
  {
    title: "a budget that tells a topic",
    resources: [
      profile,
      budget([{ threshold: 80, subscriberSnsTopicArns: ["topic"] }], { notifications: "topic" }),
      topic,
    ],
    outcome: "pass",
  },
  {
    title: "anomalies of cost are told",
    resources: [
      profile,
      { type: "aws:costexplorer/anomalySubscription:AnomalySubscription", name: "anomalies", props: {} },
    ],
    outcome: "pass",
  },
  { title: "no budget", resources: [profile], outcome: "violation" },
  { title: "near miss: a budget that tells nobody", resources: [profile, budget([])], outcome: "violation" },
  {
    title: "no budget, and nothing that says whose workload it is",
    resources: [{ ...profile, props: {} }],
    outcome: "violation",
  },
  { title: "notifications that are not known yet", resources: [profile, budget(UNKNOWN)], outcome: "undetermined" },
  {
    title: "the role of a workload, which may do what is not known yet",
    resources: [role("answer", { tags: tags("support") }), inlinePolicy("answer", UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "a role that invokes no model", resources: [role("answer")], outcome: "not-applicable" },
];
