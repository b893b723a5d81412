import assert from "node:assert/strict";
import type { RDSDataClient } from "@aws-sdk/client-rds-data";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dataApi } from "../../../../services/pgvector-setup/data-api";
import { secretNamed } from "../../../../services/pgvector-setup/secrets";

const TARGET = { resourceArn: "cluster", secretArn: "owner", database: "vectors" };

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
});
