import { BedrockAgentCoreClient } from "@aws-sdk/client-bedrock-agentcore";
import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { readSettings } from "./settings";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() =>
  // No retries: a request whose response was lost can have acted already.
  createHandler(new BedrockAgentCoreClient({ maxAttempts: 1 }), readSettings(process.env)),
);
