import { memoizeByResource } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { rolesOf } from "../iam/compute-roles";
import { mayPerform } from "../iam/permission-search";
import { permissionsOf, ROLES } from "../iam/permissions";
import { isIsolated } from "./compute";
import { endpointOfAction } from "./endpoint-of-action";

/** Its control plane calls AWS from a network of AWS's own. */
const CLUSTER = "aws:eks/cluster:Cluster";
/** Where machines, and what stands for them, name the role that pulls images. */
const NODE_ROLES: Readonly<Record<string, string>> = {
  "aws:eks/nodeGroup:NodeGroup": "nodeRoleArn",
  "aws:eks/fargateProfile:FargateProfile": "podExecutionRoleArn",
};
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const HARNESS = "aws:bedrock/agentcoreHarness:AgentcoreHarness";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";

/**
 * Services that a workload's own code calls, by their name in the standard's catalogue, each with the actions that need
 * its endpoint. Left out is what AWS calls on behalf of compute from its own network: Lambda's logs, traces, interfaces
 * and dead letters, and keys behind S3 and the environment.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html (read 2026-11).
 */
const CALLED_BY_CODE: Readonly<Record<string, readonly string[]>> = {
  "bedrock-runtime": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
  "bedrock-agent-runtime": [
    "bedrock:Retrieve",
    "bedrock:RetrieveAndGenerate",
    "bedrock:InvokeAgent",
    "bedrock:InvokeFlow",
  ],
  "bedrock-mantle": ["bedrock-mantle:CreateInference"],
  "bedrock-agentcore": [
    "bedrock-agentcore:InvokeAgentRuntime",
    "bedrock-agentcore:InvokeHarness",
    "bedrock-agentcore:CreateEvent",
    "bedrock-agentcore:RetrieveMemoryRecords",
  ],
  "bedrock-agentcore-gateway": ["bedrock-agentcore:InvokeGateway"],
  "sagemaker-runtime": ["sagemaker:InvokeEndpoint"],
  textract: [
    "textract:AnalyzeDocument",
    "textract:DetectDocumentText",
    "textract:StartDocumentAnalysis",
    "textract:StartDocumentTextDetection",
    "textract:GetDocumentAnalysis",
    "textract:GetDocumentTextDetection",
  ],
  lambda: ["lambda:InvokeFunction"],
  states: ["states:SendTaskSuccess", "states:SendTaskFailure", "states:StartExecution"],
  "sync-states": ["states:StartSyncExecution"],
  s3: ["s3:GetObject", "s3:PutObject"],
  s3vectors: ["s3vectors:QueryVectors", "s3vectors:PutVectors"],
  dynamodb: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
  "rds-data": ["rds-data:ExecuteStatement"],
  secretsmanager: ["secretsmanager:GetSecretValue"],
  monitoring: ["cloudwatch:PutMetricData"],
};

const IMAGES = ["ecr:BatchGetImage"];

/**
 * What else nodes of a cluster call: for the roles of their pods, and to join it.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html (read 2026-11).
 */
const CALLED_BY_NODES: Readonly<Record<string, readonly string[]>> = {
  "eks-auth": ["eks-auth:AssumeRoleForPodIdentity"],
  eks: ["eks:DescribeCluster"],
  ec2: ["ec2:DescribeInstances"],
};

/**
 * What else containers need that stand in a network with all that they do: their image, its layers, logs and traces.
 * Sources (read 2026-11): https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-version-migration.html,
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html.
 */
const CALLED_BY_CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  "ecr-api": IMAGES,
  "ecr-dkr": IMAGES,
  s3: IMAGES,
  logs: ["logs:PutLogEvents"],
  xray: ["xray:PutTraceSegments"],
};
const CONTAINERS = ["aws:ecs/service:Service", "aws:ecs/taskSet:TaskSet", RUNTIME, HARNESS];

/** Jobs whose VPC is there for their data only: Amazon Bedrock itself has the model answer, or trains it. */
const BEDROCK_JOBS = ["aws:bedrockmodel/invocationJob:InvocationJob", "aws:bedrock/customModel:CustomModel"];
/**
 * What AWS reaches through the VPC for these, and for containers in network isolation, which call nothing themselves.
 * Sources (read 2026-11): https://docs.aws.amazon.com/bedrock/latest/userguide/batch-vpc.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html.
 */
const CALLED_FOR_OTHERS = "s3";

const ANYTHING = ["*"];

export interface CalledServices {
  /** By their name in the standard's catalogue. */
  readonly services: ReadonlySet<string>;
  /** False while a role or a policy is not known yet. */
  readonly complete: boolean;
  /** Whether its role is one that no resource of this run shows: nothing will say what it lets code call. */
  readonly unseen: boolean;
}

