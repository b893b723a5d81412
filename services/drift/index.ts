import { S3Client } from "@aws-sdk/client-s3";
import { createHandler } from "./drift";

let handle: (() => Promise<void>) | undefined;

/** Entry point of the Lambda function that compares scores of late with those before. */
export const handler = (): Promise<void> => {
  handle ??= createHandler(new S3Client({ maxAttempts: 3 }), process.env);
  return handle();
};
