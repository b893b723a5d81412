import type * as pulumi from "@pulumi/pulumi";
import type { OutputStore } from "../data/output-store";
import type { EncryptionKey } from "../identity/encryption-key";
import type { InferenceFunction } from "../lambda/inference-function";
import type { WorkloadQueue } from "../lambda/workload-queue";
import type { ModelAccess } from "../model-access/model-access";
import { CALL_SECONDS, type Payload, RETRYABLE_ERRORS, type Result, type Step, taskState } from "./workflow-step";

/** A model's answer may take this long. */
const MODEL_SECONDS = 120;

/**
 * Calls a function.
 * @param payload Its event.
 */
export function invoke(
  name: string,
  { handler, payload, result }: { readonly handler: InferenceFunction; readonly payload: Payload } & Result,
): Step {
  return {
    name,
    permissions: [{ actions: ["lambda:InvokeFunction"], resources: [handler.functionArn] }],
    states: (place) => ({
      [name]: taskState(
        {
          resource: "lambda:invoke",
          parameters: { FunctionName: handler.functionName, Payload: payload },
          // Lambda's own timeout comes first.
          timeoutSeconds: handler.timeoutSeconds + 5,
          retryOn: RETRYABLE_ERRORS.lambda,
          ...(result !== undefined && { select: { "value.$": "$.Payload" }, result }),
        },
        place,
      ),
    }),
  };
}

/**
 * Asks a model, through the workload's application profile and with its guardrail. Their ids are AWS's to assign, so the
 * whole definition is known in preview only once they have been created; a function that asks the model keeps it known.
 * @param messages Bedrock's messages, as Converse takes them.
 */
export function converse(
  name: string,
  {
    models,
    model,
    messages,
    maxTokens,
    result,
  }: {
    readonly models: ModelAccess;
    /** The catalogue's id; one of those of `models`. */
    readonly model: string;
    readonly messages: readonly Payload[];
    /** Bounds: 1 to the model's maximum. */
    readonly maxTokens: number;
  } & Result,
): Step {
  return {
    name,
    grants: new Map([[models, ({ role }) => models.grantInvoke(role)]]),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "aws-sdk:bedrockruntime:converse",
          parameters: {
            ModelId: models.profileArns[model],
            Messages: messages,
            InferenceConfig: { MaxTokens: maxTokens },
            GuardrailConfig: {
              GuardrailIdentifier: models.guardrailId,
              GuardrailVersion: models.guardrailVersion,
              Trace: "disabled",
            },
          },
          timeoutSeconds: MODEL_SECONDS,
          retryOn: RETRYABLE_ERRORS.bedrock,
          ...(result !== undefined && {
            select: { "text.$": "$.Output.Message.Content[0].Text", "stopReason.$": "$.StopReason" },
            result,
          }),
        },
        place,
      ),
    }),
  };
}

/** Writes a record into an output store, as JSON. The bucket encrypts it with the store's key. */
export function putObject(
  name: string,
  {
    store,
    key,
    body,
  }: {
    readonly store: OutputStore;
    /** The object's key, as a formula: `States.Format('accepted/{}.json', $$.Execution.Name)`. */
    readonly key: string;
    /** What is written. */
    readonly body: Payload;
  },
): Step {
  return {
    name,
    grants: new Map([[store, ({ role }) => store.grantWrite(role)]]),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "aws-sdk:s3:putObject",
          parameters: {
            Bucket: store.bucketName,
            "Key.$": key,
            Body: body,
            ContentType: "application/json",
            // A locked bucket takes nothing without one:
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html (read 2026-11).
            ChecksumAlgorithm: "SHA256",
          },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.s3,
        },
        place,
      ),
    }),
  };
}

/** Writes an item into a table of DynamoDB. */
export function putItem(
  name: string,
  {
    tableName,
    tableArn,
    key,
    item,
  }: {
    readonly tableName: pulumi.Input<string>;
    /** Known in preview, if the role's permissions are to be. */
    readonly tableArn: pulumi.Input<string>;
    readonly key: EncryptionKey;
    /** In DynamoDB's form: `{ id: { "S.$": "$.id" } }`. */
    readonly item: Payload;
  },
): Step {
  return {
    name,
    permissions: [{ actions: ["dynamodb:PutItem"], resources: [tableArn] }],
    grants: keyGrants(key),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "dynamodb:putItem",
          parameters: { TableName: tableName, Item: item },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.dynamodb,
        },
        place,
      ),
    }),
  };
}

/** Sends a message to a queue. */
export function send(
  name: string,
  { queue, message }: { readonly queue: WorkloadQueue; readonly message: Payload },
): Step {
  return {
    name,
    grants: new Map([[queue, ({ role }) => queue.grantSend(role)]]),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "sqs:sendMessage",
          parameters: { QueueUrl: queue.queueUrl, MessageBody: message },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.sqs,
        },
        place,
      ),
    }),
  };
}

/** Publishes a message to a topic. */
export function publish(
  name: string,
  {
    topicArn,
    key,
    message,
  }: { readonly topicArn: pulumi.Input<string>; readonly key: EncryptionKey; readonly message: Payload },
): Step {
  return {
    name,
    permissions: [{ actions: ["sns:Publish"], resources: [topicArn] }],
    grants: keyGrants(key),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "sns:publish",
          parameters: { TopicArn: topicArn, Message: message },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.sns,
        },
        place,
      ),
    }),
  };
}

function keyGrants(key: EncryptionKey): Step["grants"] {
  return new Map([
    [
      key,
      ({ role }) => {
        key.grantEncrypt(role);
        key.grantDecrypt(role);
      },
    ],
  ]);
}
