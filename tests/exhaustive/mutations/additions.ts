import type { ResourceRecord } from "@plinth/policies";
import { documentOf, statementsOf, withStatements } from "./documents";
import { type Generator, type Mutation, ofType, type Props, withOneMore } from "./mutation";
import { fillTemplate, workloadsIn } from "./workload-location";

interface Added {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
}

/** A part of a program that a team adds to its stack, broken in one way. */
interface Addition {
  readonly title: string;
  /** The first is the one that has to be named. */
  readonly resources: readonly [Added, ...Added[]];
  readonly caughtBy: string;
  readonly companions?: readonly string[];
}

const KEY = "{key}";
const MODEL = "arn:aws:bedrock:{region}::foundation-model/{model}";
const CLOSED = "aws-service-is-open";
const APPROVED = "agent-actions-are-approved";
const DECLARED = "service-log-group-is-declared";
const BRANCHES = "sfn-state-machine-branches";
const ESCALATES = "iam-privileges-do-not-escalate";
const LINEAGE = "bedrock-ingestion-emits-lineage";
const EVALUATED = "workload-answers-are-evaluated";
/** What a workload has for all its parts, and without which alone an addition's lack of it is seen. */
const OF_ALL: Readonly<Record<string, readonly string[]>> = {
  [APPROVED]: ["aws:sfn/stateMachine:StateMachine", "aws:bedrock/agentcoreGateway:AgentcoreGateway"],
  [EVALUATED]: ["aws:scheduler/schedule:Schedule"],
};

const tags = {
  workload: "{workload}",
  owner: "{owner}",
  environment: "{environment}",
  "data-classification": "{data-classification}",
};

const harness = (props: Props): Added => ({
  type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
  name: "added",
  props: { maxIterations: 10, maxTokens: 20_000, timeoutSeconds: 120, tags, ...props },
});

const gateway = (mode?: string): Added => ({
  type: "aws:bedrock/agentcoreGateway:AgentcoreGateway",
  name: "added-gateway",
  props: { kmsKeyArn: KEY, tags, ...(mode && { policyEngineConfiguration: { mode } }) },
});

const database = (props: Props): Added => ({
  type: "aws:rds/instance:Instance",
  name: "added",
  props: {
    identifier: "added",
    engine: "postgres",
    storageEncrypted: true,
    kmsKeyId: KEY,
    backupRetentionPeriod: 35,
    tags,
    ...props,
  },
});

const machine = (states: Props, props: Props = {}): Added => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "added",
  props: {
    definition: JSON.stringify({ StartAt: "Answer", TimeoutSeconds: 300, States: states }),
    tracingConfiguration: { enabled: true },
    encryptionConfiguration: { kmsKeyId: KEY },
    loggingConfiguration: { level: "ERROR", logDestination: logGroupArn("added") },
    tags,
    ...props,
  },
});

const logGroupArn = (name: string) => `arn:aws:logs:{region}:{account}:log-group:${name}:*`;
const logGroup: Added = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "added-logs",
  props: { name: "added", retentionInDays: 400, kmsKeyId: KEY, tags },
};
const CALL = {
  Type: "Task",
  Resource: "arn:aws:states:::bedrock:invokeModel",
  Parameters: { ModelId: MODEL, GuardrailIdentifier: "g", GuardrailVersion: "1" },
  End: true,
};
const MODELS = ["bedrock-inference-stays-resident", "bedrock-invocation-is-attributable", "bedrock-model-is-approved"];

const dataSource: Added = {
  type: "aws:bedrock/agentDataSource:AgentDataSource",
  name: "added",
  props: { knowledgeBaseId: "added-knowledge", dataDeletionPolicy: "DELETE" },
};
const knowledgeBase: Added = {
  type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  name: "added-knowledge",
  props: { tags },
};
const delivered = (logType: string): Added => ({
  type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  name: "added-delivery",
  props: { logType, resourceArn: "added-knowledge" },
});

const runtime: Added = {
  type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
  name: "added",
  props: { tags },
};
const OF_RUNTIME = [
  APPROVED,
  "inference-compute-has-no-internet-path",
  "inference-compute-is-alarmed",
  "workload-compute-is-traced",
];

/** A role of the account that may do one thing with itself. */
const role = (action: string, resource: string): Added => ({
  type: "aws:iam/role:Role",
  name: "added",
  props: {
    name: "added",
    assumeRolePolicy: documentOf({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: "arn:aws:iam::{account}:role/pipeline" },
    }),
    inlinePolicies: [{ name: "own", policy: documentOf({ Effect: "Allow", Action: action, Resource: resource }) }],
    tags,
  },
});

/** A role that functions of the workload may take on. */
const roleOfFunction = (action: string, resource: string): Added => {
  const { props, ...rest } = role(action, resource);
  const assumeRolePolicy = documentOf({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: "lambda.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "{account}" } },
  });
  return { ...rest, props: { ...props, assumeRolePolicy } };
};

