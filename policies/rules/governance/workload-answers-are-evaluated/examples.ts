import { UNKNOWN } from "../../../rule";
import type { RuleExample } from "../../../rule-examples";
import { tags } from "../../identity/example-iam";

const endpoint = (environment: unknown = "prod") => ({
  type: "aws:sagemaker/endpoint:Endpoint",
  name: "answers",
  props: { tags: { ...tags("support"), environment } },
});
const runtime = {
  type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
  name: "agent",
  props: { tags: tags("support") },
};
const job = {
  type: "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
  name: "drift",
  props: { dataQualityJobInput: { endpointInput: { endpointName: "answers" } } },
  refersTo: { dataQualityJobInput: "answers" },
};
const schedule = {
  type: "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
  name: "hourly",
  props: { monitoringScheduleConfig: { monitoringJobDefinitionName: "drift", monitoringType: "DataQuality" } },
  refersTo: { monitoringScheduleConfig: "drift" },
};
const evaluation = {
  type: "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig",
  name: "helpfulness",
  props: {},
};

export const examples: RuleExample[] = [
  { title: "an endpoint whose drift is watched", resources: [endpoint(), job, schedule], outcome: "pass" },
  { title: "an agent whose sessions are evaluated", resources: [runtime, evaluation], outcome: "pass" },
  { title: "an endpoint that nothing watches", resources: [endpoint()], outcome: "violation" },
  { title: "near miss: a job that nothing schedules", resources: [endpoint(), job], outcome: "violation" },
  {
    title: "near miss: an evaluation that is switched off",
    resources: [runtime, { ...evaluation, props: { enableOnCreate: false } }],
    outcome: "violation",
  },
  { title: "an agent that nothing evaluates", resources: [runtime], outcome: "violation" },
  { title: "an environment that is not known yet", resources: [endpoint(UNKNOWN)], outcome: "undetermined" },
  { title: "an endpoint in development", resources: [endpoint("dev")], outcome: "not-applicable" },
];
