import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { MAX_MESSAGE_RETENTION_SECONDS, tlsOnly } from "./queue-policy";

/** Arguments of {@link WorkloadQueue}. */
export interface WorkloadQueueArgs extends PlinthComponentArgs {
  /** Key that encrypts the messages. Its key policy must allow the AWS services that send to the queue. */
  readonly key: EncryptionKey;
  /** Message retention, in seconds. Bounds: 60 to 1,209,600 (14 days). Default: 1,209,600. */
  readonly retentionSeconds?: number;
  /** Visibility timeout, in seconds: the time that a consumer has to delete a message. Bounds: 0 to 43,200. Default: 30. */
  readonly visibilitySeconds?: number;
  /** Queue policy statements for AWS services that send to the queue, given its ARN. Default: none. */
  readonly serviceStatements?: (queueArn: pulumi.Output<string>) => readonly Statement[];
}

/**
 * An Amazon SQS queue of one workload, encrypted with its key and accessible over TLS only.
 *
 * Creates the queue and its policy. No role may send or receive until {@link grantSend} or {@link grantReceive} allows it.
 *
 * @example
 * const failed = new WorkloadQueue("failed", { workload, key });
 * failed.grantSend(role);
 */
export class WorkloadQueue extends PlinthComponent {
  /** Name of the queue. Known in preview. */
  readonly queueName: pulumi.Output<string>;
  /** ARN of the queue. Known in preview, because it is computed from the name. */
  readonly queueArn: pulumi.Output<string>;
  /** URL of the queue. Known in preview, because it is computed from the name. */
  readonly queueUrl: pulumi.Output<string>;
  readonly #key: EncryptionKey;

  constructor(name: string, args: WorkloadQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadQueue", name, args, opts, faults(name, args));
    const {
      workload,
      key,
      retentionSeconds = MAX_MESSAGE_RETENTION_SECONDS,
      visibilitySeconds,
      serviceStatements,
    } = args;
    this.#key = key;
    const queue = new sqs.Queue(
      `${name}-queue`,
      {
        name: this.physicalName(),
        kmsMasterKeyId: key.keyArn,
        messageRetentionSeconds: retentionSeconds,
        visibilityTimeoutSeconds: visibilitySeconds,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    this.queueName = queue.name;
    this.queueArn = this.arn("sqs", queue.name);
    this.queueUrl = queue.name.apply(
      (q) => `https://sqs.${workload.region}.${domainOf(workload.partition)}/${workload.accountId}/${q}`,
    );
    const statements = [tlsOnly(this.queueArn), ...(serviceStatements?.(this.queueArn) ?? [])];
    new sqs.QueuePolicy(`${name}-policy`, { queueUrl: queue.url, policy: policyDocument(statements) }, this.child());
    const { queueName, queueArn, queueUrl } = this;
    this.registerOutputs({ queueName, queueArn, queueUrl });
  }

  /** Allows a role to send messages, and to use the key. */
  grantSend(role: WorkloadRole): void {
    role.allow(`send-to-${this.name}`, { actions: ["sqs:SendMessage"], resources: [this.queueArn] });
    this.#key.grantEncrypt(role);
    this.#key.grantDecrypt(role);
  }

  /** Allows a role to receive and delete messages, to change their visibility, and to use the key. */
  grantReceive(role: WorkloadRole): void {
    role.allow(`receive-from-${this.name}`, {
      actions: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      resources: [this.queueArn],
    });
    this.#key.grantDecrypt(role);
  }
}

/** https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-11). */
function domainOf(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

function faults(name: string, args: WorkloadQueueArgs) {
  const { workload, retentionSeconds = MAX_MESSAGE_RETENTION_SECONDS, visibilitySeconds = 30 } = args;
  return faultsOf(
    "orchestration/WorkloadQueue",
    name,
    nameLengthCheck("queue", physicalName(workload, name), 80),
    [
      isIntegerBetween(retentionSeconds, 60, MAX_MESSAGE_RETENTION_SECONDS),
      "retentionSeconds",
      `whole seconds, 60 to ${MAX_MESSAGE_RETENTION_SECONDS}`,
      String(retentionSeconds),
    ],
    [
      isIntegerBetween(visibilitySeconds, 0, 43_200),
      "visibilitySeconds",
      "whole seconds, 0 to 43200",
      String(visibilitySeconds),
    ],
  );
}
