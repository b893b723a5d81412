import type * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import type { OutputStore } from "../data/output-store";
import type { EncryptionKey } from "../identity/encryption-key";
import type { ModelAccess } from "../model-access/model-access";
import type { InferenceFunction } from "./inference-function";
import { after, PASSING, type State, type Step, type StepPlace, sequence, taskState } from "./workflow-step";
import type { WorkloadQueue } from "./workload-queue";

/** What the payload of a task says; a member whose name ends in `.$` is a path: `{ "key.$": "$.object.key" }`. */
export type Payload = Readonly<Record<string, unknown>>;

/** Seconds that a call of an AWS service may take. */
const CALL_SECONDS = 30;

/** A model's answer may take this long. */
const MODEL_SECONDS = 120;

interface Result {
  /** Member of the workflow's state that the answer becomes. Default: none, the answer is dropped. */
  readonly result?: string;
}

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
          retryOn: PASSING.lambda,
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
          retryOn: PASSING.bedrock,
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

/** Longest time between two looks at a Textract job, and how many looks there are: together 30 minutes. */
const LOOKS = { everySeconds: 10, most: 180 };

/**
 * Reads the text, tables and forms of a document in a bucket with Amazon Textract, and waits until it is read. The job's
 * id is the result: `$.<result>.jobId`. Textract keeps what it read for seven days.
 * Source: https://docs.aws.amazon.com/textract/latest/dg/api-async.html (read 2026-11).
 */
export function readDocument(
  name: string,
  {
    bucket,
    keyPath,
    features = ["FORMS", "TABLES"],
    result,
  }: {
    readonly bucket: ClassifiedBucket;
    /** Path of the object's key: `$.object.key`. */
    readonly keyPath: string;
    /** Default: FORMS and TABLES. */
    readonly features?: readonly ("FORMS" | "TABLES" | "LAYOUT" | "SIGNATURES")[];
    readonly result: string;
  },
): Step {
  const [wait, look, settled] = [`${name}: wait`, `${name}: look`, `${name}: done?`];
  const job = `$.${result}`;
  const failed = (place: StepPlace) => place.failure ?? `${name}: failed`;
  return {
    name,
    // Textract has no resources to scope these to; it reads the object as the role does.
    permissions: [{ actions: ["textract:GetDocumentAnalysis", "textract:StartDocumentAnalysis"], resources: ["*"] }],
    grants: new Map([[bucket, ({ role }) => bucket.grantRead(role)]]),
    states: (place) => ({
      [name]: taskState(
        {
          resource: "aws-sdk:textract:startDocumentAnalysis",
          parameters: {
            DocumentLocation: { S3Object: { Bucket: bucket.bucketName, "Name.$": keyPath } },
            FeatureTypes: features,
          },
          timeoutSeconds: CALL_SECONDS,
          retryOn: PASSING.textract,
          select: { "jobId.$": "$.JobId", looks: 0 },
          result,
        },
        { ...place, next: wait },
      ),
      [wait]: { Type: "Wait", Seconds: LOOKS.everySeconds, Next: look },
      [look]: taskState(
        {
          resource: "aws-sdk:textract:getDocumentAnalysis",
          parameters: { "JobId.$": `${job}.jobId`, MaxResults: 1 },
          timeoutSeconds: CALL_SECONDS,
          retryOn: PASSING.textract,
          select: { "status.$": "$.JobStatus" },
          result: `${result}.look`,
        },
        { ...place, next: `${name}: count` },
      ),
      [`${name}: count`]: {
        Type: "Pass",
        Parameters: {
          "jobId.$": `${job}.jobId`,
          "status.$": `${job}.look.status`,
          "looks.$": `States.MathAdd(${job}.looks, 1)`,
        },
        ResultPath: job,
        Next: settled,
      },
      [settled]: {
        Type: "Choice",
        Choices: [
          // What is read in part is judged by what comes next.
          ...["SUCCEEDED", "PARTIAL_SUCCESS"].map((status) => ({
            Variable: `${job}.status`,
            StringEquals: status,
            Next: place.next ?? `${name}: read`,
          })),
          {
            And: [
              { Variable: `${job}.status`, StringEquals: "IN_PROGRESS" },
              { Variable: `${job}.looks`, NumericLessThan: LOOKS.most },
            ],
            Next: wait,
          },
        ],
        Default: `${name}: unreadable`,
      },
      [`${name}: unreadable`]: {
        Type: "Pass",
        Result: { Error: "DocumentNotRead", Cause: "Amazon Textract did not read the document" },
        ResultPath: "$.error",
        Next: failed(place),
      },
      ...(place.next === undefined && { [`${name}: read`]: { Type: "Succeed" } }),
      ...(place.failure === undefined && {
        [failed(place)]: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
      }),
    }),
  };
}