/** What the roles of compute let its code call. */
export function servicesCalledBy(compute: ResourceRecord, estate: Estate): CalledServices {
  if (compute.type === CLUSTER) return { services: new Set(), complete: true, unseen: false };
  const nodeRole = NODE_ROLES[compute.type];
  const definitions = estate.references(compute, "taskDefinition", [TASK_DEFINITION]).found;
  const roles = nodeRole
    ? [estate.references(compute, nodeRole, ROLES)]
    : [compute, ...definitions].flatMap((runner) => rolesOf(runner, estate));
  const values = nodeRole
    ? [compute.props[nodeRole]]
    : [compute, ...definitions].flatMap((runner) => rolesOf(runner, estate).flatMap((role) => role.values));
  const callMaps = nodeRole
    ? [byContainers, byNodes]
    : CONTAINERS.includes(compute.type)
      ? [byCode, byContainers]
      : [byCode];
  const named = nodeRole ? [] : [byNamedActions];
  const called = roles
    .flatMap(({ found }) => found)
    .flatMap((role) => [...callMaps, ...named].map((calls) => calls(role, estate)));
  const byOthers = callsOfLambda(compute, estate);
  const complete = roles.length > 0 && roles.every((role) => role.complete);
  return {
    services: new Set(
      called
        .flatMap((calls) => [...calls.keys()].filter((name) => calls.get(name) === true))
        .filter((service) => !byOthers.includes(service))
        .filter((service) => service === CALLED_FOR_OTHERS || callsByItself(compute)),
    ),
    complete: complete && called.every((calls) => ![...calls.values()].includes(UNKNOWN)),
    unseen: !complete && !values.includes(UNKNOWN) && compute.props.taskDefinition !== UNKNOWN,
  };
}

function callsByItself(compute: ResourceRecord): boolean {
  return !BEDROCK_JOBS.includes(compute.type) && !isIsolated(compute);
}

const byCode = memoizeByResource((role, estate) => callsOf(role, estate, CALLED_BY_CODE));
const byContainers = memoizeByResource((role, estate) => callsOf(role, estate, CALLED_BY_CONTAINERS));
const byNodes = memoizeByResource((role, estate) => callsOf(role, estate, CALLED_BY_NODES));

const LAMBDA = "aws:lambda/function:Function";
const INVOKE_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
/** Where Lambda itself sends what a function could not answer, and what became of the rest. */
const LAMBDA_DESTINATIONS = ["sqs", "sns", "events"];

/** Services that Lambda calls under the function's role from its own network. */
function callsOfLambda(compute: ResourceRecord, estate: Estate): readonly string[] {
  if (compute.type !== LAMBDA) return [];
  const configurations = estate.referrers(compute, "functionName", [INVOKE_CONFIG]);
  return isSet(compute, "deadLetterConfig") || configurations.length > 0 ? LAMBDA_DESTINATIONS : [];
}

/** The endpoints of the actions that a role's policies name, each where no policy denies it. */
const byNamedActions = memoizeByResource((role, estate): ReadonlyMap<string, boolean | Unknown> => {
  const permissions = permissionsOf(role, estate);
  const actions = new Map<string, string[]>();
  for (const { document } of permissions.identity) {
    if (document === UNKNOWN) continue;
    const patterns = document.flatMap(({ effect, actions: { negated, patterns: names } }) =>
      effect === "Allow" && !negated ? names : [],
    );
    for (const pattern of patterns) {
      // `bedrock:*` names nothing: what code needs of a whole service is in the lists above.
      if (pattern === UNKNOWN || !/:[a-z]/i.test(pattern)) continue;
      const action = pattern.replace(/[*?].*$/, "");
      const endpoint = endpointOfAction(action);
      if (endpoint) actions.set(endpoint, [...(actions.get(endpoint) ?? []), action]);
    }
  }
  return new Map(
    [...actions].map(([endpoint, names]) => {
      const { answer } = mayPerform(
        permissions,
        names.map((action) => ({ action, resources: ANYTHING })),
      );
      return [endpoint, answer === "unknown" ? UNKNOWN : answer === "allowed"];
    }),
  );
});

function callsOf(
  role: ResourceRecord,
  estate: Estate,
  services: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, boolean | Unknown> {
  const permissions = permissionsOf(role, estate);
  return new Map(
    Object.entries(services).map(([name, actions]) => {
      const { answer } = mayPerform(
        permissions,
        actions.map((action) => ({ action, resources: ANYTHING })),
      );
      return [name, answer === "unknown" ? UNKNOWN : answer === "allowed"];
    }),
  );
}
