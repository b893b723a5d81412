import type { ClassifiedBucket } from "../data/classified-bucket";
import { CALL_SECONDS, RETRYABLE_ERRORS, type State, type Step, type StepContext, taskState } from "./workflow-step";

/** Interval and maximum number of polls of a Textract job: 30 minutes in total. */
const POLLING = { intervalSeconds: 10, maxPolls: 180 };

/** A Textract job in a workflow: where its states find what they need. */
interface TextractJob {
  /** Name of the step, the prefix of its states' names. */
  readonly name: string;
  /** API of the job, as the names of its actions end. */
  readonly api: "DocumentAnalysis" | "DocumentTextDetection";
  /** Member of the workflow's state that holds the job's id, status and number of polls. */
  readonly result: string;
}

/**
 * Analyses a document in a bucket with Amazon Textract, and waits until the job completes. The result is the job's id,
 * `$.<result>.jobId`, with which a function reads the text. Textract keeps the text for seven days.
 * Source: https://docs.aws.amazon.com/textract/latest/dg/api-async.html (read 2026-11).
 */
export function readDocument(
  name: string,
  {
    bucket,
    keyPath,
    features = [],
    result,
  }: {
    /** Bucket of the document. */
    readonly bucket: ClassifiedBucket;
    /** Path of the object's key: `$.object.key`. */
    readonly keyPath: string;
    /** Analyses besides text detection, which Textract bills separately. Default: none. */
    readonly features?: readonly ("FORMS" | "TABLES" | "LAYOUT" | "SIGNATURES")[];
    /** Member of the workflow's state that receives the job's id. */
    readonly result: string;
  },
): Step {
  const job: TextractJob = {
    name,
    api: features.length > 0 ? "DocumentAnalysis" : "DocumentTextDetection",
    result,
  };
  const document = {
    DocumentLocation: { S3Object: { Bucket: bucket.bucketName, "Name.$": keyPath } },
    ...(features.length > 0 && { FeatureTypes: features }),
  };
  return {
    name,
    // Textract defines no resource types for these actions. It reads the object with the workflow's role.
    permissions: [{ actions: [`textract:Get${job.api}`, `textract:Start${job.api}`], resources: ["*"] }],
    grants: new Map([[bucket, ({ role }) => bucket.grantRead(role)]]),
    states: (context) => ({
      [name]: startState(job, document, context),
      ...pollingStates(job, context),
      ...outcomeStates(job, context),
    }),
  };
}

/** Starts the job. */
function startState({ name, api, result }: TextractJob, parameters: State, context: StepContext): State {
  return taskState(
    {
      resource: `aws-sdk:textract:start${api}`,
      parameters,
      timeoutSeconds: CALL_SECONDS,
      retryOn: RETRYABLE_ERRORS.textract,
      select: { "jobId.$": "$.JobId", looks: 0 },
      result,
    },
    { ...context, next: `${name}: wait` },
  );
}

/** Waits, reads the job's status and counts the polls. */
function pollingStates({ name, api, result }: TextractJob, context: StepContext): Readonly<Record<string, State>> {
  const job = `$.${result}`;
  return {
    [`${name}: wait`]: { Type: "Wait", Seconds: POLLING.intervalSeconds, Next: `${name}: look` },
    [`${name}: look`]: taskState(
      {
        resource: `aws-sdk:textract:get${api}`,
        parameters: { "JobId.$": `${job}.jobId`, MaxResults: 1 },
        timeoutSeconds: CALL_SECONDS,
        retryOn: RETRYABLE_ERRORS.textract,
        select: { "status.$": "$.JobStatus" },
        result: `${result}.look`,
      },
      { ...context, next: `${name}: count` },
    ),
    [`${name}: count`]: {
      Type: "Pass",
      Parameters: {
        "jobId.$": `${job}.jobId`,
        "status.$": `${job}.look.status`,
        "looks.$": `States.MathAdd(${job}.looks, 1)`,
      },
      ResultPath: job,
      Next: `${name}: done?`,
    },
  };
}

/** Goes on, polls again or fails, by the job's status. A last step in the workflow gets states of its own to end in. */
function outcomeStates({ name, result }: TextractJob, context: StepContext): Readonly<Record<string, State>> {
  const status = `$.${result}.status`;
  const failed = context.failure ?? `${name}: failed`;
  return {
    [`${name}: done?`]: {
      Type: "Choice",
      Choices: [
        // The next step decides whether a partial result is sufficient.
        ...["SUCCEEDED", "PARTIAL_SUCCESS"].map((success) => ({
          Variable: status,
          StringEquals: success,
          Next: context.next ?? `${name}: read`,
        })),
        {
          And: [
            { Variable: status, StringEquals: "IN_PROGRESS" },
            { Variable: `$.${result}.looks`, NumericLessThan: POLLING.maxPolls },
          ],
          Next: `${name}: wait`,
        },
      ],
      Default: `${name}: unreadable`,
    },
    [`${name}: unreadable`]: {
      Type: "Pass",
      Result: { Error: "DocumentNotRead", Cause: "Amazon Textract did not read the document" },
      ResultPath: "$.error",
      Next: failed,
    },
    ...(context.next === undefined && { [`${name}: read`]: { Type: "Succeed" } }),
    ...(context.failure === undefined && {
      [failed]: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
    }),
  };
}
