import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, document, inlinePolicy, role, serviceTrust, tags } from "../../identity/example-iam";
import { MODEL } from "../../model-access/example-models";

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

/** A function that may ask a model, of a workload in production. */
const asker = (name = "answer", props: object = {}, policy: unknown = document(allow("bedrock:InvokeModel", MODEL))) =>
  [
    {
      type: "aws:lambda/function:Function",
      name,
      props: { name, tags: tags("support"), ...props },
      refersTo: { role: `${name}-role` },
    },
    role(`${name}-role`),
    inlinePolicy(`${name}-role`, policy),
  ] as const;
const evaluator = (workload: unknown = "support") => ({
  type: "aws:lambda/function:Function",
  name: "golden-cases",
  props: { name: "golden-cases", tags: { ...tags("support"), workload } },
});
const daily = {
  type: "aws:scheduler/schedule:Schedule",
  name: "evaluation",
  props: { scheduleExpression: "rate(1 day)", target: { arn: "golden-cases" } },
  refersTo: { target: "golden-cases" },
};
const service = (props: object = {}) =>
  [
    {
      type: "aws:ecs/service:Service",
      name: "chat",
      props: { name: "chat", tags: tags("support"), ...props },
      refersTo: { taskDefinition: "task" },
    },
    { type: "aws:ecs/taskDefinition:TaskDefinition", name: "task", props: {}, refersTo: { taskRoleArn: "chat-role" } },
    role("chat-role", { assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com") }),
    inlinePolicy("chat-role", document(allow("bedrock:InvokeModelWithResponseStream", MODEL))),
  ] as const;
const machine = (resource: string) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "flow",
  props: {
    definition: JSON.stringify({ States: { Ask: { Type: "Task", Resource: resource } } }),
    tags: tags("support"),
  },
});
const ASK = "arn:aws:states:::bedrock:invokeModel";

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
  {
    title: "a function, a workflow and containers that ask models, and an evaluation of their workload",
    resources: [...asker(), machine(ASK), ...service(), evaluator(), daily],
    outcome: "pass",
  },
  {
    title: "a function whose log group an online evaluation reads",
    resources: [
      ...asker(),
      evaluation({ dataSourceConfig: { cloudwatchLogs: { serviceNames: [], logGroupNames: ["/aws/lambda/answer"] } } }),
    ],
    outcome: "pass",
  },
  { title: "a function that asks a model, and that nothing evaluates", resources: [...asker()], outcome: "violation" },
  { title: "containers that nothing evaluates", resources: [...service()], outcome: "violation" },
  {
    title: "a workflow that asks a model, and that nothing evaluates",
    resources: [machine(ASK)],
    outcome: "violation",
  },
  {
    title: "near miss: the evaluation of another workload",
    resources: [...asker(), evaluator("sales"), daily],
    outcome: "violation",
  },
  {
    title: "near miss: an evaluation that nothing schedules",
    resources: [...asker(), evaluator()],
    outcome: "violation",
  },
  {
    title: "near miss: a schedule of something else",
    resources: [...asker(), evaluator(), { ...daily, name: "report" }],
    outcome: "violation",
  },
  {
    title: "what the role of a function may do is not known yet",
    resources: [...asker("answer", {}, UNKNOWN), endpoint("dev")],
    outcome: "undetermined",
  },
  {
    title: "an evaluation of a workload that is not known yet",
    resources: [...asker(), evaluator(UNKNOWN), daily],
    outcome: "undetermined",
  },
  {
    title: "near miss: an environment that is not known yet, of a function that asks no model",
    resources: [{ ...evaluator(), props: { name: "golden-cases", tags: { environment: UNKNOWN } } }, endpoint("dev")],
    outcome: "not-applicable",
  },
  {
    title: "a function in development",
    resources: [...asker("answer", { tags: tags("support", "dev") })],
    outcome: "not-applicable",
  },
  {
    title: "a function of a workload that asks no model itself",
    resources: [evaluator(), endpoint("dev")],
    outcome: "not-applicable",
  },
  {
    title: "what asks a model to judge the answers of another workload",
    resources: [
      ...asker("judge", { tags: tags("quality") }),
      ...[evaluator("sales"), daily],
      {
        ...daily,
        name: "other-evaluation",
        props: { ...daily.props, target: { arn: "judge" } },
        refersTo: { target: "judge" },
      },
    ],
    outcome: "pass",
  },
  {
    title: "a function that the deployment invokes",
    resources: [
      ...asker(),
      { type: "aws:lambda/invocation:Invocation", name: "run", props: {}, refersTo: { functionName: "answer" } },
    ],
    outcome: "not-applicable",
  },
  {
    title: "a gateway that other workloads ask through",
    resources: [...service({ vpcLatticeConfigurations: [{ portName: "http" }] })],
    outcome: "not-applicable",
  },
];
