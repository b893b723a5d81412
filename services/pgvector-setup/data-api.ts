import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type Field,
  type RDSDataClient,
  RollbackTransactionCommand,
} from "@aws-sdk/client-rds-data";
import type { Database } from "./migrations";

/** A database and the user who connects to it. */
export interface DataApiTarget {
  /** ARN of the cluster. */
  readonly resourceArn: string;
  /** ARN of the secret with the user's name and password. */
  readonly secretArn: string;
  /** Name of the database. */
  readonly database: string;
}

/** A database that is reached through the RDS Data API. */
export function dataApi(client: RDSDataClient, target: DataApiTarget): Database {
  return {
    async transaction(callback) {
      const { transactionId } = await client.send(new BeginTransactionCommand(target));
      const { database: _, ...transaction } = { ...target, transactionId };
      try {
        const result = await callback(async (sql) => {
          const { records = [] } = await client.send(new ExecuteStatementCommand({ ...target, transactionId, sql }));
          return records.map((row) => row.map(textOf));
        });
        await client.send(new CommitTransactionCommand(transaction));
        return result;
      } catch (error) {
        // An error of the rollback must not hide the error that caused it.
        await client.send(new RollbackTransactionCommand(transaction)).catch(() => undefined);
        throw error;
      }
    },
  };
}

function textOf({ stringValue, longValue, booleanValue }: Field): string {
  return `${stringValue ?? longValue ?? booleanValue ?? ""}`;
}
