import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One step of a schema, which is taken once. */
export interface Migration {
  /** The number that its file's name begins with: steps are taken in its order. */
  readonly version: number;
  /** One for each paragraph of the file, because the RDS Data API takes them one by one. */
  readonly statements: readonly string[];
  readonly sha256: string;
}

/** The folder of the SQL files, beside the code that reads it. */
export const MIGRATIONS = join(__dirname, "migrations");

/** Reads the SQL files of a folder for vectors of so many numbers. */
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

/** Runs one statement. Returns its rows as text. */
export type Run = (statement: string) => Promise<readonly (readonly string[])[]>;

/** A PostgreSQL database, whatever it is reached through. */
export interface Database {
  /** What `work` runs has an effect as a whole, or none if it throws. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
}

const LEDGER = [
  "CREATE SCHEMA IF NOT EXISTS plinth",
  `CREATE TABLE IF NOT EXISTS plinth.migration (
    version integer PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
  )`,
];

/**
 * Takes the steps that have not been taken yet, each in a transaction of its own, one run at a time.
 * @returns Versions that were taken now.
 * @throws Error if a step was taken in another form: what has run is never edited, the next step changes it.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<number[]> {
  await database.transaction(async (run) => {
    for (const statement of LEDGER) await run(statement);
  });
  const taken: number[] = [];
  for (const migration of migrations) {
    if (await database.transaction((run) => take(migration, run))) taken.push(migration.version);
  }
  return taken;
}

async function take({ version, statements, sha256 }: Migration, run: Run): Promise<boolean> {
  await run("LOCK TABLE plinth.migration IN EXCLUSIVE MODE");
  const [known] = await run(`SELECT sha256 FROM plinth.migration WHERE version = ${version}`);
  if (known) {
    if (known[0] !== sha256) throw new Error(`step ${version} of the schema was taken in another form`);
    return false;
  }
  for (const statement of statements) await run(statement);
  await run(`INSERT INTO plinth.migration (version, sha256) VALUES (${version}, '${sha256}')`);
  return true;
}
