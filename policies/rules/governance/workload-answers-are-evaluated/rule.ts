import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { usesModels } from "../../../readers/models/model-use";
import { STATE_MACHINES } from "../../../readers/models/state-machine";
import { isEvaluated, isMonitored } from "../../../readers/observability/evaluations";
import { isProduction } from "../../../readers/resource/tags";

const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const FUNCTION = "aws:lambda/function:Function";
const SERVICE = "aws:ecs/service:Service";
const INVOCATION = "aws:lambda/invocation:Invocation";

/** What is asked for, and how to get there. */
const REQUIREMENTS: Readonly<Record<string, readonly [required: string, fix: string]>> = {
  [ENDPOINT]: [
    "a monitoring schedule that repeats, whose job definition names the endpoint",
    "capture data, and add a DataQualityJobDefinition for the endpoint and a MonitoringSchedule with a scheduleExpression",
  ],
  [RUNTIME]: [
    "an online evaluation of the agent's sessions, switched on",
    "add an AgentcoreOnlineEvaluationConfig with the evaluators that matter to the workload",
  ],
};
const OF_THE_WORKLOAD = [
  "a schedule that repeats and puts golden cases to the workload, named after evaluation",
  "add a schedule that starts an evaluation of the same workload, or use EvaluationSchedule",
] as const;

/** See why.md. */
export const rule: Rule = {
  id: "workload-answers-are-evaluated",
  layer: "governance",
  family: "observability",
  severity: "medium",
  cures: "anything",
  title: "Whatever has models answer in production is evaluated all the time, and its drift is seen",
  scope: "stack",
  types: [ENDPOINT, RUNTIME, FUNCTION, SERVICE, ...STATE_MACHINES],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const production = isProduction(resource, estate.standard);
    if (production === false || production === undefined)
      return { outcome: "not-applicable", reason: "nothing says that it is production" };
    const uses = usesModels(resource, estate);
    if (uses === false) return { outcome: "not-applicable", reason: "it invokes no model" };
    if (production === UNKNOWN) return { outcome: "undetermined", reason: "the environment tag is not known yet" };

    const evaluated = resource.type === ENDPOINT ? isMonitored(resource, estate) : isEvaluated(resource, estate);
    if (evaluated === true) return { outcome: "pass" };
    const reason = supportingReason(resource, estate);
    if (reason) return { outcome: "not-applicable", reason };
    if (uses === UNKNOWN) return { outcome: "undetermined", reason: "whether it invokes a model is not known yet" };
    if (evaluated === UNKNOWN)
      return { outcome: "undetermined", reason: "what is evaluated, and when, is not known yet" };
    const [required, fix] = REQUIREMENTS[resource.type] ?? OF_THE_WORKLOAD;
    return {
      outcome: "violation",
      found: `${resource.name} answers in production, and nothing evaluates its answers again and again`,
      required,
      fix,
    };
  },
};

/** Why nobody reads its answers as the workload's own. */
function supportingReason(compute: ResourceRecord, estate: Estate): string | undefined {
  if (compute.type === FUNCTION && estate.referrers(compute, "functionName", [INVOCATION]).length > 0)
    return "the deployment invokes it";
  return compute.type === SERVICE && isSet(compute, "vpcLatticeConfigurations")
    ? "other workloads ask through it, and are evaluated where they are asked"
    : undefined;
}
