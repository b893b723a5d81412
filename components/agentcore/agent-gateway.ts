import type { Fault } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type AgentTool, inputSchema, targetName, toolFaults } from "./agent-tool";
import { agentcoreName, LONGEST_AGENTCORE_NAME } from "./agentcore-name";
import { cedarPermit } from "./cedar";

export interface AgentGatewayArgs extends PlinthComponentArgs {
  /** Bounds: at least one; each name once. */
  readonly tools: readonly AgentTool[];
  /** Encrypts its logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /** What models are told about all tools together. Default: nothing. */
  readonly instructions?: string;
}

/** Newest version of MCP that gateways list: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway.html (read 2026-11). */
const MCP_VERSION = "2025-06-18";

/**
 * The only way of a workload's agents to its tools: an AgentCore gateway that speaks MCP, where policy decides about each
 * call before the tool sees it, whatever the agent was talked into.
 *
 * Creates the gateway for callers with IAM credentials, a target and a typed schema for each tool, a Cedar policy engine
 * in mode ENFORCE with one permit for each tool and role (what is not permitted is denied, and not even listed), the role
 * that calls the tools' functions and nothing else, and the delivery of logs and traces.
 * Permissions: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-permissions.html (read 2026-11).
 *
 * @example
 * const caller = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * new AgentGateway("tools", {
 *   workload,
 *   key,
 *   tools: [
 *     {
 *       name: "get_case",
 *       description: "Reads one case by its number.",
 *       input: { caseId: { type: "string", description: "Number of the case" } },
 *       handler,
 *       callers: [caller],
 *     },
 *   ],
 * });
 */
export class AgentGateway extends PlinthComponent {
  /** Known in preview. */
  readonly gatewayName: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly gatewayArn: pulumi.Output<string>;
  /** Where MCP is spoken. AWS assigns it. */
  readonly gatewayUrl: pulumi.Output<string>;
  /** Names in the standard's catalogue of the endpoints that callers need. */
  readonly endpoints = ["bedrock-agentcore-gateway"];

  constructor(name: string, args: AgentGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AgentGateway", name, args, opts, faults(name, args));
    const { workload, tools, key } = args;

    const engine = this.#createPolicyEngine();
    const role = this.#createRole(args, engine);
    const gateway = this.#createGateway(args, engine, role);
    for (const tool of tools) this.#addTool(tool, gateway, engine);
    new ResourceTelemetry(
      `${name}-telemetry`,
      { workload, key, service: "bedrock-agentcore", resourceArn: gateway.gatewayArn },
      { parent: this },
    );

    this.gatewayName = gateway.name;
    this.gatewayArn = gateway.gatewayArn;
    this.gatewayUrl = gateway.gatewayUrl;
    // That a role may reach the gateway is one half; which tools it finds there, the policies say.
    for (const caller of new Set(tools.flatMap(({ callers }) => callers))) this.#grantReach(caller);
    const { gatewayName, gatewayArn, gatewayUrl } = this;
    this.registerOutputs({ gatewayName, gatewayArn, gatewayUrl });
  }

