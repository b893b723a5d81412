import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

export interface WorkloadQueueArgs extends PlinthComponentArgs {
  /** Encrypts the messages. Its policy must let the services use it that send to the queue by themselves. */
  readonly key: EncryptionKey;
  /** Seconds that a message waits for somebody. Bounds: 60 to 1,209,600 (14 days). Default: 14 days. */
  readonly retentionSeconds?: number;
  /** Seconds in which whoever took a message must be done with it. Bounds: 0 to 43,200. Default: 30. */
  readonly visibilitySeconds?: number;
  /** Statements of the queue's policy for AWS services that send to it by themselves, by its ARN. Default: none. */
  readonly serviceStatements?: (queueArn: pulumi.Output<string>) => readonly Statement[];
}

/** The longest that SQS keeps a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (read 2026-11). */
const LONGEST_SECONDS = 14 * 24 * 3600;

/**
 * A queue of one workload: encrypted with its key, over TLS only.
 *
 * Creates the queue and its policy. Nobody can send or receive until {@link grantSend} or {@link grantReceive} says so.
 *
 * @example
 * const failed = new WorkloadQueue("failed", { workload, key });
 * failed.grantSend(role);
 */
export class WorkloadQueue extends PlinthComponent {
  /** Known in preview. */
  readonly queueName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly queueArn: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly queueUrl: pulumi.Output<string>;
  readonly #key: EncryptionKey;

  constructor(name: string, args: WorkloadQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadQueue", name, args, opts, faults(name, args));
    const { workload, key, retentionSeconds = LONGEST_SECONDS, visibilitySeconds, serviceStatements } = args;
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
    const tlsOnly: Statement = {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: this.queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    new sqs.QueuePolicy(
      `${name}-policy`,
      { queueUrl: queue.url, policy: policyDocument([tlsOnly, ...(serviceStatements?.(this.queueArn) ?? [])]) },
      this.child(),
    );
    const { queueName, queueArn, queueUrl } = this;
    this.registerOutputs({ queueName, queueArn, queueUrl });
  }

  /** Lets one role send messages, and use the key for it. */
  grantSend(role: WorkloadRole): void {
    role.allow(`send-to-${this.name}`, { actions: ["sqs:SendMessage"], resources: [this.queueArn] });
    this.#key.grantEncrypt(role);
    this.#key.grantDecrypt(role);
  }

  /** Lets one role take messages up, put them back and take them away, and use the key for it. */
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

function faults(name: string, { workload, retentionSeconds, visibilitySeconds = 30 }: WorkloadQueueArgs) {
  const queueName = physicalName(workload, name);
  const kept = retentionSeconds ?? LONGEST_SECONDS;
  return faultsOf(
    "orchestration/WorkloadQueue",
    name,
    [queueName.length <= 80, "name", "a name that leaves the queue's within 80 characters", queueName],
    [
      Number.isInteger(kept) && kept >= 60 && kept <= LONGEST_SECONDS,
      "retentionSeconds",
      `whole seconds, 60 to ${LONGEST_SECONDS}`,
      String(kept),
    ],
    [
      Number.isInteger(visibilitySeconds) && visibilitySeconds >= 0 && visibilitySeconds <= 43_200,
      "visibilitySeconds",
      "whole seconds, 0 to 43200",
      String(visibilitySeconds),
    ],
  );
}
