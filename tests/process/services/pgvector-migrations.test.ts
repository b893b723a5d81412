import assert from "node:assert/strict";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import {
  type Database,
  MIGRATIONS,
  type Migration,
  migrate,
  readMigrations,
} from "../../../services/pgvector-setup/migrations";
import { type PasswordSecret, setPassword } from "../../../services/pgvector-setup/passwords";
import { scramVerifier } from "../../../services/pgvector-setup/scram";

const DIMENSIONS = 8;
const KB = "bedrock_integration.bedrock_kb";

/** PostgreSQL itself, in this process. */
function reachedIn(postgres: PGlite): Database {
  return {
    transaction: (work) =>
      postgres.transaction((transaction) =>
        work(async (statement) => {
          const { rows } = await transaction.query<unknown[]>(statement, [], { rowMode: "array" });
          return rows.map((row) => row.map(String));
        }),
      ),
  };
}

/** A direction of its own for each number, so that neighbours are known beforehand. */
function direction(number: number): string {
  return `[${Array.from({ length: DIMENSIONS }, (_, at) => Math.cos((number + 1) * (at + 1) * 0.001).toFixed(9)).join(",")}]`;
}

describe("the schema of Aurora as a vector store, in PostgreSQL with pgvector", function () {
  // Compiling PostgreSQL to machine code takes most of it, and much longer on busy cores.
  this.timeout(180_000);
  let postgres: PGlite;
  let database: Database;
  let migrations: readonly Migration[];

  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await postgres.query<Record<string, unknown>>(sql)).rows;

  before(async () => {
    postgres = await PGlite.create({ extensions: { vector } });
    database = reachedIn(postgres);
    migrations = readMigrations(MIGRATIONS, DIMENSIONS);
    assert.deepEqual(await migrate(database, migrations), [1, 2, 3]);
    await postgres.exec(`
      INSERT INTO ${KB} (id, embedding, chunks, metadata, custom_metadata)
      SELECT gen_random_uuid(),
        (SELECT array_agg(round(cos((n + 1) * (at + 1) * 0.001)::numeric, 9) ORDER BY at) FROM generate_series(0, ${DIMENSIONS - 1}) at)::vector,
        CASE WHEN n = 500 THEN 'Refunds are paid within fourteen days' ELSE 'chunk ' || n END,
        json_build_object('n', n), jsonb_build_object('team', CASE WHEN n % 2 = 0 THEN 'care' ELSE 'sales' END)
      FROM generate_series(0, 1999) n`);
    await postgres.exec("ANALYZE");
  });
  after(() => postgres.close());

  it("has the columns that Bedrock demands", async () => {
    const columns = await rows(
      `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
       WHERE a.attrelid = '${KB}'::regclass AND a.attnum > 0 ORDER BY a.attnum`,
    );

    assert.deepEqual(columns, [
      { name: "id", type: "uuid" },
      { name: "embedding", type: `vector(${DIMENSIONS})` },
      { name: "chunks", type: "text" },
      { name: "metadata", type: "json" },
      { name: "custom_metadata", type: "jsonb" },
    ]);
  });

  it("finds the right neighbours through the HNSW index", async () => {
    const query = `SELECT (metadata->>'n')::int AS n FROM ${KB} ORDER BY embedding <=> '${direction(1234)}' LIMIT 3`;
    const plan = await rows(`EXPLAIN ${query}`);
    // The graph of the index is drawn at random: with the default of 40 candidates a search misses a neighbour now and then.
    const found = await postgres.transaction(async (transaction) => {
      await transaction.exec("SET LOCAL enable_seqscan = off; SET LOCAL hnsw.ef_search = 400");
      return (await transaction.query<Record<string, unknown>>(query)).rows;
    });
    const exact = await postgres.transaction(async (transaction) => {
      await transaction.exec("SET LOCAL enable_indexscan = off");
      return (await transaction.query(query)).rows;
    });

    assert.match(JSON.stringify(plan), /Index Scan using bedrock_kb_embedding on bedrock_kb/);
    assert.equal(found[0]?.n, 1234);
    assert.deepEqual(
      found.map(({ n }) => Number(n)).sort((a, b) => a - b),
      [1233, 1234, 1235],
    );
    assert.deepEqual(found, exact);
  });

  it("finds words through the full-text index", async () => {
    const query = `SELECT (metadata->>'n')::int AS n FROM ${KB}
      WHERE to_tsvector('simple', chunks) @@ plainto_tsquery('simple', 'refunds paid')`;

    assert.deepEqual(await rows(query), [{ n: 500 }]);
    assert.match(JSON.stringify(await rows(`EXPLAIN ${query}`)), /Bitmap Index Scan on bedrock_kb_chunks/);
  });

  it("filters by metadata through its index", async () => {
    const plan = await postgres.transaction(async (transaction) => {
      await transaction.exec("SET LOCAL enable_seqscan = off");
      return (await transaction.query(`EXPLAIN SELECT id FROM ${KB} WHERE custom_metadata @> '{"team":"care"}'`)).rows;
    });

    assert.match(JSON.stringify(plan), /Bitmap Index Scan on bedrock_kb_custom_metadata/);
  });

  it("takes each step once, however often it is asked to", async () => {
    assert.deepEqual(await migrate(database, migrations), []);
    assert.deepEqual(await rows("SELECT version FROM plinth.migration ORDER BY version"), [
      { version: 1 },
      { version: 2 },
      { version: 3 },
    ]);
  });

  it("takes all steps again where they were taken without a record", async () => {
    await postgres.exec("DELETE FROM plinth.migration");

    assert.deepEqual(await migrate(database, migrations), [1, 2, 3]);
    assert.deepEqual(await rows(`SELECT count(*)::int AS count FROM ${KB}`), [{ count: 2000 }]);
  });

  it("refuses a step that was taken in another form, and one that fails leaves nothing behind", async () => {
    const longer = readMigrations(MIGRATIONS, 16);
    const broken = { version: 4, statements: ["CREATE TABLE plinth.half (a int)", "SELECT 1/0"], sha256: "0" };

    await assert.rejects(migrate(database, longer), { message: "step 1 of the schema was taken in another form" });
    await assert.rejects(migrate(database, [broken]), { message: "division by zero" });
    assert.deepEqual(await rows("SELECT to_regclass('plinth.half') AS half"), [{ half: null }]);
  });

  it("lets the reader read, the writer write, and neither do more", async () => {
    const as = async (role: string, statement: string): Promise<string> => {
      try {
        await postgres.transaction(async (transaction) => {
          await transaction.exec(`SET LOCAL ROLE ${role}`);
          await transaction.query(statement);
          await transaction.rollback();
        });
        return "allowed";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    const read = `SELECT chunks FROM ${KB} LIMIT 1`;
    const write = `INSERT INTO ${KB} (id) VALUES (gen_random_uuid())`;
    const denied = "permission denied for table bedrock_kb";

    assert.deepEqual(
      [
        await as("vector_reader", read),
        await as("vector_reader", write),
        await as("vector_reader", `DELETE FROM ${KB}`),
        await as("vector_reader", `UPDATE ${KB} SET chunks = ''`),
        await as("vector_reader", "SELECT * FROM plinth.migration"),
        await as("vector_reader", "CREATE TABLE public.mine (a int)"),
        await as("vector_writer", read),
        await as("vector_writer", write),
        await as("vector_writer", `DELETE FROM ${KB}`),
        await as("vector_writer", `TRUNCATE ${KB}`),
        await as("vector_writer", `DROP TABLE ${KB}`),
        await as("vector_writer", "CREATE TABLE bedrock_integration.mine (a int)"),
        await as("vector_writer", "CREATE ROLE another"),
      ],
      [
        "allowed",
        denied,
        denied,
        denied,
        "permission denied for schema plinth",
        "permission denied for schema public",
        "allowed",
        "allowed",
        "allowed",
        denied,
        "must be owner of table bedrock_kb",
        "permission denied for schema bedrock_integration",
        "permission denied to create role",
      ],
    );
  });

  it("keeps of a password what PostgreSQL itself would", async () => {
    await postgres.exec("CREATE ROLE someone LOGIN PASSWORD 'pencil'");
    const [{ kept = "" } = {}] = await rows("SELECT rolpassword AS kept FROM pg_authid WHERE rolname = 'someone'");
    const [, salt = ""] = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(String(kept)) ?? [];

    assert.equal(scramVerifier("pencil", Buffer.from(salt, "base64")), kept);
  });

  it("makes a password once, and gives it to the role each time", async () => {
    const written: string[] = [];
    const secret: PasswordSecret = {
      read: async () => written.at(-1),
      write: async (text) => {
        written.push(text);
      },
    };
    const kept = async () =>
      (await rows("SELECT rolpassword AS kept FROM pg_authid WHERE rolname = 'vector_reader'"))[0]?.kept;
    await setPassword(database, "vector_reader", secret);
    const first = String(await kept());
    await setPassword(database, "vector_reader", secret);
    const { username, password } = JSON.parse(written[0] ?? "");
    const [, salt = ""] = /:([^$]+)\$/.exec(first) ?? [];

    assert.equal(written.length, 1);
    assert.equal(username, "vector_reader");
    assert.match(password, /^[0-9a-f]{64}$/);
    assert.equal(scramVerifier(password, Buffer.from(salt, "base64")), first);
    assert.notEqual(await kept(), first);
  });

  it("refuses a secret that holds something else", async () => {
    const secret: PasswordSecret = { read: async () => '{"username":"root","password":"x"}', write: async () => {} };

    await assert.rejects(setPassword(database, "vector_writer", secret), {
      message: "the secret of vector_writer holds no password of it",
    });
  });
});
