import { REJECTED } from "@plinth/standards/contracts/approval";
import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { type People, peopleFaults, permissionSetRoles } from "../identity/trust";
import { WorkloadRole } from "../identity/workload-role";
import { InferenceFunction } from "../lambda/inference-function";
import { WorkloadQueue } from "../lambda/workload-queue";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { CALL_SECONDS, type Machine, type Payload, RETRYABLE_ERRORS, type Step, taskState } from "./workflow-step";

export interface HumanApprovalArgs extends PlinthComponentArgs {
  /** Encrypts requests and notices. Its policy must let `lambda` and `logs` use it. */
  readonly key: EncryptionKey;
  /** Where the function runs that takes decisions: private subnets whose security group reaches the endpoint `states`. */
  readonly network: WorkloadNetwork;
  /** Who may decide. Default: who holds the permission set `<workload>-reviewer` of IAM Identity Center. */
  readonly reviewers?: People;
  /** Seconds after which a request that nobody decided has expired. Bounds: 60 to 1,209,600 (14 days). Default: 3 days. */
  readonly expirySeconds?: number;
  /** Addresses that are told of each request, without what is in it; each must confirm once. Default: none. */
  readonly emails?: readonly string[];
}

/** One request for approval. */
export interface ApprovalRequest {
  /** What the reviewer decides on; members may be paths. It goes into the encrypted review queue. */
  readonly request: Payload;
  /** Member of the state that the approval becomes: `{ reviewer, comment, changes }`. Default: none. */
  readonly result?: string;
  /** Step to go to when the reviewer says no; `$.error.Cause` says who and why. Default: the workflow's failure. */
  readonly onRejected?: string;
  /** Step to go to when nobody decides in time. Default: as if rejected. */
  readonly onExpired?: string;
}

const DAY_SECONDS = 24 * 3600;

/** Time to look at one request, before another reviewer is shown it. */
const REVIEW_SECONDS = 1_800;

/**
 * A person's yes before a workflow goes on.
 *
 * Creates a queue of requests, a topic that tells of them, a role that reviewers take on, and a function by which that
 * role, and nobody else, approves or rejects. The function can answer the workflows that wait here and no others. A
 * request that is rejected, or that nobody decides in time, never counts as approved.
 *
 * @example
 * const approval = new HumanApproval("review", { workload, key, network, expirySeconds: 86_400 });
 * new Workflow("payout", {
 *   workload,
 *   key,
 *   steps: [approval.step("Review", { request: { "amount.$": "$.amount" }, result: "approval" })],
 * });
 */
export class HumanApproval extends PlinthComponent {
  readonly queueName: pulumi.Output<string>;
  /** Known in preview. */
  readonly queueArn: pulumi.Output<string>;
  /** Known in preview. */
  readonly topicArn: pulumi.Output<string>;
  /** Takes decisions: `{ taskToken, decision: "approve" | "reject", reviewer, comment, changes }`. */
  readonly decisions: InferenceFunction;
  /** What reviewers are while they decide: grant it what they must see. */
  readonly reviewer: WorkloadRole;
  readonly #key: EncryptionKey;
  readonly #queue: WorkloadQueue;
  readonly #decider: WorkloadRole;
  readonly #expirySeconds: number;
  #workflows = 0;

  constructor(name: string, args: HumanApprovalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("HumanApproval", name, args, opts, faults(name, args));
    const { workload, key, network, reviewers, emails = [] } = args;
    const here = { parent: this };
    this.#key = key;
    this.#expirySeconds = args.expirySeconds ?? 3 * DAY_SECONDS;

    this.#queue = new WorkloadQueue(
      `${name}-requests`,
      { workload, key, retentionSeconds: this.#expirySeconds, visibilitySeconds: REVIEW_SECONDS },
      here,
    );
    const topic = this.#createTopic(key);
    this.topicArn = this.arn("sns", topic.name);
    this.#tell(emails);

    this.#decider = new WorkloadRole(`${name}-decisions`, { workload, service: "lambda" }, here);
    this.decisions = new InferenceFunction(
      `${name}-decisions`,
      {
        workload,
        role: this.#decider,
        network,
        key,
        code: { entry: require.resolve("@plinth/service-approval") },
        timeoutSeconds: 15,
        memoryMb: 256,
      },
      here,
    );
    const people = reviewers ?? { signedInAs: [permissionSetRoles(workload, `${workload.name}-reviewer`)] };
    this.reviewer = new WorkloadRole(`${name}-reviewer`, { workload, service: people }, here);
    this.#queue.grantReceive(this.reviewer);
    this.reviewer.allow("decide", { actions: ["lambda:InvokeFunction"], resources: [this.decisions.functionArn] });

    this.queueName = this.#queue.queueName;
    this.queueArn = this.#queue.queueArn;
    const { queueArn, topicArn } = this;
    this.registerOutputs({ queueArn, topicArn });
  }

