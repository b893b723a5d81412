import assert from "node:assert/strict";
import { SessionStore, type SessionStoreArgs } from "../../../../components/data/session-store";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const TABLE = "arn:aws:dynamodb:eu-west-1:210987654321:table/support-prod-sessions";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function build(change: Partial<SessionStoreArgs> = {}): SessionStore {
  const store = new SessionStore("sessions", { workload, ...change });
  store.grantUse(new WorkloadRole("chat", { workload, service: "ecs-tasks" }));
  return store;
}

describe("SessionStore", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("forgets each turn on a day of its own, and can be restored to any second until then", () => {
    const table = test.resources.only("aws:dynamodb/table:Table")?.inputs ?? {};

    assert.deepEqual(
      [table.name, table.billingMode, table.hashKey, table.rangeKey, table.ttl, table.pointInTimeRecovery],
      [
        "support-prod-sessions",
        "PAY_PER_REQUEST",
        "session",
        "turn",
        { attributeName: "expiresAt", enabled: true },
        { enabled: true, recoveryPeriodInDays: 35 },
      ],
    );
  });

  it("is encrypted with a key of its own and protected in production", () => {
    const table = test.resources.only("aws:dynamodb/table:Table");

    assert.deepEqual(table?.inputs.serverSideEncryption, {
      enabled: true,
      kmsKeyArn: test.resources.named("sessions-key-key")?.props.arn,
    });
    assert.equal(table?.inputs.deletionProtectionEnabled, true);
    assert.equal(Object(table?.inputs.tags)["plinth:store"], "output");
  });

  it("tells its users where it is and how long it remembers", async () => {
    const environments: unknown[] = [];
    await preview(() => {
      const { SESSION_DAYS } = build({ sessionDays: 120 }).environment;
      environments.push(SESSION_DAYS);
    });

    assert.deepEqual(environments, ["120"]);
  });

  it("lets its user add and read turns and nothing near that", () => {
    const access = accessIn(test);
    const context = { "kms:ResourceAliases": "alias/support-prod-sessions-key" };
    const request: readonly (readonly [Asked, readonly string[]])[] = [
      [
        { action: "dynamodb:PutItem", resource: TABLE },
        ["dynamodb:Scan", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      ],
      [
        { action: "dynamodb:Query", resource: TABLE },
        ["dynamodb:GetItem", "dynamodb:DeleteTable", "dynamodb:ExportTableToPointInTime"],
      ],
      [{ action: "kms:Decrypt", resource: KEY, context }, ["kms:CreateGrant", "kms:PutKeyPolicy"]],
      [{ action: "kms:GenerateDataKey", resource: KEY, context }, ["kms:ScheduleKeyDeletion"]],
    ];
    let misses = 0;
    for (const [allowed, others] of request) {
      assert.equal(access("chat-role", allowed), "allowed", allowed.action);
      for (const miss of nearMisses(allowed, others)) {
        assert.equal(access("chat-role", miss), "denied", JSON.stringify(miss));
        misses += 1;
      }
    }
    assert.ok(misses >= 40, `${misses} near misses`);
  });

  it("refuses to forget sooner or later than the standard lets outputs be kept", async () => {
    const { resources, error } = await preview(() => build({ sessionDays: 7 }));

    assert.deepEqual(
      error?.faults.map(({ id, path, allowed, found }) => [id, path, allowed, found]),
      [["data/SessionStore/sessionDays", "sessions.sessionDays", "90 to 730 whole days for confidential data", "7"]],
    );
    assert.equal(resources.named("sessions-table"), undefined);
  });
});
