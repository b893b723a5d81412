import { join } from "node:path";
import { RDSDataClient } from "@aws-sdk/client-rds-data";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dataApi } from "./data-api";
import { migrate, readMigrations } from "./migrations";
import { type PasswordSecret, setPassword } from "./passwords";

/** Attempts for one call, the first included: a cluster that has just been made may still be busy. */
const MAX_ATTEMPTS = 6;

/** Brings the schema of a vector store up to date and its roles their passwords. May be run again at any time. */
export async function handler(): Promise<{ readonly taken: readonly number[] }> {
  const setting = settings(process.env);
  const database = dataApi(new RDSDataClient({ maxAttempts: MAX_ATTEMPTS }), {
    resourceArn: setting("CLUSTER_ARN"),
    secretArn: setting("OWNER_SECRET_ARN"),
    database: setting("DATABASE"),
  });
  const secrets = new SecretsManagerClient({ maxAttempts: MAX_ATTEMPTS });
  const taken = await migrate(database, readMigrations(join(__dirname, "migrations"), Number(setting("DIMENSIONS"))));
  await setPassword(database, "vector_reader", secretNamed(secrets, setting("READER_SECRET")));
  await setPassword(database, "vector_writer", secretNamed(secrets, setting("WRITER_SECRET")));
  console.info({ event: "schema-is-current", taken });
  return { taken };
}

/** A secret in Secrets Manager. */
export function secretNamed(client: SecretsManagerClient, SecretId: string): PasswordSecret {
  return {
    async read() {
      try {
        return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
      } catch (error) {
        // What has never been given a value has none: that is how a secret begins.
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
      }
    },
    async write(SecretString) {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
  };
}

function settings(environment: Readonly<Record<string, string | undefined>>) {
  return (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`environment: ${name}`);
    return value;
  };
}
