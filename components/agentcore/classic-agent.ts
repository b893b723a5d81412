import type { Fault } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { InferenceFunction } from "../lambda/inference-function";
import type { ModelAccess } from "../model-access/model-access";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Arguments of {@link ClassicAgent}. */
export interface ClassicAgentArgs extends PlinthComponentArgs {
  /** The workload's role for `bedrock`, which may invoke the model. */
  readonly role: WorkloadRole;
  /** Models that the role may invoke, and their guardrail. */
  readonly models: ModelAccess;
  /** Id of the model in the standard's catalogue. Bounds: one of `models`. */
  readonly model: string;
  /** Instructions of the agent. Bounds: 40 to 20,000 characters. */
  readonly instructions: string;
  /** Key that encrypts the agent and its sessions. */
  readonly key: EncryptionKey;
  /** Actions that the agent may perform. Bounds: names in kebab case, at most 40 characters, each once. */
  readonly actionGroups: readonly ActionGroup[];
  /** Idle timeout of a session, in seconds. Bounds: 60 to 3,600. Default: 600. */
  readonly idleSeconds?: number;
}

/** Actions that one Lambda function performs. */
export interface ActionGroup {
  /** Kebab-case name: `cases`. Bounds: at most 40 characters. */
  readonly name: string;
  /** Description for the model. */
  readonly description: string;
  /** Function that performs the actions. The agent alone may invoke it through Bedrock. */
  readonly handler: InferenceFunction;
  /** The actions. Bounds: at least one. */
  readonly functions: readonly ActionFunction[];
}

/** One action of an {@link ActionGroup}. */
export interface ActionFunction {
  /** Verb and noun in snake case: `close_case`. */
  readonly name: string;
  /** Description for the model. */
  readonly description: string;
  /** Required parameters, by name. Default: none. */
  readonly parameters?: Readonly<
    Record<string, { readonly type: "string" | "integer" | "number" | "boolean"; readonly description: string }>
  >;
  /** Whether the user confirms each call. Set to false for actions that only read. Default: true. */
  readonly requireConfirmation?: boolean;
}

/**
 * An agent of Amazon Bedrock Agents Classic, for organisations that run some already.
 *
 * **The service is closed to new customers since 2026-07-30**. Existing customers can continue to use it, without new
 * features (https://docs.aws.amazon.com/bedrock/latest/userguide/agents-classic-maintenance-mode.html, read 2026-11). The
 * rule `aws-service-is-open` reports each agent, so each needs a waiver with an expiry date. Use {@link AgentHarness} or
 * {@link AgentRuntime} for new agents.
 *
 * Creates the agent with the workload's guardrail and key, its action groups, the permission of Bedrock to invoke their
 * functions for this agent only, and an alias for callers. The user confirms each action unless it only reads.
 *
 * @example
 * const agentRole = new WorkloadRole("agent-role", { workload, service: "bedrock" });
 * models.grantInvoke(agentRole);
 * new ClassicAgent("agent", {
 *   workload,
 *   role: agentRole,
 *   models,
 *   model: "anthropic.claude-sonnet-4-5",
 *   instructions: "You answer questions about cases from what the case says, and close those that are settled.",
 *   key,
 *   actionGroups: [
 *     { name: "cases", description: "Cases", handler, functions: [{ name: "close_case", description: "Closes a case" }] },
 *   ],
 * });
 */
export class ClassicAgent extends PlinthComponent {
  /** Id of the agent. Known after the update, because AWS assigns it. */
  readonly agentId: pulumi.Output<string>;
  /** ARN of the alias that callers invoke. Known after the update. */
  readonly aliasArn: pulumi.Output<string>;
  /** VPC endpoints that a caller needs, by their names in the standard's catalogue. */
  readonly endpoints = ["bedrock-agent-runtime"];

