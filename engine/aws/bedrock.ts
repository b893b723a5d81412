import { CREATED_AT } from "./kit/conventions";
import { service, type TypeSpec } from "./kit/service";
import { arn, length, matches, oneOf, range } from "./kit/validators";

const timestamps = { createdAt: CREATED_AT, updatedAt: CREATED_AT };
const guardrailName = matches(/^[0-9a-zA-Z-_]{1,50}$/, "1 to 50 letters, digits, hyphens and underscores");

/** Agents and knowledge bases: a ten-character id, the name is only a property. */
const tenCharacters = { id: "{upper10}", replaces: [] };

/** AgentCore resources: the id is the name and ten characters. */
function agentCore(kind: string, nameProperty: string, prefix: string): TypeSpec {
  return {
    id: `{${nameProperty}}-{alnum10}`,
    replaces: [nameProperty],
    outputs: {
      [`${prefix}Id`]: "{id}",
      [`${prefix}Arn`]: `arn:{partition}:bedrock-agentcore:{region}:{account}:${kind}/{id}`,
    },
  };
}

/** Model access and agents. Ids and ARNs: the service authorization reference of Amazon Bedrock, read 2026-11. */
export const bedrock = service("bedrock", {
  Guardrail: {
    autoname: { maxLength: 255 },
    id: "{alnum12}__DRAFT",
    validate: {
      blockedInputMessaging: length(1, 500),
      blockedOutputsMessaging: length(1, 500),
      description: length(1, 200),
      kmsKeyArn: arn,
      name: guardrailName,
    },
    replaces: [],
    outputs: ({ id }) => ({
      guardrailId: id.split(/__|,/)[0],
      guardrailArn: "arn:{partition}:bedrock:{region}:{account}:guardrail/{guardrailId}",
      version: "DRAFT",
      status: "READY",
      ...timestamps,
    }),
  },
  GuardrailVersion: {
    id: "{guardrailArn},1",
    defaults: { skipDestroy: false },
    replaces: ["guardrailArn", "description"],
    outputs: { version: "1" },
  },
  InferenceProfile: {
    id: "{alnum12}",
    arn: "bedrock:{region}:{account}:application-inference-profile/{id}",
    validate: { name: matches(/^([0-9a-zA-Z][ _-]?){1,64}$/, "letters and digits, single spaces, _ or - between") },
    replaces: ["name", "description", "modelSource"],
    outputs: ({ properties: { modelSource } }) => ({
      type: "APPLICATION",
      status: "ACTIVE",
      models: [{ modelArn: sourceOf(modelSource) }],
      ...timestamps,
    }),
  },
  ProvisionedModelThroughput: {
    autoname: false,
    id: "arn:{partition}:bedrock:{region}:{account}:provisioned-model/{alnum12}",
    replaces: ["commitmentDuration", "modelArn", "modelUnits"],
    outputs: { provisionedModelArn: "{id}" },
  },
  CustomModel: {
    autoname: false,
    id: "arn:{partition}:bedrock:{region}:{account}:model-customization-job/{alnum12}",
    outputs: {
      jobArn: "{id}",
      jobStatus: "InProgress",
    },
  },
  AgentAgent: {
    ...tenCharacters,
    defaults: { prepareAgent: true, skipResourceInUseCheck: false },
    validate: { idleSessionTtlInSeconds: range(60, 3600) },
    outputs: {
      agentId: "{id}",
      agentArn: "arn:{partition}:bedrock:{region}:{account}:agent/{id}",
      agentVersion: "DRAFT",
      preparedAt: CREATED_AT,
    },
  },
  AgentAgentAlias: {
    id: "{upper10},{agentId}",
    replaces: ["agentId"],
    outputs: {
      agentAliasId: "{upper10}",
      agentAliasArn: "arn:{partition}:bedrock:{region}:{account}:agent-alias/{agentId}/{agentAliasId}",
    },
  },
  AgentKnowledgeBase: {
    ...tenCharacters,
    arn: "bedrock:{region}:{account}:knowledge-base/{id}",
    outputs: timestamps,
    replaces: ["knowledgeBaseConfiguration", "storageConfiguration"],
  },
  AgentDataSource: {
    id: "{upper10},{knowledgeBaseId}",
    defaults: { dataDeletionPolicy: "DELETE" },
    validate: { dataDeletionPolicy: oneOf("DELETE", "RETAIN") },
    replaces: ["knowledgeBaseId"],
    outputs: ({ id }) => ({ dataSourceId: id.split(",")[0] }),
  },
  AgentFlow: { ...tenCharacters, arn: "bedrock:{region}:{account}:flow/{id}", outputs: timestamps },
  AgentPrompt: { ...tenCharacters, arn: "bedrock:{region}:{account}:prompt/{id}" },
  AgentcoreAgentRuntime: {
    ...agentCore("runtime", "agentRuntimeName", "agentRuntime"),
    outputs: { ...agentCore("runtime", "agentRuntimeName", "agentRuntime").outputs, agentRuntimeVersion: "1" },
  },
  AgentcoreGateway: {
    ...agentCore("gateway", "name", "gateway"),
    outputs: {
      ...agentCore("gateway", "name", "gateway").outputs,
      gatewayUrl: "https://{id}.gateway.bedrock-agentcore.{region}.{dnsSuffix}/mcp",
    },
  },
  AgentcoreMemory: {
    id: "{name}-{alnum10}",
    arn: "bedrock-agentcore:{region}:{account}:memory/{id}",
    replaces: ["name", "encryptionKeyArn"],
  },
  AgentcoreAgentRuntimeEndpoint: {
    id: "{agentRuntimeId},{name}",
    replaces: ["agentRuntimeId", "name"],
    outputs: {
      agentRuntimeArn: "arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/{agentRuntimeId}",
      agentRuntimeEndpointArn: "{agentRuntimeArn}/runtime-endpoint/{name}",
      agentRuntimeVersion: "1",
    },
  },
  AgentcoreGatewayTarget: {
    id: "{gatewayIdentifier},{upper10}",
    replaces: ["gatewayIdentifier"],
    outputs: ({ id }) => ({ targetId: id.split(",").at(-1) }),
  },
  AgentcoreHarness: {
    id: "{harnessName}-{alnum10}",
    arn: "bedrock-agentcore:{region}:{account}:harness/{id}",
    replaces: ["harnessName"],
    // A harness runs on a runtime that AWS makes for it.
    outputs: ({ id }) => ({
      harnessId: id,
      environmentActuals: [{ agentcoreRuntimeEnvironments: [{ agentRuntimeId: `harness_${id}` }] }],
    }),
  },
  AgentcorePolicyEngine: agentCore("policy-engine", "name", "policyEngine"),
  AgentcorePolicy: {
    id: "{policyEngineId},{name}-{alnum10}",
    replaces: ["name", "policyEngineId"],
    outputs: ({ id }) => ({
      policyId: id.split(",").at(-1),
      policyArn:
        "arn:{partition}:bedrock-agentcore:{region}:{account}:policy-engine/{policyEngineId}/policy/{policyId}",
    }),
  },
  AgentcoreBrowser: agentCore("browser-custom", "name", "browser"),
  AgentcoreCodeInterpreter: agentCore("code-interpreter-custom", "name", "codeInterpreter"),
  AgentcoreWorkloadIdentity: {
    id: "{name}",
    replaces: ["name"],
    outputs: {
      workloadIdentityArn:
        "arn:{partition}:bedrock-agentcore:{region}:{account}:workload-identity-directory/default/workload-identity/{name}",
    },
  },
});

export const bedrockFoundation = service(
  "bedrockfoundation",
  {},
  {
    getModel: {
      id: "{modelId}",
      modelArn: "arn:{partition}:bedrock:{region}::foundation-model/{modelId}",
    },
  },
);

export const bedrockModel = service("bedrockmodel", {
  InvocationLoggingConfiguration: { id: "{region}", replaces: [] },
});

function sourceOf(modelSource: unknown): unknown {
  return typeof modelSource === "object" && modelSource !== null && "copyFrom" in modelSource
    ? modelSource.copyFrom
    : modelSource;
}
