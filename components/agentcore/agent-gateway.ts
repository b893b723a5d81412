import type { Fault } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as pulumi from "@pulumi/pulumi";
import { nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type AgentTool, inputSchema, targetName, toolFaults } from "./agent-tool";
import { agentcoreName, MAX_AGENTCORE_NAME_LENGTH } from "./agentcore-name";
import { cedarPermit } from "./cedar";

/** Arguments of {@link AgentGateway}. */
export interface AgentGatewayArgs extends PlinthComponentArgs {
  /** Tools that the gateway serves. Bounds: at least one, each name once. */
  readonly tools: readonly AgentTool[];
  /** Key that encrypts the logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /** Instructions to models about the tools as a whole. Bounds: 1 to 2,048 characters. Default: none. */
  readonly instructions?: string;
}

/** Latest version of MCP that AgentCore gateways support: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway.html (read 2026-11). */
const MCP_VERSION = "2025-06-18";

/**
 * An AgentCore gateway that serves a workload's tools to its agents over MCP. A policy engine authorises each call before
 * the tool runs, so a prompt injection cannot widen what an agent may do.
 *
 * Creates the gateway (inbound authorisation by IAM), a target with a typed input schema for each tool, a Cedar policy
 * engine in mode ENFORCE with one permit policy for each tool and calling role, a role that may invoke the tools' functions
 * only, and the delivery of logs and traces. A tool that no policy permits is denied, and is not listed either.
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
  /** Name of the gateway. Known in preview. */
  readonly gatewayName: pulumi.Output<string>;
  /** ARN of the gateway. Known after the update, because AWS assigns the id. */
  readonly gatewayArn: pulumi.Output<string>;
  /** URL of the gateway's MCP endpoint. Known after the update. */
  readonly gatewayUrl: pulumi.Output<string>;
  /** VPC endpoints that callers need, by their names in the standard's catalogue. */
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
    // IAM allows a role to call the gateway. The Cedar policies decide which tools it may call there.
    for (const caller of new Set(tools.flatMap(({ callers }) => callers))) this.#grantInvoke(caller);
    const { gatewayName, gatewayArn, gatewayUrl } = this;
    this.registerOutputs({ gatewayName, gatewayArn, gatewayUrl });
  }

  /** Environment variable of a caller: `GATEWAY_URL`. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { GATEWAY_URL: this.gatewayUrl };
  }

  /** AWS assigns the gateway's id, so the permission is scoped to ids that start with its name. */
  #grantInvoke(role: WorkloadRole): void {
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
      // AgentCore calls the policy engine with the role when it creates the gateway.
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
      // AgentCore validates a policy against the gateway's tools, so the target must exist first.
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
  const longPermits = tools.flatMap((tool) =>
    tool.callers
      .map((caller) => permitName(tool, caller))
      .filter((permit) => permit.length > MAX_AGENTCORE_NAME_LENGTH),
  );
  return [
    ...faultsOf(
      id,
      name,
      nameLengthCheck("gateway", physicalName(workload, name), MAX_AGENTCORE_NAME_LENGTH),
      [tools.length > 0, "tools", "at least one tool"],
      [
        instructions === undefined || (instructions.length > 0 && instructions.length <= 2_048),
        "instructions",
        "1 to 2048 characters",
      ],
      [
        longPermits.length === 0,
        "tools",
        `names of tools and callers that leave their policies' within ${MAX_AGENTCORE_NAME_LENGTH} characters`,
        longPermits.join(", "),
      ],
    ),
    ...toolFaults(id, name, tools),
  ];
}
