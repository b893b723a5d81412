import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { MAX_MESSAGE_RETENTION_SECONDS, tlsOnly } from "./queue-policy";

/** @internal Name, key and tags of a function's dead-letter queue. */
export interface DeadLetterQueueArgs {
  /** Name of the queue in AWS. */
  readonly physicalName: string;
  /** ARN of the queue by its name. */
  readonly arnOf: (queueName: pulumi.Output<string>) => pulumi.Output<string>;
  /** Key that encrypts the messages. */
  readonly key: EncryptionKey;
  /** Tags of the queue. */
  readonly tags: Record<string, string>;
}

/**
 * @internal Creates the encrypted dead-letter queue of a function, which accepts TLS only.
 * @param name Logical name of the function.
 * @param queueOpts Options of the queue, which holds data.
 * @param opts Options of its policy.
 */
export function createDeadLetterQueue(
  name: string,
  { physicalName, arnOf, key, tags }: DeadLetterQueueArgs,
  queueOpts: pulumi.CustomResourceOptions,
  opts: pulumi.CustomResourceOptions,
): sqs.Queue {
  const queue = new sqs.Queue(
    `${name}-dead-letters`,
    {
      name: physicalName,
      kmsMasterKeyId: key.keyArn,
      messageRetentionSeconds: MAX_MESSAGE_RETENTION_SECONDS,
      tags,
    },
    queueOpts,
  );
  new sqs.QueuePolicy(
    `${name}-dead-letters-tls`,
    { queueUrl: queue.url, policy: policyDocument([tlsOnly(arnOf(queue.name))]) },
    opts,
  );
  return queue;
}