const ADDITIONS: readonly Addition[] = [
  {
    title: "an agent whose action group nobody approves",
    resources: [harness({ tools: [{ type: "agentcoreGateway", name: "crm" }] })],
    caughtBy: APPROVED,
  },
  {
    title: "an agent whose gateway only logs what its policy forbids",
    resources: [harness({ tools: [{ type: "remoteMcp", name: "crm" }] }), gateway("LOG_ONLY")],
    caughtBy: APPROVED,
    companions: ["workload-compute-is-traced"],
  },
  {
    title: "a workflow whose actions wait for nobody",
    resources: [
      harness({ tools: [{ type: "agentcoreGateway", name: "crm" }] }),
      {
        ...machine({ Answer: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", End: true } }),
        name: "added-actions",
      },
      logGroup,
    ],
    caughtBy: APPROVED,
  },
  {
    title: "a database whose exported logs AWS creates",
    resources: [database({ enabledCloudwatchLogsExports: ["postgresql"] })],
    caughtBy: DECLARED,
  },
  {
    title: "a cluster whose exported logs AWS creates",
    resources: [
      {
        type: "aws:rds/cluster:Cluster",
        name: "added",
        props: {
          clusterIdentifier: "added",
          engine: "aurora-postgresql",
          storageEncrypted: true,
          kmsKeyId: KEY,
          backupRetentionPeriod: 35,
          tags,
          enabledCloudwatchLogsExports: ["postgresql"],
        },
      },
    ],
    caughtBy: DECLARED,
  },
  {
    title: "an API whose execution logs AWS creates",
    resources: [
      {
        type: "aws:apigateway/methodSettings:MethodSettings",
        name: "added",
        props: { restApi: "added-api", stageName: "live", methodPath: "*/*", settings: { loggingLevel: "INFO" } },
      },
    ],
    caughtBy: DECLARED,
  },
  {
    title: "a state machine whose log group is another stack's",
    resources: [machine({ Answer: { Type: "Succeed" } })],
    caughtBy: DECLARED,
  },
  {
    title: "a state machine around one call of a model",
    resources: [machine({ Answer: CALL }), logGroup],
    caughtBy: BRANCHES,
    companions: [...MODELS, "inference-compute-is-alarmed"],
  },
  {
    title: "a state machine around one call of a model, and its tidying up",
    resources: [
      machine({ Answer: { ...CALL, End: undefined, Next: "Tidy" }, Tidy: { Type: "Pass", End: true } }),
      logGroup,
    ],
    caughtBy: BRANCHES,
    companions: [...MODELS, "inference-compute-is-alarmed"],
  },
  ...["aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup", "aws:auditmanager/assessment:Assessment"].map(
    (type): Addition => ({
      title: `what only older customers may create, ${type}`,
      resources: [{ type, name: "added", props: {} }],
      caughtBy: CLOSED,
    }),
  ),
  {
    title: "the same by its CloudFormation name",
    resources: [
      {
        type: "aws:cloudcontrol/resource:Resource",
        name: "added",
        props: { typeName: "AWS::AuditManager::Assessment", desiredState: "{}" },
      },
    ],
    caughtBy: CLOSED,
  },
  ...[
    ["iam:PutRolePolicy", "role/added"],
    ["iam:AttachRolePolicy", "role/added"],
    ["iam:CreateAccessKey", "user/*"],
    ["iam:UpdateAssumeRolePolicy", "role/*"],
    ["iam:CreatePolicyVersion", "policy/*"],
  ].map(
    ([action = "", resource]): Addition => ({
      title: `a role that may ${action}`,
      resources: [role(action, `arn:aws:iam::{account}:${resource}`)],
      caughtBy: ESCALATES,
      companions: ["iam-access-is-not-full"],
    }),
  ),
  {
    title: "a function's role that may stop the trail",
    resources: [roleOfFunction("cloudtrail:StopLogging", "arn:aws:cloudtrail:eu-west-1:{account}:trail/audit")],
    caughtBy: "iam-workload-role-keeps-audit-records",
    companions: ["iam-workload-role-has-boundary"],
  },
  {
    title: "an agent of another environment in the same account",
    resources: [harness({ tags: { ...tags, environment: "test", "data-classification": "internal" } })],
    caughtBy: "environments-have-own-accounts",
  },
  { title: "an ingestion that leaves no record", resources: [dataSource, knowledgeBase], caughtBy: LINEAGE },
  {
    title: "an ingestion whose traces alone are delivered",
    resources: [dataSource, knowledgeBase, delivered("TRACES")],
    caughtBy: LINEAGE,
  },
  { title: "an agent that nothing evaluates", resources: [runtime], caughtBy: EVALUATED, companions: OF_RUNTIME },
  {
    title: "an agent whose evaluation is switched off",
    resources: [
      runtime,
      {
        type: "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig",
        name: "added-evaluation",
        props: { enableOnCreate: false },
      },
    ],
    caughtBy: EVALUATED,
    companions: OF_RUNTIME,
  },
];

/** What the shipped stacks have not and a team adds to its own. */
export const additions: Generator = (records) => [
  ...workloadsIn(records).flatMap(({ neighbour, location }) =>
    fillTemplate(ADDITIONS, location).map(({ title, resources, caughtBy, companions }) => ({
      title,
      records: resources.reduce<readonly ResourceRecord[]>(
        (all, one) => withOneMore(all, neighbour, one),
        records.filter(({ type }) => !OF_ALL[caughtBy]?.includes(type)),
      ),
      caughtBy: [caughtBy],
      names: [resources[0].name],
      companions,
    })),
  ),
  ...ofType(records, "aws:iam/rolePolicy:RolePolicy").flatMap((policy) => unscoped(records, policy)),
];

/** Actions that are nobody's way to models or to more permissions, on everything there is. */
const UNSCOPED = ["ecr:PutImage", "sqs:SendMessage", "lambda:TagResource"];

function unscoped(records: readonly ResourceRecord[], policy: ResourceRecord): readonly Mutation[] {
  return UNSCOPED.map((Action) => ({
    title: `${policy.name} allows ${Action} on everything`,
    records: withStatements(records, policy, "policy", [
      ...statementsOf(policy, "policy"),
      { Effect: "Allow", Action, Resource: "*" },
    ]),
    caughtBy: ["iam-actions-name-their-resources"],
    names: [policy.name],
    companions: ["vpc-endpoints-serve-the-workload"],
  }));
}
