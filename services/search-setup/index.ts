import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { readSettings } from "./settings";
import { signedSender } from "./signed-sender";

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() => {
  const settings = readSettings(process.env);
  return createHandler(signedSender(settings), settings);
});
