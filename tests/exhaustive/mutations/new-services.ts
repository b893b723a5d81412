import type { NewResource } from "./new-resource";

const BACKUPS = "backup-retention-follows-classification";
const TRACED = "workload-compute-is-traced";
const EVALUATED = "workload-answers-are-evaluated";
const ALARMED = "inference-compute-is-alarmed";
const INVOKE = {
  Type: "Task",
  Resource: "arn:aws:states:::bedrock:invokeModel",
  Parameters: { GuardrailIdentifier: "a1b2c3" },
  Next: "Done",
};
const untilDone = {
  Ask: INVOKE,
  Done: { Type: "Choice", Choices: [{ Variable: "$.done", BooleanEquals: false, Next: "Ask" }], Default: "End" },
  End: { Type: "Succeed" },
};
const KEY = "{key}";
const workflow = (definition: object) => ({
  encryptionConfiguration: { kmsKeyId: KEY },
  definition: JSON.stringify({ StartAt: "Ask", ...definition }),
  tracingConfiguration: { enabled: true },
});

/** Services that no shipped stack uses, as teams add them. */
export const NEW_SERVICES: readonly NewResource[] = [
  {
    title: "shards of a database with a public address",
    type: "aws:rds/shardGroup:ShardGroup",
    props: { dbClusterIdentifier: "answers", dbShardGroupIdentifier: "answers", maxAcu: 8, publiclyAccessible: true },
    caughtBy: "data-store-is-private",
  },
  {
    title: "desktops, of a type that no rule reads, with access to the internet",
    type: "aws:workspaces/directory:Directory",
    props: { directoryId: "d-1234567890", workspaceCreationProperties: { enableInternetAccess: true } },
    caughtBy: "resource-type-is-judged",
  },
  {
    title: "a plan that keeps backups for ever",
    type: "aws:backup/plan:Plan",
    props: { rules: [{ ruleName: "nightly", targetVaultName: "vault" }] },
    caughtBy: BACKUPS,
  },
  {
    title: "a cluster of databases whose backups last a day",
    type: "aws:rds/cluster:Cluster",
    props: { engine: "aurora-postgresql", storageEncrypted: true, kmsKeyId: KEY },
    caughtBy: BACKUPS,
  },
  {
    title: "a vault of restricted data without a lock",
    type: "aws:backup/vault:Vault",
    props: { kmsKeyArn: KEY, tagsAll: { "data-classification": "restricted" } },
    caughtBy: "backup-vault-is-locked",
    companions: ["data-store-is-classified"],
  },
  {
    title: "a workflow that asks a model without end",
    type: "aws:sfn/stateMachine:StateMachine",
    props: workflow({ TimeoutSeconds: 600, States: untilDone }),
    caughtBy: "sfn-state-machine-is-bounded",
    companions: ["sfn-state-machine-is-logged", ALARMED],
  },
  {
    title: "a workflow that may wait for a year",
    type: "aws:sfn/stateMachine:StateMachine",
    props: workflow({ States: { Ask: { ...INVOKE, Next: "Rest" }, Rest: { Type: "Wait", Seconds: 5, End: true } } }),
    caughtBy: "sfn-state-machine-is-bounded",
    companions: ["sfn-state-machine-is-logged", ALARMED],
  },
  {
    title: "an agent that stays for two weeks",
    type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
    props: { lifecycleConfigurations: [{ maxLifetime: 1_209_600, idleRuntimeSessionTimeout: 900 }] },
    caughtBy: "agentcore-runtime-is-bounded",
    companions: ["agent-actions-are-approved", "inference-compute-has-no-internet-path", TRACED, ALARMED, EVALUATED],
  },
  {
    title: "an endpoint whose failures nobody hears of",
    type: "aws:sagemaker/endpoint:Endpoint",
    props: { name: "added", tags: { "plinth:monthly-usd": "50000" } },
    caughtBy: ALARMED,
    companions: [EVALUATED, "service-log-group-is-declared"],
  },
  {
    title: "a key of another provider of models",
    type: "aws:secretsmanager/secret:Secret",
    props: { name: "prod/openai-api-key", kmsKeyId: KEY },
    caughtBy: "model-providers-are-declared",
  },
  {
    title: "a flow whose prompt has no guardrail",
    type: "aws:bedrock/agentFlow:AgentFlow",
    props: { definition: { nodes: [{ name: "ask", configuration: { prompt: {} } }] } },
    caughtBy: "bedrock-route-carries-guardrail",
  },
  {
    title: "a model that nobody approved",
    type: "aws:sagemaker/model:Model",
    props: {
      enableNetworkIsolation: true,
      primaryContainer: { image: "inference", environment: { HF_MODEL_ID: "somebody/something" } },
    },
    caughtBy: "sagemaker-model-has-inventory-entry",
  },
  {
    title: "a command that gives a role more than its program does",
    type: "command:local:Command",
    props: {
      create: "aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
    },
    caughtBy: "resource-container-is-opened",
  },
  {
    title: "a topic that calls a host on the internet",
    type: "aws:sns/topicSubscription:TopicSubscription",
    props: { topic: "added", protocol: "https", endpoint: "https://hooks.example/in" },
    caughtBy: "service-destination-stays-inside",
  },
  {
    title: "a build with a token in plain text",
    type: "aws:codebuild/project:Project",
    props: {
      environment: { environmentVariables: [{ name: "REGISTRY_TOKEN", value: "Registry-token7" }] },
      vpcConfig: { subnets: ["subnet-0123456789abcdef0"] },
    },
    caughtBy: "environment-holds-no-secrets",
  },
];
