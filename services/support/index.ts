import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { CLIENT_DEFAULTS } from "@plinth/service-runtime/clients";
import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { readSettings } from "./settings";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() =>
  createHandler(
    {
      bedrock: new BedrockRuntimeClient(CLIENT_DEFAULTS),
      s3: new S3Client(CLIENT_DEFAULTS),
      search: new BedrockAgentRuntimeClient(CLIENT_DEFAULTS),
    },
    readSettings(process.env),
  ),
);
