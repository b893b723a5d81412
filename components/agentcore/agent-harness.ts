import { type Fault, logRetentionDays } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { isWhole } from "../ecs/container-task";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { ModelAccess } from "../model-access/model-access";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { AgentGateway } from "./agent-gateway";
import type { AgentMemory } from "./agent-memory";
import { AGENT_LOG_GROUPS, agentcoreName, agentOutput } from "./agentcore-name";
import { harnessImage } from "./harness-image";

export interface AgentHarnessArgs extends PlinthComponentArgs {
  /** The workload's role on `bedrock-agentcore`: what the agent can do. It must be a caller of the gateway's tools. */
  readonly role: WorkloadRole;
  /**
   * Where it runs: private subnets whose security group reaches the endpoints, among them `ecr-api`, `ecr-dkr` and `s3` for
   * AWS's image of it, `logs` and `xray`.
   */
  readonly network: WorkloadNetwork;
  /** Encrypts its logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /** Models that the role may invoke. */
  readonly models: ModelAccess;
  /** Which of them it thinks with, by its id in the standard's catalogue. */
  readonly model: string;
  /** What it is told before it is asked anything. Bounds: 1 to 20,000 characters. */
  readonly instructions: string;
  /** Its tools, all of them: it has no shell, browser or code interpreter. */
  readonly gateway: AgentGateway;
  /** What it remembers. Default: nothing. */
  readonly memory?: AgentMemory;
  readonly bounds: AgentBounds;
  /** Seconds without a request after which a session ends. Bounds: 60 to 3,600. Default: 900. */
  readonly idleSeconds?: number;
  /** Seconds after which a session ends whatever it does. Bounds: `idleSeconds` to 28,800. Default: 3,600. */
  readonly lifetimeSeconds?: number;
}

/** Where an agent stops, whether it is done or not. There are no defaults: what one task takes, its owner knows. */
export interface AgentBounds {
  /** Rounds of asking the model and calling tools. Bounds: 1 to 75. */
  readonly maxIterations: number;
  /** Tokens that the model may write for one task. Bounds: 64 to 64,000. */
  readonly maxTokens: number;
  /** Seconds for one task. Bounds: 10 to 3,600. */
  readonly timeoutSeconds: number;
}

/** @internal Each bound's range: AWS's own defaults for rounds and seconds are the most. */
export const AGENT_BOUNDS = {
  maxIterations: { least: 1, most: 75 },
  maxTokens: { least: 64, most: 64_000 },
  timeoutSeconds: { least: 10, most: 3_600 },
} as const;

/** A harness's own limit for its name. */
const LONGEST_NAME = 40;

/** What the harness calls the gateway; its tools are `@tools/<tool>`. */
const TOOLS = "tools";

/**
 * An agent whose loop AWS runs: model, instructions, tools and bounds, and no code.
 *
 * Creates an AgentCore harness in the workload's subnets, with a log group, that calls the gateway's tools and no others, stops after a
 * number of rounds, tokens and seconds, and remembers only where it is told to. Its invocations carry the guardrail of
 * `models`: the role is denied those without one. It can be invoked by nobody until {@link grantInvoke} says so.
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
  /** Known in preview. */
  readonly harnessName: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly harnessArn: pulumi.Output<string>;
  /** Names in the standard's catalogue of the endpoints that whoever invokes it needs. */
  readonly endpoints = ["bedrock-agentcore"];

  constructor(name: string, args: AgentHarnessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AgentHarness", name, args, opts, faults(name, args));
    const { workload, role, gateway, memory, bounds } = args;
    memory?.grantUse(role);
    role.allow(
      `run-${name}`,
      // ECR has no resource to scope this to.
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      harnessImage(workload),
      // AWS calls the runtime that it makes after the harness.
      ...agentOutput(workload, `harness_${agentcoreName(workload, name)}`),
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

  /** AWS would create it with the first line that is written: without an end, and under no key of ours. */
  #createLogGroup({ environmentActuals }: bedrock.AgentcoreHarness, key: EncryptionKey): void {
    const runtimeId = environmentActuals.apply((all) => all[0]?.agentcoreRuntimeEnvironments[0]?.agentRuntimeId ?? "");
    new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: pulumi.interpolate`${AGENT_LOG_GROUPS}/${runtimeId}-DEFAULT`,
        retentionInDays: logRetentionDays(this.standard, this.workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  /** Lets one role invoke the agent. AWS assigns the id, so the permission goes by the name that it begins with. */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:InvokeHarness"],
      resources: [this.arn("bedrock-agentcore", pulumi.interpolate`harness/${this.harnessName}-*`)],
    });
  }
}

/**
 * The harness has no member for a guardrail: `additionalParams` go to the model as they are, and with Converse they may hold
 * its `guardrailConfig`. Whoever invokes the harness may name another model without them, so what enforces the guardrail is
 * the role: `ModelAccess.grantInvoke` denies it every call that does not name this one (`bedrock:GuardrailIdentifier`).
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
  const { idleSeconds, lifetimeSeconds } = limits(args);
  return {
    networkConfigurations: [
      {
        networkMode: "VPC",
        networkModeConfigs: [{ subnets: network.subnetIds, securityGroups: network.securityGroupIds }],
      },
    ],
    lifecycleConfigurations: [{ idleRuntimeSessionTimeout: idleSeconds, maxLifetime: lifetimeSeconds }],
  };
}

function limits({ idleSeconds = 900, lifetimeSeconds = 3_600 }: AgentHarnessArgs) {
  return { idleSeconds, lifetimeSeconds };
}

function faults(name: string, args: AgentHarnessArgs): Fault[] {
  const { workload, models, model, instructions } = args;
  const { idleSeconds, lifetimeSeconds } = limits(args);
  const named = agentcoreName(workload, name);
  const known = Object.keys(models.profileArns);
  return [
    ...faultsOf(
      "orchestration/AgentHarness",
      name,
      [
        named.length <= LONGEST_NAME,
        "name",
        `a name that leaves the harness's within ${LONGEST_NAME} characters`,
        named,
      ],
      [known.includes(model), "model", `one of the models that it is given: ${known.join(", ")}`, model],
      [instructions.length >= 1 && instructions.length <= 20_000, "instructions", "1 to 20000 characters"],
      [isWhole(idleSeconds, 60, 3_600), "idleSeconds", "60 to 3600 seconds", `${idleSeconds}`],
      [
        isWhole(lifetimeSeconds, idleSeconds, 28_800),
        "lifetimeSeconds",
        `${idleSeconds} to 28800 seconds, not below idleSeconds`,
        `${lifetimeSeconds}`,
      ],
    ),
    ...boundFaults("orchestration/AgentHarness", name, args.bounds),
  ];
}

/** @internal A bound that is missing, or so wide that it bounds nothing, is refused as one that is wrong. */
export function boundFaults(id: `${string}/${string}`, name: string, bounds: Partial<AgentBounds> = {}): Fault[] {
  return faultsOf(
    id,
    name,
    ...Object.entries(AGENT_BOUNDS).map(([bound, { least, most }]) => {
      const value = bounds[bound as keyof AgentBounds];
      const holds = value !== undefined && isWhole(value, least, most);
      return [holds, `bounds.${bound}`, `a whole number, ${least} to ${most}`, `${value}`] as const;
    }),
  );
}
