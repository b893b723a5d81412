import {
  type ActionLog,
  type AgentTool,
  type ClassifiedBucket,
  type EncryptionKey,
  HumanApproval,
  InferenceFunction,
  type OutputStore,
  type People,
  PlinthComponent,
  type PlinthComponentArgs,
  steps,
  Workflow,
  type WorkloadNetwork,
  WorkloadQueue,
  WorkloadRole,
} from "@plinth/components";
import { RESOLUTIONS } from "@plinth/standards/contracts/case-resolution";
import type * as pulumi from "@pulumi/pulumi";

/** What a {@link CaseTools} takes. */
export interface CaseToolsArgs extends PlinthComponentArgs {
  /** Where the functions run. */
  readonly network: WorkloadNetwork;
  /** Encrypts functions, queues and executions. */
  readonly key: EncryptionKey;
  /** Cases, one object `cases/<id>.json` each. */
  readonly cases: ClassifiedBucket;
  /** Where resolutions are kept. */
  readonly outputs: OutputStore;
  /** Where every action is recorded. */
  readonly actions: ActionLog;
  /** Whether a person decides about each action: `required`, or `policy` for what the gateway's policies permit. */
  readonly approval: "required" | "policy";
  /** Days in which a person must have decided. Bounds: 1 to 14. */
  readonly reviewDays: number;
  /** Who may decide. Default: {@link HumanApproval}'s. */
  readonly reviewers?: People;
  /** Addresses that notices of proposals are sent to. */
  readonly emails: readonly string[];
}

const DAY_SECONDS = 24 * 3600;

/** What a proposal says, and what the steps of its workflow hand on. */
const PROPOSAL = {
  "actionId.$": "$.actionId",
  "caseId.$": "$.caseId",
  "resolution.$": "$.resolution",
  "reason.$": "$.reason",
};

/**
 * Two tools: one that reads a case, and one that resolves it, for which a person is asked first where that is required. Then
 * the agent's tool can only propose, and the function that acts is invoked by the approval's workflow alone.
 */
export class CaseTools extends PlinthComponent {
  /** All of them, for `WorkloadAlarms`. */
  readonly functions: readonly InferenceFunction[];
  /** The approval's workflow, where a person decides. */
  readonly workflows: readonly Workflow[];
  /** Queue of actions that failed, where a person decides. */
  readonly queues: readonly WorkloadQueue[];
  /** Undefined where policy alone decides. */
  readonly approval: HumanApproval | undefined;
  readonly #args: CaseToolsArgs;
  readonly #reads: InferenceFunction;
  readonly #resolves: InferenceFunction;

  constructor(name: string, args: CaseToolsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("CaseTools", name, args, opts, []);
    this.#args = args;
    const { cases, outputs, approval } = args;
    const reads = this.#functionOf("get-case", require.resolve("@plinth/service-tools/get-case"), {
      CASES_BUCKET: cases.bucketName,
    });
    cases.grantRead(reads.role);
    const acts = this.#functionOf("resolve-case", require.resolve("@plinth/service-tools/resolve-case"), {
      OUTPUT_BUCKET: outputs.bucketName,
      OUTPUT_KEY_ARN: outputs.key.keyArn,
    });
    outputs.grantWrite(acts.role);

    const gate = approval === "required" ? this.#askFirst(acts.handler) : undefined;
    this.approval = gate?.approval;
    this.#reads = reads.handler;
    this.#resolves = gate?.proposes ?? acts.handler;
    this.functions = [reads.handler, acts.handler, ...(gate ? [gate.proposes, gate.approval.decisions] : [])];
    this.workflows = gate ? [gate.workflow] : [];
    this.queues = gate ? [gate.failures] : [];
    this.registerOutputs({});
  }

  /** The tools as a gateway shows them to `caller`. */
  for(caller: WorkloadRole): AgentTool[] {
    const { approval } = this.#args;
    const caseId = { type: "string", description: "Id of the case: letters, digits, hyphens and underscores" } as const;
    const waits = "A person decides about it: the answer says that it waits, never that it is done.";
    return [
      {
        name: "get_case",
        description: "Reads one case by its id: what happened, and what the customer wants.",
        input: { caseId },
        handler: this.#reads,
        callers: [caller],
      },
      {
        name: "resolve_case",
        description: `Resolves one case for good. ${approval === "required" ? waits : "It is done at once, and once only."}`,
        input: {
          caseId,
          resolution: { type: "string", oneOf: RESOLUTIONS, description: `One of ${RESOLUTIONS.join(", ")}` },
          reason: { type: "string", description: "Why, in one to three sentences, from what the case says" },
        },
        handler: this.#resolves,
        callers: [caller],
      },
    ];
  }

  #askFirst(acts: InferenceFunction) {
    const { workload, network, key, reviewers, reviewDays, emails, cases } = this.#args;
    const here = { parent: this };
    const approval = new HumanApproval(
      `${this.name}-approval`,
      { workload, key, network, reviewers, expirySeconds: reviewDays * DAY_SECONDS, emails },
      here,
    );
    cases.grantRead(approval.reviewer);
    const failures = new WorkloadQueue(`${this.name}-failures`, { workload, key }, here);
    const refused = { decision: "refused", "by.$": "$.error.Error" };
    const workflow = new Workflow(
      `${this.name}-actions`,
      {
        workload,
        key,
        steps: [
          approval.step("Ask", {
            request: { tool: "resolve_case", ...PROPOSAL },
            result: "approval",
            onRejected: "Leave it",
          }),
          steps.terminal(
            steps.invoke("Do it", {
              handler: acts,
              payload: { ...PROPOSAL, decision: "approved", "by.$": "$.approval.reviewer" },
            }),
          ),
          steps.invoke("Leave it", { handler: acts, payload: { ...PROPOSAL, ...refused } }),
        ],
        onFailure: [
          steps.send("Set aside", {
            queue: failures,
            message: { "execution.$": "$$.Execution.Name", "error.$": "$.error.Error" },
          }),
        ],
        timeoutSeconds: (reviewDays + 1) * DAY_SECONDS,
      },
      here,
    );
    const proposes = this.#functionOf("propose", require.resolve("@plinth/service-tools/propose-resolution"), {
      APPROVAL_STATE_MACHINE_ARN: workflow.stateMachineArn,
    });
    workflow.grantStart(proposes.role);
    return { approval, failures, workflow, proposes: proposes.handler };
  }

  /** Every tool records what it does, and can do its own part only. */
  #functionOf(what: string, entry: string, environment: Readonly<Record<string, pulumi.Input<string>>>) {
    const { workload, network, key, actions } = this.#args;
    const role = new WorkloadRole(`${this.name}-${what}`, { workload, service: "lambda" }, { parent: this });
    actions.grantAppend(role);
    const handler = new InferenceFunction(
      `${this.name}-${what}`,
      {
        workload,
        role,
        network,
        key,
        code: { entry },
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ACCOUNT_ID: workload.accountId,
          ...actions.environment,
          ...environment,
        },
        timeoutSeconds: 15,
        memoryMb: 256,
      },
      { parent: this },
    );
    return { role, handler };
  }
}
