import type * as pulumi from "@pulumi/pulumi";
import type { OutputStore } from "../data/output-store";
import type { EncryptionKey } from "../identity/encryption-key";
import type { InferenceFunction } from "../lambda/inference-function";
import type { WorkloadQueue } from "../lambda/workload-queue";
import type { ModelAccess } from "../model-access/model-access";
import { CALL_SECONDS, type Payload, RETRYABLE_ERRORS, type Result, type Step, taskState } from "./workflow-step";

/** Timeout of a model invocation, in seconds. */
const MODEL_SECONDS = 120;

/** Invokes a Lambda function. Its event is `payload`, and its response is `$.<result>.value`. */
export function invoke(
  name: string,
  { handler, payload, result }: { readonly handler: InferenceFunction; readonly payload: Payload } & Result,
): Step {
  return {
    name,
    permissions: [{ actions: ["lambda:InvokeFunction"], resources: [handler.functionArn] }],
    states: (context) => ({
      [name]: taskState(
        {
          resource: "lambda:invoke",
          parameters: { FunctionName: handler.functionName, Payload: payload },
          // Longer than the function's own timeout, which gives the more specific error.
          timeoutSeconds: handler.timeoutSeconds + 5,
          retryOn: RETRYABLE_ERRORS.lambda,
          ...(result !== undefined && { select: { "value.$": "$.Payload" }, result }),
        },
        context,
      ),
    }),
  };
}

/**
 * Invokes a model with the Converse API, through the workload's application inference profile and guardrail. The result has
 * `text` and `stopReason`. AWS assigns the ids of profile and guardrail, so the workflow's definition is not known in the
 * preview that creates them. To keep it known, invoke the model in a function.
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
    /** Models that the workload may invoke, and their guardrail. */
    readonly models: ModelAccess;
    /** Id of the model in the standard's catalogue. Bounds: one of `models`. */
    readonly model: string;
    /** Messages of the Converse API. */
    readonly messages: readonly Payload[];
    /** Maximum number of output tokens. Bounds: 1 to the model's maximum. */
    readonly maxTokens: number;
  } & Result,
): Step {
  return {
    name,
    grants: new Map([[models, ({ role }) => models.grantInvoke(role)]]),
    states: (context) => ({
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
        context,
      ),
    }),
  };
}

/** Writes a JSON object to an output store with the PutObject action of Amazon S3. The store's key encrypts it. */
export function putObject(
  name: string,
  {
    store,
    key,
    body,
  }: {
    /** Store to write to. */
    readonly store: OutputStore;
    /** Key of the object, as an intrinsic function: `States.Format('accepted/{}.json', $$.Execution.Name)`. */
    readonly key: string;
    /** Content of the object. */
    readonly body: Payload;
  },
): Step {
  return {
    name,
    grants: new Map([[store, ({ role }) => store.grantWrite(role)]]),
    states: (context) => ({
      [name]: taskState(
        {
          resource: "aws-sdk:s3:putObject",
          parameters: {
            Bucket: store.bucketName,
            "Key.$": key,
            Body: body,
            ContentType: "application/json",
            // A bucket with Object Lock requires a checksum:
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html (read 2026-11).
            ChecksumAlgorithm: "SHA256",
          },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.s3,
        },
        context,
      ),
    }),
  };
}

/** Writes an item to a table in Amazon DynamoDB. */
export function putItem(
  name: string,
  {
    tableName,
    tableArn,
    key,
    item,
  }: {
    /** Name of the table. */
    readonly tableName: pulumi.Input<string>;
    /** ARN of the table. The role's permissions are known in preview if it is. */
    readonly tableArn: pulumi.Input<string>;
    /** Key that encrypts the table. */
    readonly key: EncryptionKey;
    /** Item in DynamoDB JSON: `{ id: { "S.$": "$.id" } }`. */
    readonly item: Payload;
  },
): Step {
  return {
    name,
    permissions: [{ actions: ["dynamodb:PutItem"], resources: [tableArn] }],
    grants: keyGrants(key),
    states: (context) => ({
      [name]: taskState(
        {
          resource: "dynamodb:putItem",
          parameters: { TableName: tableName, Item: item },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.dynamodb,
        },
        context,
      ),
    }),
  };
}

/** Sends a message to a queue in Amazon SQS. */
export function send(
  name: string,
  { queue, message }: { readonly queue: WorkloadQueue; readonly message: Payload },
): Step {
  return {
    name,
    grants: new Map([[queue, ({ role }) => queue.grantSend(role)]]),
    states: (context) => ({
      [name]: taskState(
        {
          resource: "sqs:sendMessage",
          parameters: { QueueUrl: queue.queueUrl, MessageBody: message },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.sqs,
        },
        context,
      ),
    }),
  };
}

/** Publishes a message to a topic in Amazon SNS that `key` encrypts. */
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
    states: (context) => ({
      [name]: taskState(
        {
          resource: "sns:publish",
          parameters: { TopicArn: topicArn, Message: message },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.sns,
        },
        context,
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
