import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { isProduction } from "../../../support/tags";

const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const JOB_DEFINITION = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition";
const SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule";
const ONLINE_EVALUATION = "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig";

/** See why.md. */
export const rule: Rule = {
  id: "workload-answers-are-evaluated",
  layer: "governance",
  family: "observability",
  severity: "low",
  level: "advisory",
  title: "Endpoints and agents in production are evaluated all the time, and their drift is seen",
  scope: "stack",
  types: [ENDPOINT, RUNTIME],

  judge(resource, estate): Verdict {
    const production = isProduction(resource, estate.standard);
    if (production === UNKNOWN) return { outcome: "undetermined", reason: "the environment tag is not known yet" };
    if (!production) return { outcome: "not-applicable", reason: "nothing says that it is production" };
    const isEndpoint = resource.type === ENDPOINT;
    const evaluated = isEndpoint ? isMonitored(resource, estate) : estate.ofType(ONLINE_EVALUATION).some(isRunning);
    if (evaluated) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${resource.name} answers in production, and nothing evaluates its answers`,
      required: isEndpoint
        ? "a monitoring schedule whose job definition names the endpoint"
        : "an online evaluation of the agent's sessions",
      fix: isEndpoint
        ? "capture data, and add a DataQualityJobDefinition for the endpoint and a MonitoringSchedule"
        : "add an AgentcoreOnlineEvaluationConfig with the evaluators that matter to the workload",
    };
  },
};

/** Whether a schedule runs a job that compares what the endpoint is sent with its baseline. */
function isMonitored(endpoint: ResourceRecord, estate: Estate): boolean {
  const jobs = estate.referrers(endpoint, "dataQualityJobInput.endpointInput.endpointName", [JOB_DEFINITION]);
  return jobs.some(
    (job) => estate.referrers(job, "monitoringScheduleConfig.monitoringJobDefinitionName", [SCHEDULE]).length > 0,
  );
}

/** An evaluation that is created switched off, or that was paused, evaluates nothing. */
function isRunning({ props }: ResourceRecord): boolean {
  return props.enableOnCreate !== false && props.executionStatus !== "DISABLED";
}
