import type { ClassifiedBucket } from "../data/classified-bucket";
import { CALL_SECONDS, RETRYABLE_ERRORS, type Step, type StepContext, taskState } from "./workflow-step";

/** Longest time between two looks at a Textract job, and how many looks there are: together 30 minutes. */
const LOOKS = { everySeconds: 10, most: 180 };

/**
 * Reads a document in a bucket with Amazon Textract, and waits until it is read. The job's
 * id is the result: `$.<result>.jobId`. Textract keeps what it read for seven days.
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
    readonly bucket: ClassifiedBucket;
    /** Path of the object's key: `$.object.key`. */
    readonly keyPath: string;
    /** What is read beside lines of text, at a price of its own. Default: nothing. */
    readonly features?: readonly ("FORMS" | "TABLES" | "LAYOUT" | "SIGNATURES")[];
    readonly result: string;
  },
): Step {
  const [wait, look, settled] = [`${name}: wait`, `${name}: look`, `${name}: done?`];
  const analysis = features.length > 0 ? "DocumentAnalysis" : "DocumentTextDetection";
  const job = `$.${result}`;
  const failed = (place: StepContext) => place.failure ?? `${name}: failed`;
  return {
    name,
    // Textract has no resources to scope these to; it reads the object as the role does.
    permissions: [{ actions: [`textract:Get${analysis}`, `textract:Start${analysis}`], resources: ["*"] }],
    grants: new Map([[bucket, ({ role }) => bucket.grantRead(role)]]),
    states: (place) => ({
      [name]: taskState(
        {
          resource: `aws-sdk:textract:start${analysis}`,
          parameters: {
            DocumentLocation: { S3Object: { Bucket: bucket.bucketName, "Name.$": keyPath } },
            ...(features.length > 0 && { FeatureTypes: features }),
          },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.textract,
          select: { "jobId.$": "$.JobId", looks: 0 },
          result,
        },
        { ...place, next: wait },
      ),
      [wait]: { Type: "Wait", Seconds: LOOKS.everySeconds, Next: look },
      [look]: taskState(
        {
          resource: `aws-sdk:textract:get${analysis}`,
          parameters: { "JobId.$": `${job}.jobId`, MaxResults: 1 },
          timeoutSeconds: CALL_SECONDS,
          retryOn: RETRYABLE_ERRORS.textract,
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
