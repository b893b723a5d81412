import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { anyMayInvoke } from "../../../readers/models/model-use";
import { ALARM_TYPES, hasAlarm, type MetricSource } from "../../../readers/observability/alarms";

const FUNCTION = "aws:lambda/function:Function";
const INVOCATION = "aws:lambda/invocation:Invocation";

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11). */
const METRIC_SOURCE: MetricSource = { namespaces: ["AWS/Lambda"], dimension: "FunctionName", types: [FUNCTION] };

/** What somebody has to be told of. */
const METRICS = ["Errors", "Throttles"] as const;

/** See why.md. */
export const rule: Rule = {
  id: "lambda-function-is-alarmed",
  layer: "observability",
  family: "observability",
  severity: "medium",
  cures: [...ALARM_TYPES, ...PERMISSION_TYPES],
  causes: PERMISSION_TYPES,
  title: "Somebody is told when a function that invokes models fails or is throttled",
  scope: "stack",
  types: [FUNCTION],

  judge(lambda, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const answers = METRICS.map((metric) => ({ metric, alarmed: hasAlarm(lambda, METRIC_SOURCE, [metric], estate) }));
    const missing = answers.filter(({ alarmed }) => alarmed === false).map(({ metric }) => metric);
    if (missing.length > 0) {
      const invokes = anyMayInvoke([lambda], estate);
      if (invokes === UNKNOWN) {
        return { outcome: "undetermined", reason: "whether it invokes a model is not known yet" };
      }
      if (!invokes && estate.referrers(lambda, "functionName", [INVOCATION]).length > 0) {
        return { outcome: "not-applicable", reason: "the deployment invokes it, and fails where it does" };
      }
      return {
        outcome: "violation",
        found: `${lambda.name} has no alarm on ${joinWithAnd(missing)} that tells somebody`,
        required: `metric alarms with actions on its ${joinWithAnd(METRICS)}`,
        fix: "add metric alarms of AWS/Lambda with its FunctionName and alarmActions, or use WorkloadAlarms",
        // Helpers around a workload are nobody's night's rest.
        ...(!invokes && { advisory: true }),
      };
    }
    if (answers.some(({ alarmed }) => alarmed === UNKNOWN)) {
      return { outcome: "undetermined", reason: "what an alarm watches is not known yet" };
    }
    return { outcome: "pass" };
  },
};
