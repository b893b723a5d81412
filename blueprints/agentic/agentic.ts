import {
  ActionLog,
  type AgentBounds,
  AgentGateway,
  AgentMemory,
  ClassifiedBucket,
  type EncryptionKey,
  EvaluationSchedule,
  endpointSet,
  InvocationLogging,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  OutputStore,
  type People,
  PlinthComponent,
  type PlinthComponentArgs,
  WorkloadAlarms,
  WorkloadKey,
  type WorkloadNetwork,
  WorkloadRole,
} from "@plinth/components";
import { faultsOf } from "@plinth/components/plinth-component";
import type * as pulumi from "@pulumi/pulumi";
import { accessLogBucketName, networkOf, type OwnNetwork } from "../workload/parts";
import { CaseTools } from "./case-tools";
import { createLoop } from "./loop";

export interface AgenticArgs extends PlinthComponentArgs {
  /** Text models; the agent thinks with the first one. Bounds: at least one. */
  readonly models: readonly ModelChoice[];
  /** US dollars a month: the budget that alarms watch. Bounds: above 0. */
  readonly expectedMonthlyInferenceUsd: number;
  /** Image of an agent of one's own, such as that of `agent/`, by digest. Default: none; AWS runs the loop (a harness). */
  readonly image?: string;
  /** What the agent is told. Bounds: 1 to 20,000 characters. Default: how to work on cases. */
  readonly instructions?: string;
  /** Where one task stops. Default: 10 rounds, 4,096 tokens, 300 seconds. */
  readonly bounds?: AgentBounds;
  /** Who decides about each action: a person, or the gateway's policies alone; never these for a regulated workload. Default: `required`. */
  readonly approval?: "required" | "policy";
  /** Days in which a person must have decided. Bounds: 1 to 14. Default: 3. */
  readonly reviewDays?: number;
  /** Who may decide. Default: those of `HumanApproval`. */
  readonly reviewers?: People;
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already, for everything but outputs and records. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False where another stack records the account's invocations in this region. Default: true. */
  readonly invocationLogging?: boolean;
  /** Addresses that alarms, and notices of proposals, are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /** Days that conversations are remembered. Default: {@link AgentMemory}'s. */
  readonly memoryRetentionDays?: number;
  /**
   * False where it stands in the workload's second region: the budget, and the entries of the model inventory, are the same
   * of both. Default: true.
   */
  readonly isHome?: boolean;
}

const KEY_SERVICES = ["bedrock", "budgets", "cloudwatch", "delivery.logs", "lambda", "logs", "states"] as const;

/**
 * An agent that works on cases with two tools, each call of which is permitted by policy, each action of which a person
 * approves, and each of which is on record.
 *
 * A harness (or, with an image, an AgentCore runtime with a function that asks it and an evaluation of its answers) in a
 * network that reaches Bedrock, AgentCore and the stores and nothing else; a gateway with a Cedar permit for each tool; the
 * tools' functions; the approval of actions; a memory that forgets; a bucket of cases, a store of resolutions, an action log
 * that nobody can change; guarded access to the models, the account's invocation records, alarms, a budget, and an entry in
 * the model inventory for each model.
 *
 * @example
 * new Agentic("cases", {
 *   workload,
 *   models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
 *   expectedMonthlyInferenceUsd: 500,
 * });
 */
export class Agentic extends PlinthComponent {
  readonly agentRoleArn: pulumi.Output<string>;
  /** Of the harness, or of the runtime. AWS assigns it. */
  readonly agentArn: pulumi.Output<string>;
  readonly gatewayUrl: pulumi.Output<string>;
  readonly caseBucketName: pulumi.Output<string>;
  readonly outputBucketName: pulumi.Output<string>;
  readonly actionLogBucketName: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Present with an image: who may invoke it asks the agent. */
  readonly askFunctionName: pulumi.Output<string> | undefined;
  /** Present where a person decides. */
  readonly reviewQueueName: pulumi.Output<string> | undefined;
  readonly decisionFunctionName: pulumi.Output<string> | undefined;
  readonly #args: AgenticArgs;
  readonly #cases: ClassifiedBucket;

