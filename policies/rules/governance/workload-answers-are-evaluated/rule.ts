import { type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { isEvaluated, isMonitored } from "../../../support/observability/evaluations";
import { isProduction } from "../../../support/tags";

const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";

/** See why.md. */
export const rule: Rule = {
  id: "workload-answers-are-evaluated",
  layer: "governance",
  family: "observability",
  severity: "medium",
  title: "Endpoints and agents in production are evaluated all the time, and their drift is seen",
  scope: "stack",
  types: [ENDPOINT, RUNTIME],

  judge(resource, estate): Verdict {
    const production = isProduction(resource, estate.standard);
    if (production === UNKNOWN) return { outcome: "undetermined", reason: "the environment tag is not known yet" };
    if (!production) return { outcome: "not-applicable", reason: "nothing says that it is production" };
    const isEndpoint = resource.type === ENDPOINT;
    const evaluated = isEndpoint ? isMonitored(resource, estate) : isEvaluated(resource, estate);
    if (evaluated === true) return { outcome: "pass" };
    if (evaluated === UNKNOWN)
      return { outcome: "undetermined", reason: "what is evaluated, and when, is not known yet" };
    return {
      outcome: "violation",
      found: `${resource.name} answers in production, and nothing evaluates its answers again and again`,
      required: isEndpoint
        ? "a monitoring schedule that repeats, whose job definition names the endpoint"
        : "an online evaluation of the agent's sessions, switched on",
      fix: isEndpoint
        ? "capture data, and add a DataQualityJobDefinition for the endpoint and a MonitoringSchedule with a scheduleExpression"
        : "add an AgentcoreOnlineEvaluationConfig with the evaluators that matter to the workload",
    };
  },
};
