import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { readSettings } from "./settings";
import { createHandler, type Handler } from "./support";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const MAX_ATTEMPTS = 3;

let handle: Handler | undefined;

/** Entry point of the Lambda function. Clients and articles outlive one invocation. */
export const handler: Handler = (event, context) => {
  handle ??= createHandler(
    {
      bedrock: new BedrockRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
      s3: new S3Client({ maxAttempts: MAX_ATTEMPTS }),
      search: new BedrockAgentRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
    },
    readSettings(process.env),
  );
  return handle(event, context);
};
