import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { TextractClient } from "@aws-sdk/client-textract";
import { createHandler, type Handler } from "./extract";
import { readSettings } from "./settings";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const MAX_ATTEMPTS = 3;

let handle: Handler | undefined;

/** Entry point of the Lambda function. Clients outlive one invocation. */
export const handler: Handler = (event, context) => {
  handle ??= createHandler(
    {
      bedrock: new BedrockRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
      textract: new TextractClient({ maxAttempts: MAX_ATTEMPTS }),
    },
    readSettings(process.env),
  );
  return handle(event, context);
};
