import { RDSDataClient } from "@aws-sdk/client-rds-data";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { lambdaHandler } from "@plinth/service-runtime/handler";
import { createHandler } from "./handler";
import { MIGRATIONS } from "./migrations";
import { readSettings } from "./settings";

/** More than other services: a cluster that has just been created can refuse connections for a while. */
const maxAttempts = 6;

/** Entry point of the Lambda function. */
export const handler = lambdaHandler(() =>
  createHandler(
    { rdsData: new RDSDataClient({ maxAttempts }), secrets: new SecretsManagerClient({ maxAttempts }) },
    readSettings(process.env),
    MIGRATIONS,
  ),
);
