import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { TextractClient } from "@aws-sdk/client-textract";
import { CLIENT_DEFAULTS } from "@plinth/service-runtime/clients";
import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { readSettings } from "./settings";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() =>
  createHandler(
    { bedrock: new BedrockRuntimeClient(CLIENT_DEFAULTS), textract: new TextractClient(CLIENT_DEFAULTS) },
    readSettings(process.env),
  ),
);
