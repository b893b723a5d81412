import {
  ActionLog,
  AgentGateway,
  AgentMemory,
  EvaluationSchedule,
  type EvaluationScheduleArgs,
  endpointSet,
  type InferenceFunction,
} from "@plinth/components";
import { faultsOf } from "@plinth/components/plinth-component";
import type { Standard } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { AiWorkload, type AiWorkloadArgs } from "../workload/ai-workload";
import { type OptionArgs, type Options, optionsOf } from "../workload/options";
import { reviewersOf } from "../workload/review-options";
import { CaseTools } from "./case-tools";
import { createLoop } from "./loop";
import { CASES } from "./model-uses";
import { options } from "./options";

/** What an {@link Agentic} takes: the blueprint's options. The agent thinks with the first of the models. */
export interface AgenticArgs extends AiWorkloadArgs, OptionArgs<typeof options> {}

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
export class Agentic extends AiWorkload {
  /** What other stacks may refer to. */
  readonly outputs;

  constructor(name: string, args: AgenticArgs, opts?: pulumi.ComponentResourceOptions) {
    const { workload } = args;
    const { agentImage: image, approval, reviewDays, ...chosen } = optionsOf(options, args);
    super("Agentic", name, args, opts, {
      faults: faults(name, args),
      keyServices: KEY_SERVICES,
      endpoints: endpointsOf({ agentImage: image, approval }, workload.standard),
      use: CASES,
    });
    const { key, network, models, accessLogBucketName } = this;
    const here = { parent: this };

    const cases = this.createSource("cases", { copied: true });
    const outputs = this.createOutputStore("outputs");
    const actions = new ActionLog(`${name}-actions`, { workload, accessLogBucketName }, here);
    const reviewers = reviewersOf(workload, chosen.reviewerPermissionSet);
    const review = { approval, reviewDays, reviewers, emails: this.alarmEmails };
    const tools = new CaseTools(`${name}-tools`, { workload, network, key, cases, outputs, actions, ...review }, here);
    const role = this.createRole("agent", "bedrock-agentcore");
    const gateway = new AgentGateway(`${name}-gateway`, { workload, key, tools: tools.for(role) }, here);
    const retentionDays = chosen.memoryRetentionDays;
    const memory = new AgentMemory(`${name}-memory`, { workload, key, retentionDays }, here);
    models.grantInvoke(role);

    const { instructions, bounds } = chosen;
    const held = { workload, role, network, key, models, model: args.models[0]?.id ?? "", gateway, memory };
    const { agentArn, runtime, ask } = createLoop(name, { ...held, image, instructions, bounds }, here);
    const asked = ask ? [ask, this.#evaluate(ask, { goldenSet: cases, results: outputs })] : [];
    const { functions, workflows, queues } = tools;
    const agents = runtime ? [runtime] : [];
    const alarms = this.watch({ functions: [...functions, ...asked], workflows, queues, agents });

    this.outputs = this.registered({
      /** Role of the agent. */
      agentRoleArn: role.roleArn,
      /** Of the harness, or of the runtime. AWS assigns it. */
      agentArn,
      /** Where the agent's tools are called. */
      gatewayUrl: gateway.gatewayUrl,
      /** Bucket of cases, `cases/<id>.json`, and of golden ones. */
      caseBucketName: cases.bucketName,
      /** Bucket of resolutions. */
      outputBucketName: outputs.bucketName,
      /** Bucket of the records of all actions. */
      actionLogBucketName: actions.bucketName,
      /** Topic of the workload's alarms. */
      alarmTopicArn: alarms.topicArn,
      /** Present with an image: the function that asks the agent. */
      askFunctionName: ask?.functionName,
      /** Present where a person decides: the queue of proposals. */
      reviewQueueName: tools.approval?.queueName,
      /** Present where a person decides: the function that takes decisions. */
      decisionFunctionName: tools.approval?.decisions.functionName,
    });
  }

  /** Golden cases put to the agent once a day. */
  #evaluate(target: InferenceFunction, sets: Pick<EvaluationScheduleArgs, "goldenSet" | "results">): InferenceFunction {
    const { name, workload, key, network } = this;
    const check = { workload, key, network, target, ...sets };
    return new EvaluationSchedule(`${name}-evaluation`, check, { parent: this }).handler;
  }
}

/** All that is called from inside the network. */
function endpointsOf(
  { agentImage, approval }: Pick<Options<typeof options>, "agentImage" | "approval">,
  standard: Standard,
): string[] {
  return endpointSet(
    [
      "agent-tools",
      "agents",
      "buckets",
      "container",
      "models",
      "traces",
      ...(approval === "required" ? (["workflows"] as const) : []),
      ...(agentImage === undefined ? [] : (["functions"] as const)),
    ],
    standard,
  );
}

function faults(name: string, { workload, approval }: AgenticArgs) {
  return faultsOf("blueprints/Agentic", name, [
    !(workload.regulated && approval === "policy"),
    "approval",
    "required for a regulated workload: a person decides about each action",
    approval,
  ]);
}
