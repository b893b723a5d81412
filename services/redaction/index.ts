import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler, type Handler } from "./redact";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const maxAttempts = 3;

let handle: Handler | undefined;

/** Entry point of the Lambda function that masks records as they arrive. */
export const handler: Handler = (event) => {
  handle ??= createHandler(
    { s3: new S3Client({ maxAttempts }), bedrock: new BedrockRuntimeClient({ maxAttempts }) },
    process.env,
  );
  return handle(event);
};
