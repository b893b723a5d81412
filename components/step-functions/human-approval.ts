import { REJECTED } from "@plinth/standards/contracts/approval";
import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import { emailChecks, isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { type People, peopleFaults, permissionSetRoles } from "../identity/trust";
import { WorkloadRole } from "../identity/workload-role";
import { InferenceFunction } from "../lambda/inference-function";
import { WorkloadQueue } from "../lambda/workload-queue";
import type { WorkloadNetwork } from "../network/workload-network";
import { kebab } from "../observability/metrics";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { CALL_SECONDS, type Machine, type Payload, RETRYABLE_ERRORS, type Step, taskState } from "./workflow-step";

/** Arguments of {@link HumanApproval}. */
export interface HumanApprovalArgs extends PlinthComponentArgs {
  /** Key that encrypts requests and notifications. Its key policy must allow `lambda` and `logs`. */
  readonly key: EncryptionKey;
  /** Private subnets of the decision function. Their security group must reach the endpoint `states`. */
  readonly network: WorkloadNetwork;
  /** Principals who may decide. Default: users with the permission set `<workload>-reviewer` of IAM Identity Center. */
  readonly reviewers?: People;
  /** Seconds after which an undecided request expires. Bounds: 60 to 1,209,600 (14 days). Default: 259,200 (3 days). */
  readonly expirySeconds?: number;
  /** E-mail addresses that get a notification of each request, without its content. Each must confirm the subscription. Default: none. */
  readonly emails?: readonly string[];
}

/** A request for approval. */
export interface ApprovalRequest {
  /** Content for the reviewer. Members may be paths. The encrypted review queue holds it. */
  readonly request: Payload;
  /** Member of the workflow's state that receives the approval: `{ reviewer, comment, changes }`. Default: none. */
  readonly result?: string;
  /** Step to go to when the reviewer rejects. `$.error.Cause` names reviewer and reason. Default: the workflow fails. */
  readonly onRejected?: string;
  /** Step to go to when the request expires. Default: {@link onRejected}. */
  readonly onExpired?: string;
}

const DAY_SECONDS = 24 * 3600;

/** Visibility timeout of the review queue: after it, another reviewer can receive the request. */
const REVIEW_SECONDS = 1_800;

/**
 * An approval by a person, which a workflow waits for.
 *
 * Creates a queue of requests, a topic for notifications, a role that reviewers assume, and a function that approves or
 * rejects. Only the reviewers' role may invoke the function, and the function may only call back the workflows that use this
 * component. A request that is rejected or expires is never approved.
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
  /** Name of the queue of requests. Known in preview. */
  readonly queueName: pulumi.Output<string>;
  /** ARN of the queue of requests. Known in preview. */
  readonly queueArn: pulumi.Output<string>;
  /** ARN of the topic for notifications. Known in preview. */
  readonly topicArn: pulumi.Output<string>;
  /** Function that decides. Its event is `{ taskToken, decision: "approve" | "reject", reviewer, comment, changes }`. */
  readonly decisions: InferenceFunction;
  /** Role that reviewers assume. Grant it access to the data that they need to decide. */
  readonly reviewer: WorkloadRole;
  readonly #key: EncryptionKey;
  readonly #queue: WorkloadQueue;
  readonly #decisionRole: WorkloadRole;
  readonly #expirySeconds: number;
  #workflows = 0;

  constructor(name: string, args: HumanApprovalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("HumanApproval", name, args, opts, faults(name, args));
    const { workload, key, network, reviewers, emails = [] } = args;
    const childOpts = { parent: this };
    this.#key = key;
    this.#expirySeconds = args.expirySeconds ?? 3 * DAY_SECONDS;

    this.#queue = new WorkloadQueue(
      `${name}-requests`,
      { workload, key, retentionSeconds: this.#expirySeconds, visibilitySeconds: REVIEW_SECONDS },
      childOpts,
    );
    const topic = this.#createTopic(key);
    this.topicArn = this.arn("sns", topic.name);
    this.#subscribe(emails);

    this.#decisionRole = new WorkloadRole(`${name}-decisions`, { workload, service: "lambda" }, childOpts);
    this.decisions = new InferenceFunction(
      `${name}-decisions`,
      {
        workload,
        role: this.#decisionRole,
        network,
        key,
        code: { entry: require.resolve("@plinth/service-approval") },
        timeoutSeconds: 15,
        memoryMb: 256,
      },
      childOpts,
    );
    const people = reviewers ?? { signedInAs: [permissionSetRoles(workload, `${workload.name}-reviewer`)] };
    this.reviewer = new WorkloadRole(`${name}-reviewer`, { workload, service: people }, childOpts);
    this.#queue.grantReceive(this.reviewer);
    this.reviewer.allow("decide", { actions: ["lambda:InvokeFunction"], resources: [this.decisions.functionArn] });

    this.queueName = this.#queue.queueName;
    this.queueArn = this.#queue.queueArn;
    const { queueArn, topicArn } = this;
    this.registerOutputs({ queueArn, topicArn });
  }

  /** A step that notifies the reviewers, sends the request to the queue and waits for the decision. */
  step(name: string, { request, result, onRejected, onExpired = onRejected }: ApprovalRequest): Step {
    const decision = `${name}: decision`;
    const leadsTo = [onRejected, onExpired].filter((step) => step !== undefined);
    return {
      name,
      leadsTo,
      permissions: [{ actions: ["sns:Publish"], resources: [this.topicArn] }],
      grants: new Map<object, (machine: Machine) => void>([
        [this.#queue, ({ role }) => this.#queue.grantSend(role)],
        [this, ({ arn }) => this.#allowCallback(arn)],
        [this.#key, ({ role }) => this.#key.grantDecrypt(role)],
      ]),
      states: (context) => ({
        [name]: taskState(
          {
            resource: "sns:publish",
            parameters: {
              TopicArn: this.topicArn,
              Subject: `${this.workload.name}: a request to review`,
              // Step and execution only: the content of the request stays in the encrypted queue.
              Message: { step: name, "execution.$": "$$.Execution.Name", queue: this.queueName },
            },
            timeoutSeconds: CALL_SECONDS,
            retryOn: RETRYABLE_ERRORS.sns,
          },
          { ...context, next: decision },
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
          context,
        ),
      }),
    };
  }

  /**
   * Allows the function to call back one workflow. AWS authorises these actions on the state machine of the task, as tested
   * for https://github.com/aws/aws-cdk/pull/8486 (read 2026-11), although its reference lists no resource type for them.
   */
  #allowCallback(stateMachineArn: pulumi.Output<string>): void {
    this.#workflows += 1;
    this.#decisionRole.allow(this.#workflows === 1 ? "answer" : `answer-${this.#workflows}`, {
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

  #subscribe(emails: readonly string[]): void {
    for (const email of emails) {
      new sns.TopicSubscription(
        `${this.name}-${kebab(email)}`,
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
      isIntegerBetween(expirySeconds, 60, 14 * DAY_SECONDS),
      "expirySeconds",
      `whole seconds, 60 to ${14 * DAY_SECONDS}`,
      String(expirySeconds),
    ],
    ...(reviewers ? peopleFaults(reviewers, workload, "reviewers") : []),
    ...emailChecks(emails),
  );
}