  constructor(name: string, args: ClassicAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ClassicAgent", name, args, opts, faults(name, args));
    const { actionGroups } = args;
    const agent = this.#createAgent(args);
    const groups = actionGroups.map((group) => this.#addGroup(group, agent));
    const alias = new bedrock.AgentAgentAlias(
      `${name}-alias`,
      {
        agentId: agent.agentId,
        agentAliasName: "live",
        description: `What callers of ${this.workload.name} reach`,
        tags: this.tags(),
      },
      // Creating an alias creates a version of the draft, so the draft must be complete.
      this.child({ dependsOn: groups }),
    );

    this.agentId = agent.agentId;
    this.aliasArn = alias.agentAliasArn;
    this.registerOutputs({ agentId: this.agentId, aliasArn: this.aliasArn });
  }

  /** Allows a role to invoke the agent. AWS assigns the ids, so the permission is scoped by the alias's tags. */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["bedrock:InvokeAgent"],
      resources: [this.arn("bedrock", "agent-alias/*")],
      conditions: { StringEquals: this.ownTags() },
    });
  }

  #createAgent(args: ClassicAgentArgs): bedrock.AgentAgent {
    const { role, models, model, instructions, key, idleSeconds = 600 } = args;
    return new bedrock.AgentAgent(
      `${this.name}-agent`,
      {
        agentName: this.physicalName(),
        description: `${this.workload.name} in ${this.workload.environment}`,
        agentResourceRoleArn: role.roleArn,
        foundationModel: models.profileArns[model] ?? model,
        instruction: instructions,
        guardrailConfigurations: [
          { guardrailIdentifier: models.guardrailId, guardrailVersion: models.guardrailVersion },
        ],
        customerEncryptionKeyArn: key.keyArn,
        idleSessionTtlInSeconds: idleSeconds,
        tags: this.tags(),
      },
      this.child({ dependsOn: [role] }),
    );
  }

  #addGroup(group: ActionGroup, agent: bedrock.AgentAgent): pulumi.Resource {
    const { name, description, handler } = group;
    const permission = new lambda.Permission(
      `${this.name}-${name}-permission`,
      {
        function: handler.functionName,
        action: "lambda:InvokeFunction",
        principal: "bedrock.amazonaws.com",
        sourceAccount: this.workload.accountId,
        sourceArn: agent.agentArn,
      },
      this.child(),
    );
    return new bedrock.AgentAgentActionGroup(
      `${this.name}-${name}`,
      {
        agentId: agent.agentId,
        agentVersion: "DRAFT",
        actionGroupName: name,
        description,
        actionGroupExecutor: { lambda: handler.functionArn },
        apiSchema: { payload: schemaOf(group) },
      },
      this.child({ dependsOn: [permission] }),
    );
  }
}

/**
 * The provider supports user confirmation in an OpenAPI schema only.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-userconfirmation.html (read 2026-11).
 */
function schemaOf({ name, description, functions }: ActionGroup): string {
  const paths = functions.map((one) => [`/${one.name}`, { post: operationOf(one) }]);
  return JSON.stringify({
    openapi: "3.0.0",
    info: { title: name, version: "1.0.0", description },
    paths: Object.fromEntries(paths),
  });
}

function operationOf({ name, description, parameters = {}, requireConfirmation = true }: ActionFunction) {
  const schema = { type: "object", properties: parameters, required: Object.keys(parameters) };
  return {
    operationId: name,
    description,
    "x-requireConfirmation": requireConfirmation ? "ENABLED" : "DISABLED",
    ...(schema.required.length > 0 && {
      requestBody: { required: true, content: { "application/json": { schema } } },
    }),
    responses: { "200": { description: "What became of it" } },
  };
}

function faults(name: string, args: ClassicAgentArgs): Fault[] {
  const { workload, models, model, instructions, actionGroups, idleSeconds = 600 } = args;
  const known = Object.keys(models.profileArns);
  const names = actionGroups.map((group) => group.name);
  const invalidNames = names.filter((one, index) => !/^[a-z][a-z0-9-]{0,39}$/.test(one) || names.indexOf(one) < index);
  return faultsOf(
    "orchestration/ClassicAgent",
    name,
    nameLengthCheck("agent", physicalName(workload, name), 100),
    [known.includes(model), "model", `one of the models that it is given: ${known.join(", ")}`, model],
    [instructions.length >= 40 && instructions.length <= 20_000, "instructions", "40 to 20000 characters"],
    [invalidNames.length === 0, "actionGroups", "names in kebab case, each once", invalidNames.join(", ")],
    [
      actionGroups.every(({ functions }) => functions.length > 0),
      "actionGroups",
      "at least one function in each action group",
    ],
    [isIntegerBetween(idleSeconds, 60, 3_600), "idleSeconds", "60 to 3600 seconds", `${idleSeconds}`],
  );
}
