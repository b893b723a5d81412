import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type Field,
  type RDSDataClient,
  RollbackTransactionCommand,
} from "@aws-sdk/client-rds-data";
import type { Database } from "./migrations";

/** Which database, and as whom. */
export interface DataApiTarget {
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

/** A database behind the RDS Data API. */
export function dataApi(client: RDSDataClient, target: DataApiTarget): Database {
  return {
    async transaction(work) {
      const { transactionId } = await client.send(new BeginTransactionCommand(target));
      const { database: _, ...ended } = { ...target, transactionId };
      try {
        const result = await work(async (sql) => {
          const { records = [] } = await client.send(new ExecuteStatementCommand({ ...target, transactionId, sql }));
          return records.map((row) => row.map(textOf));
        });
        await client.send(new CommitTransactionCommand(ended));
        return result;
      } catch (error) {
        // The first error is what went wrong; one of taking it back would hide it.
        await client.send(new RollbackTransactionCommand(ended)).catch(() => undefined);
        throw error;
      }
    },
  };
}

function textOf({ stringValue, longValue, booleanValue }: Field): string {
  return `${stringValue ?? longValue ?? booleanValue ?? ""}`;
}
