import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One step of the schema, applied once. */
export interface Migration {
  /** Number at the start of the file's name. Migrations are applied in its order. */
  readonly version: number;
  /** One for each paragraph of the file, because the RDS Data API runs one statement a call. */
  readonly statements: readonly string[];
  /** Digest of the file with the dimensions inserted. It detects an edited migration and changed dimensions. */
  readonly sha256: string;
}

/** Folder of the SQL files, next to this module and next to the bundle. */
export const MIGRATIONS = join(__dirname, "migrations");

/**
 * Reads the SQL files of a folder.
 * @param dimensions Dimensions of the vectors, inserted for `{{dimensions}}`.
 */
export function readMigrations(folder: string, dimensions: number): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), "utf8").replaceAll("{{dimensions}}", `${dimensions}`);
      const statements = text
        .replaceAll(/^--.*\n/gm, "")
        .split(/\n\s*\n/)
        .map((statement) => statement.trim())
        .filter(Boolean);
      return {
        version: Number(name.slice(0, 4)),
        statements,
        sha256: createHash("sha256").update(text).digest("hex"),
      };
    });
}

/** Runs one statement and returns its rows, each value as text. */
export type Run = (statement: string) => Promise<readonly (readonly string[])[]>;

/** A PostgreSQL database, through any client. */
export interface Database {
  /** Runs `callback` in a transaction: commits when it returns, rolls back when it throws. */
  transaction<T>(callback: (run: Run) => Promise<T>): Promise<T>;
}

/** Table of the migrations that have been applied. */
const MIGRATION_TABLE = [
  "CREATE SCHEMA IF NOT EXISTS plinth",
  `CREATE TABLE IF NOT EXISTS plinth.migration (
    version integer PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
  )`,
];

/**
 * Applies the migrations that have not been applied yet, each in its own transaction. A lock serializes concurrent runs.
 * @returns Versions that were applied now.
 * @throws Error if a migration was edited after it was applied: write another migration instead.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<number[]> {
  await database.transaction(async (run) => {
    for (const statement of MIGRATION_TABLE) await run(statement);
  });
  const applied: number[] = [];
  for (const migration of migrations) {
    if (await database.transaction((run) => apply(migration, run))) applied.push(migration.version);
  }
  return applied;
}

/** Returns whether the migration was applied now. */
async function apply({ version, statements, sha256 }: Migration, run: Run): Promise<boolean> {
  await run("LOCK TABLE plinth.migration IN EXCLUSIVE MODE");
  const [row] = await run(`SELECT sha256 FROM plinth.migration WHERE version = ${version}`);
  if (row) {
    if (row[0] !== sha256) throw new Error(`step ${version} of the schema was taken in another form`);
    return false;
  }
  for (const statement of statements) await run(statement);
  await run(`INSERT INTO plinth.migration (version, sha256) VALUES (${version}, '${sha256}')`);
  return true;
}
