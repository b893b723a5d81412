import assert from "node:assert/strict";
import type { RDSDataClient } from "@aws-sdk/client-rds-data";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dataApi } from "../../../../services/pgvector-setup/data-api";
import { createHandler } from "../../../../services/pgvector-setup/handler";
import { MIGRATIONS } from "../../../../services/pgvector-setup/migrations";
import { secretNamed } from "../../../../services/pgvector-setup/secrets";
import { readSettings } from "../../../../services/pgvector-setup/settings";
import { captureLogs } from "../fakes/logs";

const TARGET = { resourceArn: "cluster", secretArn: "owner", database: "vectors" };

const environment = {
  CLUSTER_ARN: "cluster",
  OWNER_SECRET_ARN: "owner",
  DATABASE: "vectors",
  READER_SECRET: "reader",
  WRITER_SECRET: "writer",
  DIMENSIONS: "8",
};

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: object;
}

/** A client that answers what it is told to, in order, and remembers what it was asked. */
function fake<Client>(answers: readonly (object | Error)[]): { client: Client; sent: (readonly [string, object])[] } {
  const sent: (readonly [string, object])[] = [];
  const client = {
    send: async (command: Sent) => {
      const answer = answers[sent.length] ?? {};
      sent.push([command.constructor.name, command.input]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { client: client as Client, sent };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

describe("the function that makes the schema", () => {
  it("runs statements in one transaction of the Data API", async () => {
    const { client, sent } = fake<RDSDataClient>([
      { transactionId: "t1" },
      { records: [[{ stringValue: "a" }, { longValue: 2 }]] },
    ]);
    const rows = await dataApi(client, TARGET).transaction((run) => run("SELECT 'a', 2"));

    assert.deepEqual(rows, [["a", "2"]]);
    assert.deepEqual(sent, [
      ["BeginTransactionCommand", TARGET],
      ["ExecuteStatementCommand", { ...TARGET, transactionId: "t1", sql: "SELECT 'a', 2" }],
      ["CommitTransactionCommand", { resourceArn: "cluster", secretArn: "owner", transactionId: "t1" }],
    ]);
  });

  it("takes back a transaction that fails, and tells why it failed", async () => {
    const { client, sent } = fake<RDSDataClient>([
      { transactionId: "t1" },
      named("DatabaseErrorException"),
      named("Later"),
    ]);

    await assert.rejects(
      dataApi(client, TARGET).transaction((run) => run("SELECT 1/0")),
      { name: "DatabaseErrorException" },
    );
    assert.deepEqual(
      sent.map(([command]) => command),
      ["BeginTransactionCommand", "ExecuteStatementCommand", "RollbackTransactionCommand"],
    );
  });

  it("knows a secret that has no value yet from one that cannot be read", async () => {
    const read = (answer: object) => secretNamed(fake<SecretsManagerClient>([answer]).client, "reader").read();

    assert.equal(await read({ SecretString: "text" }), "text");
    assert.equal(await read(named("ResourceNotFoundException")), undefined);
    await assert.rejects(read(named("AccessDeniedException")), { name: "AccessDeniedException" });
  });

  it("puts a new value into the secret that it is told", async () => {
    const { client, sent } = fake<SecretsManagerClient>([{}]);
    await secretNamed(client, "reader").write("text");

    assert.deepEqual(sent, [["PutSecretValueCommand", { SecretId: "reader", SecretString: "text" }]]);
  });

  describe("as a whole", () => {
    const lines = captureLogs();

    it("migrates the schema and then sets the passwords of both roles, whose secrets hold them", async () => {
      const { client: rdsData, sent } = fake<RDSDataClient>([]);
      const secret = (username: string) => ({ SecretString: JSON.stringify({ username, password: "pencil" }) });
      const { client: secrets, sent: read } = fake<SecretsManagerClient>([
        secret("vector_reader"),
        secret("vector_writer"),
      ]);
      const reply = await createHandler({ rdsData, secrets }, readSettings(environment), MIGRATIONS)();
      const statements = sent.flatMap(([, input]) => ("sql" in input ? [String(input.sql)] : []));

      assert.deepEqual(reply, { taken: [1, 2, 3] });
      assert.deepEqual(lines, [{ event: "schema-is-current", taken: [1, 2, 3] }]);
      assert.deepEqual(read, [
        ["GetSecretValueCommand", { SecretId: "reader" }],
        ["GetSecretValueCommand", { SecretId: "writer" }],
      ]);
      assert.match(statements.join("\n"), /embedding vector\(8\)/);
      assert.match(statements.at(-2) ?? "", /^ALTER ROLE vector_reader PASSWORD 'SCRAM-SHA-256\$4096:/);
      assert.match(statements.at(-1) ?? "", /^ALTER ROLE vector_writer PASSWORD 'SCRAM-SHA-256\$4096:/);
      assert.equal(
        statements.some((statement) => statement.includes("pencil")),
        false,
      );
    });
  });

  it("refuses an environment that lacks variables or has no dimensions, naming them all", () => {
    assert.throws(() => readSettings({ ...environment, DATABASE: "", DIMENSIONS: "many" }), {
      message: "environment: DATABASE, DIMENSIONS",
    });
  });
});
