import type { Fault } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { isWhole } from "../ecs/container-task";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { InferenceFunction } from "../lambda/inference-function";
import type { ModelAccess } from "../model-access/model-access";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

export interface ClassicAgentArgs extends PlinthComponentArgs {
  /** The workload's role on `bedrock`, which may invoke the model. */
  readonly role: WorkloadRole;
  readonly models: ModelAccess;
  /** Which of them it thinks with, by its id in the standard's catalogue. */
  readonly model: string;
  /** What it is told. Bounds: 40 to 20,000 characters. */
  readonly instructions: string;
  /** Encrypts the agent and its sessions. */
  readonly key: EncryptionKey;
  /** What it may do. Bounds: names in kebab case, each once. */
  readonly actionGroups: readonly ActionGroup[];
  /** Seconds without a request after which a session ends. Bounds: 60 to 3,600. Default: 600. */
  readonly idleSeconds?: number;
}

/** Actions that one function does. */
export interface ActionGroup {
  readonly name: string;
  readonly description: string;
  readonly handler: InferenceFunction;
  /** Bounds: at least one. */
  readonly functions: readonly ActionFunction[];
}

export interface ActionFunction {
  /** `close_case` */
  readonly name: string;
  readonly description: string;
  /** By name. Default: none. */
  readonly parameters?: Readonly<
    Record<string, { readonly type: "string" | "integer" | "number" | "boolean"; readonly description: string }>
  >;
  /** What it takes is enough to do it without asking: a reading action. Default: false, the user confirms each call. */
  readonly unconfirmed?: boolean;
}

/**
 * An agent of Amazon Bedrock Agents Classic, for an estate that has some already.
 *
 * **AWS has closed the service to new customers since 2026-07-30**; whoever used it before goes on, and gets no new
 * features (https://docs.aws.amazon.com/bedrock/latest/userguide/agents-classic-maintenance-mode.html, read 2026-11). The
 * rule `aws-service-is-open` says so of each, and wants a waiver with a date. Anything new is an {@link AgentHarness} or an
 * {@link AgentRuntime}.
 *
 * Creates the agent with the workload's guardrail and key, its action groups, whose actions the user confirms unless they
 * only read, what lets Bedrock invoke their functions for this agent alone, and the alias that callers name.
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
  /** AWS assigns it. */
  readonly agentId: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly aliasArn: pulumi.Output<string>;
  /** Names in the standard's catalogue of the endpoints that whoever invokes it needs. */
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
      // An alias points to a version, which is made of what the draft has at that moment.
      this.child({ dependsOn: groups }),
    );

    this.agentId = agent.agentId;
    this.aliasArn = alias.agentAliasArn;
    this.registerOutputs({ agentId: this.agentId, aliasArn: this.aliasArn });
  }

  /** Lets one role invoke the agent. AWS assigns the ids, so the permission goes by the alias's tags. */
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
 * Confirmation can be asked for in an OpenAPI schema only, as far as the provider goes.
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

function operationOf({ name, description, parameters = {}, unconfirmed = false }: ActionFunction) {
  const schema = { type: "object", properties: parameters, required: Object.keys(parameters) };
  return {
    operationId: name,
    description,
    "x-requireConfirmation": unconfirmed ? "DISABLED" : "ENABLED",
    ...(schema.required.length > 0 && {
      requestBody: { required: true, content: { "application/json": { schema } } },
    }),
    responses: { "200": { description: "What became of it" } },
  };
}

function faults(name: string, args: ClassicAgentArgs): Fault[] {
  const { workload, models, model, instructions, actionGroups, idleSeconds = 600 } = args;
  const named = physicalName(workload, name);
  const known = Object.keys(models.profileArns);
  const names = actionGroups.map((group) => group.name);
  const odd = names.filter((one, index) => !/^[a-z][a-z0-9-]{0,39}$/.test(one) || names.indexOf(one) < index);
  return faultsOf(
    "orchestration/ClassicAgent",
    name,
    [named.length <= 100, "name", "a name that leaves the agent's within 100 characters", named],
    [known.includes(model), "model", `one of the models that it is given: ${known.join(", ")}`, model],
    [instructions.length >= 40 && instructions.length <= 20_000, "instructions", "40 to 20000 characters"],
    [odd.length === 0, "actionGroups", "names in kebab case, each once", odd.join(", ")],
    [
      actionGroups.every(({ functions }) => functions.length > 0),
      "actionGroups",
      "at least one function in each action group",
    ],
    [isWhole(idleSeconds, 60, 3_600), "idleSeconds", "60 to 3600 seconds", `${idleSeconds}`],
  );
}