  constructor(name: string, args: AgenticArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Agentic", name, args, opts, faults(name, args));
    this.#args = args;
    const { workload, approval = "required", reviewDays = 3, reviewers, alarmEmails = [], isHome = true } = args;
    const { classification } = workload;
    const here = { parent: this };

    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: KEY_SERVICES }, here);
    const network = networkOf(
      `${name}-network`,
      args.network ?? {},
      { workload, services: this.#endpoints(), key },
      here,
    );
    const logs = accessLogBucketName(`${name}-access-logs`, workload, here);
    const stored = { workload, accessLogBucketName: logs };
    this.#cases = new ClassifiedBucket(`${name}-cases`, { ...stored, classification, kind: "source", key }, here);
    const cases = this.#cases;
    const outputs = new OutputStore(`${name}-outputs`, stored, here);
    const actions = new ActionLog(`${name}-actions`, stored, here);

    const tools = new CaseTools(
      `${name}-tools`,
      { workload, network, key, cases, outputs, actions, approval, reviewDays, reviewers, emails: alarmEmails },
      here,
    );
    const role = new WorkloadRole(`${name}-agent`, { workload, service: "bedrock-agentcore" }, here);
    const gateway = new AgentGateway(`${name}-gateway`, { workload, key, tools: tools.for(role) }, here);
    const retentionDays = args.memoryRetentionDays;
    const memory = new AgentMemory(`${name}-memory`, { workload, key, retentionDays }, here);
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models }, here);
    models.grantInvoke(role);

    const told = { image: args.image, instructions: args.instructions, bounds: args.bounds };
    const held = { workload, role, network, key, models, model: args.models[0]?.id ?? "", gateway, memory };
    const { agentArn, runtime, ask } = createLoop(name, { ...held, ...told }, here);
    const evaluation =
      ask &&
      new EvaluationSchedule(
        `${name}-evaluation`,
        { workload, key, network, target: ask, goldenSet: cases, results: outputs },
        here,
      );

    if (args.invocationLogging ?? true) {
      new InvocationLogging(`${name}-invocations`, { workload, key, accessLogBucketName: logs }, here);
    }
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        functions: [...tools.functions, ...(ask ? [ask] : []), ...(evaluation ? [evaluation.handler] : [])],
        workflows: tools.workflows,
        queues: tools.queues,
        agents: runtime ? [runtime] : [],
        models,
        monthlyUsd: isHome ? args.expectedMonthlyInferenceUsd : undefined,
        emails: alarmEmails,
      },
      here,
    );
    for (const model of isHome ? args.models : []) this.#enterInventory(model);

    this.agentRoleArn = role.roleArn;
    this.agentArn = agentArn;
    this.gatewayUrl = gateway.gatewayUrl;
    this.caseBucketName = cases.bucketName;
    this.outputBucketName = outputs.bucketName;
    this.actionLogBucketName = actions.bucketName;
    this.alarmTopicArn = alarms.topicArn;
    this.askFunctionName = ask?.functionName;
    this.reviewQueueName = tools.approval?.queueName;
    this.decisionFunctionName = tools.approval?.decisions.functionName;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>> {
    const { agentRoleArn, agentArn, gatewayUrl, caseBucketName, outputBucketName, actionLogBucketName } = this;
    const { alarmTopicArn, askFunctionName, reviewQueueName, decisionFunctionName } = this;
    return {
      agentRoleArn,
      agentArn,
      gatewayUrl,
      caseBucketName,
      outputBucketName,
      actionLogBucketName,
      alarmTopicArn,
      ...(askFunctionName && { askFunctionName }),
      ...(reviewQueueName && { reviewQueueName }),
      ...(decisionFunctionName && { decisionFunctionName }),
    };
  }

  /** Keeps in the second region the cases of the first; what was decided about them stays where it was. */
  copySourcesTo(second: Agentic): void {
    this.#cases.replicateTo(second.#cases);
  }

  /** All that is called from inside the network. */
  #endpoints(): string[] {
    const { image, approval = "required" } = this.#args;
    return endpointSet(
      [
        "agent-tools",
        "agents",
        "buckets",
        "container",
        "models",
        "traces",
        ...(approval === "required" ? (["workflows"] as const) : []),
        ...(image === undefined ? [] : (["functions"] as const)),
      ],
      this.standard,
    );
  }

  #enterInventory(model: ModelChoice): void {
    new ModelInventoryEntry(
      `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`,
      {
        workload: this.workload,
        model,
        purpose:
          "Works on customers' cases: reads them, answers questions about them, and proposes how to resolve them.",
        intendedUses:
          "Refund, replacement or rejection of a case, from what the case says. Not for decisions about people, and not for actions that no tool of the gateway offers.",
        ethicalConsiderations:
          "Policy outside of the model decides which tool may be called with what. Every action is on record, and a person approves it unless the workload's owner has decided that policy is enough.",
      },
      { parent: this },
    );
  }
}

function faults(name: string, { workload, approval }: AgenticArgs) {
  return faultsOf("blueprints/Agentic", name, [
    !(workload.regulated && approval === "policy"),
    "approval",
    "required for a regulated workload: a person decides about each action",
    approval,
  ]);
}
