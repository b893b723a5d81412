import type { RDSDataClient } from "@aws-sdk/client-rds-data";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dataApi } from "./data-api";
import { migrate, readMigrations } from "./migrations";
import { setPassword } from "./passwords";
import { secretNamed } from "./secrets";
import type { Settings } from "./settings";

/** Clients that the handler uses. */
export interface Services {
  /** Client of the cluster. */
  readonly rdsData: RDSDataClient;
  /** Client of the roles' secrets. */
  readonly secrets: SecretsManagerClient;
}

/** Result of the invocation. */
export interface SetupReply {
  /** Versions of the migrations that this invocation applied. */
  readonly taken: readonly number[];
}

/**
 * Migrates the schema of a vector store and sets the passwords of its roles. Idempotent: it can run at any time.
 * @param folder Folder of the SQL files.
 */
export function createHandler(
  { rdsData, secrets }: Services,
  settings: Settings,
  folder: string,
): () => Promise<SetupReply> {
  const database = dataApi(rdsData, {
    resourceArn: settings.CLUSTER_ARN,
    secretArn: settings.OWNER_SECRET_ARN,
    database: settings.DATABASE,
  });
  return async () => {
    const taken = await migrate(database, readMigrations(folder, settings.DIMENSIONS));
    await setPassword(database, "vector_reader", secretNamed(secrets, settings.READER_SECRET));
    await setPassword(database, "vector_writer", secretNamed(secrets, settings.WRITER_SECRET));
    console.info({ event: "schema-is-current", taken });
    return { taken };
  };
}