  /** `GATEWAY_URL`, for whoever calls tools. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { GATEWAY_URL: this.gatewayUrl };
  }

  /** AWS assigns the id, so the permission goes by the name that it begins with. */
  #grantReach(role: WorkloadRole): void {
    role.allow(`reach-${this.name}`, {
      actions: ["bedrock-agentcore:InvokeGateway"],
      resources: [this.arn("bedrock-agentcore", pulumi.interpolate`gateway/${this.gatewayName}-*`)],
    });
  }

  #createPolicyEngine(): bedrock.AgentcorePolicyEngine {
    return new bedrock.AgentcorePolicyEngine(
      `${this.name}-policies`,
      {
        name: agentcoreName(this.workload, this.name),
        description: `What agents of ${this.workload.name} may do in ${this.workload.environment}`,
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #createRole({ workload, tools }: AgentGatewayArgs, engine: bedrock.AgentcorePolicyEngine): WorkloadRole {
    const role = new WorkloadRole(this.name, { workload, service: "bedrock-agentcore" }, { parent: this });
    const engines = this.arn("bedrock-agentcore", pulumi.interpolate`policy-engine/${engine.name}-*`);
    const gateways = this.arn("bedrock-agentcore", `gateway/${this.physicalName()}-*`);
    role.allow(
      "serve",
      { actions: ["lambda:InvokeFunction"], resources: tools.map(({ handler }) => handler.functionArn) },
      { actions: ["bedrock-agentcore:GetPolicyEngine"], resources: [engines] },
      {
        actions: ["bedrock-agentcore:AuthorizeAction", "bedrock-agentcore:PartiallyAuthorizeActions"],
        resources: [engines, gateways],
      },
    );
    return role;
  }

  #createGateway(
    { instructions }: AgentGatewayArgs,
    engine: bedrock.AgentcorePolicyEngine,
    role: WorkloadRole,
  ): bedrock.AgentcoreGateway {
    return new bedrock.AgentcoreGateway(
      `${this.name}-gateway`,
      {
        name: this.physicalName(),
        description: `Tools of ${this.workload.name} in ${this.workload.environment}`,
        roleArn: role.roleArn,
        protocolType: "MCP",
        protocolConfiguration: { mcp: { instructions, supportedVersions: [MCP_VERSION] } },
        authorizerType: "AWS_IAM",
        policyEngineConfiguration: { arn: engine.policyEngineArn, mode: "ENFORCE" },
        tags: this.tags(),
      },
      // AgentCore asks the policy engine as the role when it creates the gateway.
      this.child({ dependsOn: [role] }),
    );
  }

  #addTool(tool: AgentTool, gateway: bedrock.AgentcoreGateway, engine: bedrock.AgentcorePolicyEngine): void {
    const { name, description, handler, callers } = tool;
    const target = new bedrock.AgentcoreGatewayTarget(
      `${this.name}-${targetName(tool)}`,
      {
        name: targetName(tool),
        description: description.slice(0, 200),
        gatewayIdentifier: gateway.gatewayId,
        credentialProviderConfiguration: { gatewayIamRole: {} },
        targetConfiguration: {
          mcp: {
            lambda: {
              lambdaArn: handler.functionArn,
              toolSchema: { inlinePayloads: [{ name, description, inputSchema: inputSchema(tool) }] },
            },
          },
        },
      },
      this.child({ dependsOn: [handler] }),
    );
    for (const caller of callers) this.#permit(caller, tool, gateway, engine, target);
  }

  #permit(
    caller: WorkloadRole,
    tool: AgentTool,
    { gatewayArn }: bedrock.AgentcoreGateway,
    engine: bedrock.AgentcorePolicyEngine,
    target: bedrock.AgentcoreGatewayTarget,
  ): void {
    const { partition, accountId } = this.workload;
    const statement = pulumi
      .all([caller.roleName, gatewayArn])
      .apply(([role, arn]) =>
        cedarPermit({ principal: `arn:${partition}:sts::${accountId}:assumed-role/${role}`, tool, gatewayArn: arn }),
      );
    new bedrock.AgentcorePolicy(
      `${this.name}-${targetName(tool)}-by-${caller.name}`,
      {
        name: permitName(tool, caller),
        description: `${caller.name} may call ${tool.name}`,
        policyEngineId: engine.policyEngineId,
        definition: { cedar: { statement } },
        validationMode: "FAIL_ON_ANY_FINDINGS",
      },
      // A policy is checked against the gateway's tools, so its tool is there first.
      this.child({ dependsOn: [target] }),
    );
  }
}

function permitName(tool: AgentTool, caller: WorkloadRole): string {
  return `${tool.name}_by_${caller.name.replaceAll("-", "_")}`;
}

function faults(name: string, args: AgentGatewayArgs): Fault[] {
  const { workload, tools, instructions } = args;
  const id = "orchestration/AgentGateway";
  const named = physicalName(workload, name);
  const long = tools.flatMap((tool) =>
    tool.callers.map((caller) => permitName(tool, caller)).filter((permit) => permit.length > LONGEST_AGENTCORE_NAME),
  );
  return [
    ...faultsOf(
      id,
      name,
      [named.length <= LONGEST_AGENTCORE_NAME, "name", "a name that leaves the gateway's within 48 characters", named],
      [tools.length > 0, "tools", "at least one tool"],
      [
        instructions === undefined || (instructions.length > 0 && instructions.length <= 2_048),
        "instructions",
        "1 to 2048 characters",
      ],
      [
        long.length === 0,
        "tools",
        `names of tools and callers that leave their policies' within ${LONGEST_AGENTCORE_NAME} characters`,
        long.join(", "),
      ],
    ),
    ...toolFaults(id, name, tools),
  ];
}
