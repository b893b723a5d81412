import { dependenciesOf } from "../../../core/dependencies";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { isObject, listOf } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { INVOKER_TYPES, notApplicableUnlessInvoker } from "../../../readers/models/model-use";
import { workloadOf } from "../../../readers/resource/tags";

const BUDGET = "aws:budgets/budget:Budget";
const ANOMALIES = "aws:costexplorer/anomalySubscription:AnomalySubscription";

/** See why.md. */
export const rule: Rule = {
  id: "workload-spend-is-budgeted",
  layer: "observability",
  family: "observability",
  severity: "medium",
  cures: [BUDGET, ANOMALIES, ...INVOKER_TYPES, ...PERMISSION_TYPES],
  causes: PERMISSION_TYPES,
  title: "Somebody is told when a workload spends more on models than it should",
  scope: "stack",
  types: INVOKER_TYPES,

  judge(invoker, estate): Verdict {
    const outside = outsideAiEstate(estate) ?? notApplicableUnlessInvoker(invoker, estate);
    if (outside) return outside;
    const budgets = estate.ofType(BUDGET);
    const notifies = budgets.map(hasSubscriber);
    const isNotified = notifies.includes(true) || budgets.some((budget) => hasTopic(budget, estate));
    if (isNotified || estate.ofType(ANOMALIES).length > 0) return { outcome: "pass" };
    if (notifies.includes(UNKNOWN))
      return { outcome: "undetermined", reason: "whom the budget tells is not known yet" };
    return {
      outcome: "violation",
      found: `${invoker.name} is paid for by use, and no budget of this stack tells anybody`,
      required: "a budget with a notification and somebody who gets it",
      fix: "add an aws.budgets.Budget with notifications, or use WorkloadAlarms, which brings one",
      // Who does not use the standard's tags may have one budget for the whole account elsewhere.
      ...(workloadOf(invoker, estate.standard) === undefined && { advisory: true }),
    };
  },
};

/** A topic whose ARN is not known yet is somebody to tell all the same. */
function hasTopic(budget: ResourceRecord, estate: Estate): boolean {
  return dependenciesOf(budget, "notifications", ["aws:sns/topic:Topic"], estate).length > 0;
}

/** Whether a budget names an address or a topic; the first is enough, however many there are. */
function hasSubscriber({ props }: ResourceRecord): boolean | Unknown {
  let answer: boolean | Unknown = false;
  for (const notification of listOf(props.notifications)) {
    if (notification === UNKNOWN) answer = UNKNOWN;
    if (!isObject(notification)) continue;
    for (const addresses of [notification.subscriberEmailAddresses, notification.subscriberSnsTopicArns]) {
      const subscribers = listOf(addresses);
      if (subscribers.some((address) => address !== UNKNOWN)) return true;
      if (subscribers.length > 0) answer = UNKNOWN;
    }
  }
  return answer;
}
