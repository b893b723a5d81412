import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, parsedJson, textOf, valueAt } from "../../core/values";

/** The groups that a service writes to, by what a resource says; a name that AWS assigns a part of may be UNKNOWN. */
type GroupNames = (resource: ResourceRecord) => readonly (string | Unknown)[];

const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";

/**
 * Types whose service makes a log group of its own, without retention, where the program declares none. Sources (read
 * 2026-11): https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html,
 * https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging-enable.html (AWS Glue 4.0 and earlier),
 * https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html.
 * See https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html,
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html (awslogs-create-group),
 * https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html,
 * https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html and
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-view.html.
 */
const IMPLICIT: Readonly<Record<string, GroupNames>> = {
  "aws:appsync/graphQLApi:GraphQLApi": ({ id, props }) => {
    const level = valueAt(props, "logConfig.fieldLogLevel");
    return level === undefined || level === "NONE" ? [] : [below("/aws/appsync/apis/", id)];
  },
  "aws:codebuild/project:Project": ({ props }) => {
    const logs = valueAt(props, "logsConfig.cloudwatchLogs");
    if (logs === UNKNOWN) return [UNKNOWN];
    const { status, groupName } = isObject(logs) ? logs : {};
    return status === "DISABLED" ? [] : [groupName ? text(groupName) : below("/aws/codebuild/", props.name)];
  },
  "aws:ecs/taskDefinition:TaskDefinition": ({ props }) => {
    // ECS makes a group only for a container that says so; the others' groups have to be there.
    return listOf(parsedJson(props.containerDefinitions)).flatMap((container) => {
      const options = valueAt(container, "logConfiguration.options");
      const isMade = textOf(valueAt(options, "awslogs-create-group")) === "true";
      return isMade ? [text(valueAt(options, "awslogs-group"))] : [];
    });
  },
  "aws:glue/job:Job": ({ props }) => {
    const group = valueAt(props.defaultArguments, "--continuous-log-logGroup");
    if (group) return [text(group)];
    const prefix = valueAt(props.defaultArguments, "--custom-logGroup-prefix") ?? "/aws-glue/jobs";
    return [below("", prefix, "/output"), below("", prefix, "/error")];
  },
  "aws:batch/jobDefinition:JobDefinition": ({ props }) => {
    if (props.containerProperties === UNKNOWN) return [UNKNOWN];
    const container = parsedJson(props.containerProperties);
    if (!isObject(container)) return [];
    const driver = valueAt(container, "logConfiguration.logDriver");
    if (driver !== undefined && driver !== "awslogs") return [];
    const group = valueAt(container, "logConfiguration.options.awslogs-group");
    return [group ? text(group) : "/aws/batch/job"];
  },
  "aws:sagemaker/endpoint:Endpoint": ({ props }) => [below("/aws/sagemaker/Endpoints/", props.name)],
  "aws:sagemaker/trainingJob:TrainingJob": () => ["/aws/sagemaker/TrainingJobs"],
  "aws:eks/cluster:Cluster": ({ props }) =>
    listOf(props.enabledClusterLogTypes).length > 0 ? [below("/aws/eks/", props.name, "/cluster")] : [],
  "aws:docdb/cluster:Cluster": exportsBelow("/aws/docdb/"),
  "aws:neptune/cluster:Cluster": exportsBelow("/aws/neptune/"),
  [RUNTIME]: ({ props }) => [below("/aws/bedrock-agentcore/runtimes/", props.agentRuntimeId, "-DEFAULT")],
};

/** Types whose service makes a log group by itself. */
export const IMPLICIT_WRITERS: readonly string[] = Object.keys(IMPLICIT);

/** Names of the groups that a resource's service makes, if the program does not. */
export function implicitGroupsOf(resource: ResourceRecord): readonly (string | Unknown)[] {
  return IMPLICIT[resource.type]?.(resource) ?? [];
}

function exportsBelow(prefix: string): GroupNames {
  return ({ props }) =>
    listOf(props.enabledCloudwatchLogsExports ?? props.enableCloudwatchLogsExports).map((log) =>
      log === UNKNOWN ? UNKNOWN : below(prefix, props.clusterIdentifier, `/${textOf(log)}`),
    );
}

function below(prefix: string, name: unknown, rest = ""): string | Unknown {
  return typeof name === "string" ? `${prefix}${name}${rest}` : UNKNOWN;
}

function text(name: unknown): string | Unknown {
  return typeof name === "string" ? name : UNKNOWN;
}
