import { SFNClient } from "@aws-sdk/client-sfn";
import { CLIENT_DEFAULTS } from "@plinth/service-runtime/clients";
import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() => createHandler(new SFNClient(CLIENT_DEFAULTS)));