/** Writes a record into an output store, as JSON. The bucket encrypts it with the store's key. */
export function keep(
  name: string,
  {
    store,
    key,
    bodyPath = "$",
  }: {
    readonly store: OutputStore;
    /** The object's key, as a formula: `States.Format('accepted/{}.json', $$.Execution.Name)`. */
    readonly key: string;
    /** Path of what is written. Default: the whole state. */
    readonly bodyPath?: string;
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
            "Body.$": bodyPath,
            ContentType: "application/json",
          },
          timeoutSeconds: CALL_SECONDS,
          retryOn: PASSING.s3,
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
          retryOn: PASSING.dynamodb,
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
          retryOn: PASSING.sqs,
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
          retryOn: PASSING.sns,
        },
        place,
      ),
    }),
  };
}

/** A comparison of the Amazon States Language: `{ Variable: "$.pages", NumericGreaterThan: 1 }`. */
export type Comparison =
  | ({ readonly Variable: string } & Readonly<Record<string, string | number | boolean>>)
  | { readonly And: readonly Comparison[] }
  | { readonly Or: readonly Comparison[] }
  | { readonly Not: Comparison };

/** Goes to the first step whose comparison holds, and otherwise on. */
export function choose(
  name: string,
  choices: readonly { readonly when: Comparison; readonly goTo: string }[],
  otherwise?: string,
): Step {
  return {
    name,
    leadsTo: [...choices.map(({ goTo }) => goTo), ...(otherwise === undefined ? [] : [otherwise])],
    states: ({ next }) => ({
      [name]: {
        Type: "Choice",
        Choices: choices.map(({ when, goTo }) => ({ ...when, Next: goTo })),
        Default: otherwise ?? next,
      },
    }),
  };
}

/** Does the steps for each item of a list, a few items at a time. */
export function forEach(
  name: string,
  {
    itemsPath,
    steps,
    mostAtATime = 5,
    result,
  }: {
    /** Path of the list: `$.pages`. */
    readonly itemsPath: string;
    readonly steps: readonly Step[];
    /** Bounds: 1 to 40. Default: 5. */
    readonly mostAtATime?: number;
  } & Result,
): Step {
  return {
    name,
    inner: [steps],
    states: (place) => ({
      [name]: {
        Type: "Map",
        ItemsPath: itemsPath,
        MaxConcurrency: mostAtATime,
        ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...branch(steps, place) },
        ResultPath: result === undefined ? null : `$.${result}`,
        ...caughtWhole(place),
      },
    }),
  };
}

/** Does several rows of steps at the same time. */
export function parallel(
  name: string,
  { branches, result }: { readonly branches: readonly (readonly Step[])[] } & Result,
): Step {
  return {
    name,
    inner: branches,
    states: (place) => ({
      [name]: {
        Type: "Parallel",
        Branches: branches.map((steps) => branch(steps, place)),
        ResultPath: result === undefined ? null : `$.${result}`,
        ...caughtWhole(place),
      },
    }),
  };
}

/** Waits. @param seconds Bounds: 1 to 31,536,000 (a year). */
export function wait(name: string, seconds: number): Step {
  return { name, states: ({ next }) => ({ [name]: { Type: "Wait", Seconds: seconds, ...after(next) } }) };
}

/** Ends the workflow well. */
export function succeed(name: string): Step {
  return { name, states: () => ({ [name]: { Type: "Succeed" } }) };
}

function branch(steps: readonly Step[], place: StepPlace): State {
  return { StartAt: steps[0]?.name, States: sequence(steps, { ...place, next: undefined, failure: undefined }) };
}

function caughtWhole({ next, failure }: StepPlace): State {
  const caught = { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: failure };
  return { ...(failure !== undefined && { Catch: [caught] }), ...after(next) };
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
