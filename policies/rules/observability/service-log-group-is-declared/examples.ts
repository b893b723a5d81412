import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const group = (name: unknown, refersTo?: Record<string, string>) => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "logs",
  props: { name },
  refersTo,
});
const api = { type: "aws:apigateway/restApi:RestApi", name: "api", props: {} };
const settings = (loggingLevel: unknown) => ({
  type: "aws:apigateway/methodSettings:MethodSettings",
  name: "settings",
  props: { stageName: "live", settings: { loggingLevel } },
  refersTo: { restApi: "api" },
});
const cluster = (enabledCloudwatchLogsExports: unknown, clusterIdentifier: unknown = "vectors") => ({
  type: "aws:rds/cluster:Cluster",
  name: "vectors",
  props: { clusterIdentifier, enabledCloudwatchLogsExports },
});
const machine = (loggingConfiguration: object, refersTo?: Record<string, string>) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "approval",
  props: { loggingConfiguration },
  refersTo,
});
const writer = (type: string, props: Record<string, unknown>) => ({ type: `aws:${type}`, name: "writer", props });
const DESTINATION = "arn:aws:logs:eu-west-1:210987654321:log-group:/workflows/approval:*";

const task = (options: object) =>
  writer("ecs/taskDefinition:TaskDefinition", {
    containerDefinitions: JSON.stringify([{ name: "chat", logConfiguration: { logDriver: "awslogs", options } }]),
  });
const graph = (fieldLogLevel: string) => writer("appsync/graphQLApi:GraphQLApi", { logConfig: { fieldLogLevel } });

export const examples: RuleExample[] = [
  {
    title: "near miss: a container whose group ECS makes",
    resources: [task({ "awslogs-group": "/ecs/chat", "awslogs-create-group": "true" }), model],
    outcome: "violation",
  },
  {
    title: "a container whose group ECS would make, and which is declared",
    resources: [task({ "awslogs-group": "/ecs/chat", "awslogs-create-group": "true" }), group("/ecs/chat"), model],
    outcome: "pass",
  },
  {
    title: "a container whose group has to be there",
    resources: [task({ "awslogs-group": "/ecs/chat" }), model],
    outcome: "not-applicable",
  },
  { title: "near miss: a GraphQL API that logs its fields", resources: [graph("ALL"), model], outcome: "violation" },
  { title: "a GraphQL API that logs no fields", resources: [graph("NONE"), model], outcome: "not-applicable" },
  {
    title: "the execution logs of an API, by their name",
    resources: [settings("ERROR"), api, group("API-Gateway-Execution-Logs_api/live", { name: "api" }), model],
    outcome: "pass",
  },
  {
    title: "each log that a cluster exports",
    resources: [cluster(["postgresql"]), group("/aws/rds/cluster/vectors/postgresql"), model],
    outcome: "pass",
  },
  {
    title: "the log group of a state machine",
    resources: [machine({ level: "ERROR", logDestination: DESTINATION }), group("/workflows/approval"), model],
    outcome: "pass",
  },
  {
    title: "a build whose group is declared",
    resources: [writer("codebuild/project:Project", { name: "image" }), group("/aws/codebuild/image"), model],
    outcome: "pass",
  },
  {
    title: "a build that leaves its group to CodeBuild",
    resources: [writer("codebuild/project:Project", { name: "image" }), model],
    outcome: "violation",
  },
  {
    title: "a build that writes no logs",
    resources: [
      writer("codebuild/project:Project", { name: "image", logsConfig: { cloudwatchLogs: { status: "DISABLED" } } }),
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "a job with a group of its own",
    resources: [
      writer("batch/jobDefinition:JobDefinition", {
        containerProperties: JSON.stringify({
          logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/jobs" } },
        }),
      }),
      group("/jobs"),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a job that leaves its group to AWS Batch",
    resources: [writer("batch/jobDefinition:JobDefinition", { containerProperties: "{}" }), model],
    outcome: "violation",
  },
  {
    title: "a job whose groups AWS Glue names by a prefix of its own",
    resources: [
      writer("glue/job:Job", { defaultArguments: { "--custom-logGroup-prefix": "/load" } }),
      group("/load/output"),
      { ...group("/load/error"), name: "errors" },
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a job that leaves its groups to AWS Glue",
    resources: [writer("glue/job:Job", {}), model],
    outcome: "violation",
  },
  {
    title: "an endpoint that leaves its group to SageMaker AI",
    resources: [writer("sagemaker/endpoint:Endpoint", { name: "answers" }), model],
    outcome: "violation",
  },
  {
    title: "a cluster that logs nothing",
    resources: [writer("eks/cluster:Cluster", { name: "answers" }), model],
    outcome: "not-applicable",
  },
  { title: "an API that logs, and no group", resources: [settings("INFO"), api, model], outcome: "violation" },
  {
    title: "near miss: one of two logs that a cluster exports",
    resources: [cluster(["postgresql", "iam-db-auth-error"]), group("/aws/rds/cluster/vectors/postgresql"), model],
    outcome: "violation",
  },
  {
    title: "near miss: the group of an instance of the same name",
    resources: [cluster(["postgresql"]), group("/aws/rds/instance/vectors/postgresql"), model],
    outcome: "violation",
  },
  {
    title: "a state machine that logs to a group of nobody's",
    resources: [machine({ level: "ALL", logDestination: DESTINATION }), model],
    outcome: "violation",
  },
  {
    title: "a cluster whose name is not known yet",
    resources: [cluster(["postgresql"], UNKNOWN), group("/somewhere/else"), model],
    outcome: "undetermined",
  },
  {
    title: "a log group whose name is not known yet",
    resources: [cluster(["postgresql"]), group(UNKNOWN), model],
    outcome: "undetermined",
  },
  { title: "an API that does not log", resources: [settings("OFF"), api, model], outcome: "not-applicable" },
  {
    title: "a program that has nothing to do with models",
    resources: [cluster(["postgresql"])],
    outcome: "violation",
  },
];