  /** A step that waits for the decision. It tells reviewers that there is a request, and puts the request in the queue. */
  step(name: string, { request, result, onRejected, onExpired = onRejected }: ApprovalRequest): Step {
    const decision = `${name}: decision`;
    const leadsTo = [onRejected, onExpired].filter((step) => step !== undefined);
    return {
      name,
      leadsTo,
      permissions: [{ actions: ["sns:Publish"], resources: [this.topicArn] }],
      grants: new Map<object, (machine: Machine) => void>([
        [this.#queue, ({ role }) => this.#queue.grantSend(role)],
        [this, ({ arn }) => this.#answer(arn)],
        [this.#key, ({ role }) => this.#key.grantDecrypt(role)],
      ]),
      states: (place) => ({
        [name]: taskState(
          {
            resource: "sns:publish",
            parameters: {
              TopicArn: this.topicArn,
              Subject: `${this.workload.name}: a request to review`,
              // Who asks and for which execution; what it is about stays in the queue.
              Message: { step: name, "execution.$": "$$.Execution.Name", queue: this.queueName },
            },
            timeoutSeconds: CALL_SECONDS,
            retryOn: RETRYABLE_ERRORS.sns,
          },
          { ...place, next: decision },
        ),
        [decision]: taskState(
          {
            resource: "sqs:sendMessage.waitForTaskToken",
            parameters: {
              QueueUrl: this.#queue.queueUrl,
              MessageBody: {
                "taskToken.$": "$$.Task.Token",
                "execution.$": "$$.Execution.Name",
                "askedAt.$": "$$.State.EnteredTime",
                step: name,
                request,
              },
            },
            timeoutSeconds: this.#expirySeconds,
            retryOn: RETRYABLE_ERRORS.sqs,
            ...(result !== undefined && { result }),
            catches: [
              ...(onRejected === undefined ? [] : [{ errors: [REJECTED], to: onRejected }]),
              ...(onExpired === undefined ? [] : [{ errors: ["States.Timeout"], to: onExpired }]),
            ],
          },
          place,
        ),
      }),
    };
  }

  /**
   * Lets the function answer one workflow. Answers are authorised on the state machine of the task, as was tested for
   * https://github.com/aws/aws-cdk/pull/8486 (read 2026-11), although AWS's own tables name no resource for them.
   */
  #answer(stateMachineArn: pulumi.Output<string>): void {
    this.#workflows += 1;
    this.#decider.allow(this.#workflows === 1 ? "answer" : `answer-${this.#workflows}`, {
      actions: ["states:SendTaskFailure", "states:SendTaskSuccess"],
      resources: [stateMachineArn],
    });
  }

  #createTopic(key: EncryptionKey): sns.Topic {
    const topic = new sns.Topic(
      `${this.name}-notices`,
      { name: this.physicalName("notices"), kmsMasterKeyId: key.keyArn, tags: this.tags() },
      this.child(),
    );
    new sns.TopicPolicy(
      `${this.name}-notices-tls`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: this.arn("sns", topic.name),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      this.child(),
    );
    return topic;
  }

  #tell(emails: readonly string[]): void {
    for (const email of emails) {
      new sns.TopicSubscription(
        `${this.name}-${email.replaceAll(/[^a-z0-9]+/gi, "-")}`,
        { topic: this.topicArn, protocol: "email", endpoint: email },
        this.child(),
      );
    }
  }
}

function faults(
  name: string,
  { workload, reviewers, expirySeconds = 3 * DAY_SECONDS, emails = [] }: HumanApprovalArgs,
) {
  return faultsOf(
    "orchestration/HumanApproval",
    name,
    [
      Number.isInteger(expirySeconds) && expirySeconds >= 60 && expirySeconds <= 14 * DAY_SECONDS,
      "expirySeconds",
      `whole seconds, 60 to ${14 * DAY_SECONDS}`,
      String(expirySeconds),
    ],
    ...(reviewers ? peopleFaults(reviewers, workload, "reviewers") : []),
    ...emails.map(
      (email, index) =>
        [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), `emails[${index}]`, "an e-mail address", email] as const,
    ),
  );
}
