import { type Fault, logRetentionDays } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { ModelAccess } from "../model-access/model-access";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type AgentBounds, boundFaults } from "./agent-bounds";
import type { AgentGateway } from "./agent-gateway";
import type { AgentMemory } from "./agent-memory";
import { AGENT_LOG_GROUP_PREFIX, agentcoreName, telemetryPermissions } from "./agentcore-name";
import { harnessImage } from "./harness-image";
import { lifecycleOf, sessionChecks } from "./session-limits";

/** Arguments of {@link AgentHarness}. */
export interface AgentHarnessArgs extends PlinthComponentArgs {
  /** The workload's role for `bedrock-agentcore`. It must be a caller of the gateway's tools. */
  readonly role: WorkloadRole;
  /**
   * Private subnets that the agent runs in. Their security group must reach the endpoints `ecr-api`, `ecr-dkr` and `s3`
   * (to pull the harness image of AWS), `logs` and `xray`.
   */
  readonly network: WorkloadNetwork;
  /** Key that encrypts the logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /** Models that the role may invoke, and their guardrail. */
  readonly models: ModelAccess;
  /** Id of the model in the standard's catalogue. Bounds: one of `models`. */
  readonly model: string;
  /** System prompt. Bounds: 1 to 20,000 characters. */
  readonly instructions: string;
  /** Gateway that provides the tools. The agent has no other tools: no shell, browser or code interpreter. */
  readonly gateway: AgentGateway;
  /** Memory that keeps conversations across sessions. Default: none. */
  readonly memory?: AgentMemory;
  /** Limits of one task: iterations, tokens and seconds. */
  readonly bounds: AgentBounds;
  /** Idle timeout of a session, in seconds. Bounds: 60 to 3,600. Default: 900. */
  readonly idleSeconds?: number;
  /** Maximum lifetime of a session, in seconds. Bounds: `idleSeconds` to 28,800. Default: 3,600. */
  readonly lifetimeSeconds?: number;
}

/** AgentCore's limit for the name of a harness, in characters. */
const MAX_NAME_LENGTH = 40;

/** Name of the gateway in the harness. Its tools are `@tools/<tool>`. */
const TOOLS = "tools";

/**
 * An agent whose loop AgentCore runs. It needs a model, instructions, tools and bounds, and no code.
 *
 * Creates an AgentCore harness in the workload's subnets and its log group. The agent calls the gateway's tools only, stops
 * at its bounds, and keeps no memory unless `memory` is given. Every invocation carries the guardrail of `models`, because
 * the role is denied invocations without it. No principal may invoke the agent until {@link grantInvoke} allows a role.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/harness-security.html (read 2026-11).
 *
 * @example
 * const agentRole = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * const gateway = new AgentGateway("tools", {
 *   workload,
 *   key,
 *   tools: [
 *     {
 *       name: "get_case",
 *       description: "Reads one case by its number.",
 *       input: { caseId: { type: "string", description: "Number of the case" } },
 *       handler,
 *       callers: [agentRole],
 *     },
 *   ],
 * });
 * models.grantInvoke(agentRole);
 * new AgentHarness("agent", {
 *   workload,
 *   role: agentRole,
 *   network,
 *   key,
 *   models,
 *   model: "anthropic.claude-sonnet-4-5",
 *   instructions: "You answer questions about cases.",
 *   gateway,
 *   bounds: { maxIterations: 10, maxTokens: 4096, timeoutSeconds: 300 },
 * });
 */
export class AgentHarness extends PlinthComponent {
  /** Name of the harness. Known in preview. */
  readonly harnessName: pulumi.Output<string>;
  /** ARN of the harness. Known after the update, because AWS assigns the id. */
  readonly harnessArn: pulumi.Output<string>;
  /** VPC endpoints that a caller needs, by their names in the standard's catalogue. */
  readonly endpoints = ["bedrock-agentcore"];

