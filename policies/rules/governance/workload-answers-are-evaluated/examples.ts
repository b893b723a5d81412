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
  props: { agentRuntimeName: "support_agent", tags: tags("support") },
};
const job = {
  type: "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
  name: "drift",
  props: { dataQualityJobInput: { endpointInput: { endpointName: "answers" } } },
  refersTo: { dataQualityJobInput: "answers" },
};
const schedule = (scheduleExpression?: unknown) => ({
  type: "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
  name: "hourly",
  props: {
    monitoringScheduleConfig: {
      monitoringJobDefinitionName: "drift",
      monitoringType: "DataQuality",
      ...(scheduleExpression !== undefined && { scheduleConfig: { scheduleExpression } }),
    },
  },
  refersTo: { monitoringScheduleConfig: "drift" },
});
const HOURLY = "cron(0 * ? * * *)";
const evaluation = (props: object = {}, service: unknown = "support_agent.DEFAULT") => ({
  type: "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig",
  name: "helpfulness",
  props: {
    enableOnCreate: true,
    dataSourceConfig: { cloudwatchLogs: { serviceNames: [service], logGroupNames: ["aws/spans"] } },
    ...props,
  },
});
const nightly = (state: string) => ({
  type: "aws:scheduler/schedule:Schedule",
  name: "nightly",
  props: {
    state,
    scheduleExpression: "rate(1 day)",
    target: { arn: "arn:aws:scheduler:::aws-sdk:bedrock:createEvaluationJob" },
  },
});

export const examples: RuleExample[] = [
  { title: "an endpoint whose drift is watched", resources: [endpoint(), job, schedule(HOURLY)], outcome: "pass" },
  { title: "an agent whose sessions are evaluated", resources: [runtime, evaluation()], outcome: "pass" },
  { title: "an evaluation job of every night", resources: [runtime, nightly("ENABLED")], outcome: "pass" },
  {
    title: "an hourly rule for a function that looks for drift",
    resources: [
      endpoint(),
      {
        type: "aws:cloudwatch/eventTarget:EventTarget",
        name: "drift-target",
        props: { arn: "arn:aws:lambda:eu-west-1:210987654321:function:drift" },
        refersTo: { rule: "hourly" },
      },
      { type: "aws:cloudwatch/eventRule:EventRule", name: "hourly", props: { scheduleExpression: "rate(1 hour)" } },
    ],
    outcome: "pass",
  },
  { title: "an endpoint that nothing watches", resources: [endpoint()], outcome: "violation" },
  { title: "near miss: a job that nothing schedules", resources: [endpoint(), job], outcome: "violation" },
  {
    title: "near miss: a schedule that runs once",
    resources: [endpoint(), job, schedule("NOW")],
    outcome: "violation",
  },
  { title: "near miss: a schedule without times", resources: [endpoint(), job, schedule()], outcome: "violation" },
  {
    title: "near miss: an evaluation that is switched off",
    resources: [runtime, evaluation({ enableOnCreate: false })],
    outcome: "violation",
  },
  {
    title: "near miss: the evaluation of another agent",
    resources: [runtime, evaluation({}, "sales_agent.DEFAULT")],
    outcome: "violation",
  },
  { title: "near miss: a night job that is disabled", resources: [runtime, nightly("DISABLED")], outcome: "violation" },
  { title: "an agent that nothing evaluates", resources: [runtime], outcome: "violation" },
  {
    title: "an evaluation whose agent is not known yet",
    resources: [runtime, evaluation({}, UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "times that are not known yet", resources: [endpoint(), job, schedule(UNKNOWN)], outcome: "undetermined" },
  { title: "an environment that is not known yet", resources: [endpoint(UNKNOWN)], outcome: "undetermined" },
  { title: "an endpoint in development", resources: [endpoint("dev")], outcome: "not-applicable" },
];
