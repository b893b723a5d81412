import { SFNClient } from "@aws-sdk/client-sfn";
import { createHandler, type Handler } from "./decide";

let handle: Handler | undefined;

/** Entry point of the Lambda function that reviewers decide with. */
export const handler: Handler = (event) => {
  handle ??= createHandler(new SFNClient({ maxAttempts: 3 }));
  return handle(event);
};
