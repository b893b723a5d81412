import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler } from "./evaluate";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const maxAttempts = 3;

let handle: (() => Promise<void>) | undefined;

/** Entry point of the Lambda function that puts the golden cases to the workload. */
export const handler = (): Promise<void> => {
  handle ??= createHandler(
    { s3: new S3Client({ maxAttempts }), lambda: new LambdaClient({ maxAttempts }) },
    process.env,
  );
  return handle();
};
