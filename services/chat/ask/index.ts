import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { readSettings } from "./settings";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() => createHandler(readSettings(process.env)));