  constructor(name: string, args: AgentHarnessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AgentHarness", name, args, opts, faults(name, args));
    const { workload, role, gateway, memory, bounds } = args;
    memory?.grantUse(role);
    role.allow(
      `run-${name}`,
      // ECR defines no resource type for this action.
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      harnessImage(workload),
      // AgentCore derives the name of the runtime that it creates from the harness's name.
      ...telemetryPermissions(workload, `harness_${agentcoreName(workload, name)}`),
    );
    const harness = new bedrock.AgentcoreHarness(
      `${name}-harness`,
      {
        harnessName: agentcoreName(workload, name),
        executionRoleArn: role.roleArn,
        model: { bedrockModelConfig: modelOf(args) },
        systemPrompts: [{ text: args.instructions }],
        tools: [
          {
            type: "agentcoreGateway",
            name: TOOLS,
            config: { agentcoreGateway: { gatewayArn: gateway.gatewayArn, outboundAuth: { awsIam: true } } },
          },
        ],
        allowedTools: [`@${TOOLS}/*`],
        memory: memory ? { agentcoreMemoryConfiguration: { arn: memory.memoryArn } } : { disabled: {} },
        maxIterations: bounds.maxIterations,
        maxTokens: bounds.maxTokens,
        timeoutSeconds: bounds.timeoutSeconds,
        environments: [{ agentcoreRuntimeEnvironments: [environmentOf(args)] }],
        tags: this.tags(),
      },
      this.child({ dependsOn: [role, gateway] }),
    );

    this.#createLogGroup(harness, args.key);

    this.harnessName = harness.harnessName;
    this.harnessArn = harness.arn;
    this.registerOutputs({ harnessName: this.harnessName, harnessArn: this.harnessArn });
  }

  /** Created in advance. AgentCore would create the group on the first write, without retention and customer managed key. */
  #createLogGroup({ environmentActuals }: bedrock.AgentcoreHarness, key: EncryptionKey): void {
    const runtimeId = environmentActuals.apply((all) => all[0]?.agentcoreRuntimeEnvironments[0]?.agentRuntimeId ?? "");
    new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: pulumi.interpolate`${AGENT_LOG_GROUP_PREFIX}/${runtimeId}-DEFAULT`,
        retentionInDays: logRetentionDays(this.standard, this.workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  /**
   * Allows a role to invoke the agent. AWS assigns the harness's id, so the permission is scoped to ids that start with its
   * name.
   */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:InvokeHarness"],
      resources: [this.arn("bedrock-agentcore", pulumi.interpolate`harness/${this.harnessName}-*`)],
    });
  }
}

/**
 * A harness has no property for a guardrail. AgentCore passes `additionalParams` to the model, and the Converse API accepts
 * a `guardrailConfig` in them. A caller can override the model without it, so the role enforces the guardrail:
 * `ModelAccess.grantInvoke` denies every call without this `bedrock:GuardrailIdentifier`.
 * Sources (read 2026-11): AWS's own construct of a harness, `bedrock-agentcore-harness-l3-construct` in
 * https://github.com/aws/modern-data-architecture-accelerator, and
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (the condition).
 */
function modelOf({ models, model, bounds }: AgentHarnessArgs) {
  return {
    modelId: models.profileArns[model] ?? model,
    maxTokens: bounds.maxTokens,
    apiFormat: "converseStream",
    additionalParams: pulumi.jsonStringify({
      guardrailConfig: {
        guardrailIdentifier: models.guardrailId,
        guardrailVersion: models.guardrailVersion,
        trace: "disabled",
      },
    }),
  };
}

function environmentOf(args: AgentHarnessArgs) {
  const { network } = args;
  return {
    networkConfigurations: [
      {
        networkMode: "VPC",
        networkModeConfigs: [{ subnets: network.subnetIds, securityGroups: network.securityGroupIds }],
      },
    ],
    lifecycleConfigurations: [lifecycleOf(args)],
  };
}

function faults(name: string, args: AgentHarnessArgs): Fault[] {
  const { workload, models, model, instructions } = args;
  const known = Object.keys(models.profileArns);
  return [
    ...faultsOf(
      "orchestration/AgentHarness",
      name,
      nameLengthCheck("harness", agentcoreName(workload, name), MAX_NAME_LENGTH),
      [known.includes(model), "model", `one of the models that it is given: ${known.join(", ")}`, model],
      [instructions.length >= 1 && instructions.length <= 20_000, "instructions", "1 to 20000 characters"],
      ...sessionChecks(args),
    ),
    ...boundFaults("orchestration/AgentHarness", name, args.bounds),
  ];
}
