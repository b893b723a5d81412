import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { type ActionEvent, actionEvent } from "@plinth/standards/events";
import { createHandler as createGetCase } from "../../../../services/tools/get-case/handler";
import { createHandler as createPropose } from "../../../../services/tools/propose-resolution/handler";
import { createHandler as createResolve } from "../../../../services/tools/resolve-case/handler";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeS3 } from "../fakes/s3";
import { FakeServer } from "../fakes/server";

const settings = {
  WORKLOAD: "cases",
  ENVIRONMENT: "dev",
  ACCOUNT_ID: "210987654321",
  ACTION_LOG_BUCKET: "actions",
  ACTION_LOG_KEY_ARN: "log-key",
};
const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };
const proposal = { caseId: "1042", resolution: "refund", reason: "It never arrived." };

describe("tools of agentic", () => {
  const fake = new FakeS3();
  let s3: S3Client;
  before(async () => {
    s3 = new S3Client({ ...CLIENT_CONFIG, endpoint: await fake.start(), forcePathStyle: true });
  });
  beforeEach(() => {
    fake.reset();
    fake.fill("cases", { "cases/1042.json": '{"wants":"a refund"}' });
  });
  after(() => fake.stop());

  /** What the action log holds, each record of the form that the standard gives. */
  function recorded(): ActionEvent[] {
    const puts = fake.puts.filter(({ path }) => path.startsWith("/actions/"));
    for (const { path, headers } of puts) {
      assert.match(path, /^\/actions\/\d{4}\/\d\d\/\d\d\/[\w-]+\/(proposed|done|refused|failed)\.json$/);
      assert.deepEqual(
        [headers["if-none-match"], headers["x-amz-server-side-encryption-aws-kms-key-id"]],
        ["*", "log-key"],
      );
    }
    return puts.map(({ body }) => actionEvent.parse(JSON.parse(body)));
  }
  const outcomes = () =>
    recorded().map(({ tool, subject, outcome, decidedBy, reason }) => [tool, subject, outcome, decidedBy ?? reason]);

  describe("get_case", () => {
    const getCase = () => createGetCase(s3, { ...settings, CASES_BUCKET: "cases" });

    it("reads a case, and records that it was read", async () => {
      assert.deepEqual(await getCase()({ caseId: "1042" }, context), { case: { wants: "a refund" } });
      assert.deepEqual(outcomes(), [["get_case", "1042", "done", undefined]]);
    });

    it("says that there is no such case", async () => {
      assert.deepEqual(await getCase()({ caseId: "7" }, context), { error: "there is no such case" });
      assert.deepEqual(outcomes(), [["get_case", "7", "failed", "no-such-case"]]);
    });

    it("refuses what is no id, naming the member and not its value", async () => {
      await assert.rejects(getCase()({ caseId: "../secrets", other: 1 }, context), {
        name: "InvalidInputError",
        message: "not an input of this tool: caseId, event",
      });
      assert.deepEqual(fake.puts, []);
    });
  });

  describe("resolve_case", () => {
    const resolve = () => createResolve(s3, { ...settings, OUTPUT_BUCKET: "outputs", OUTPUT_KEY_ARN: "output-key" });
    const approved = { ...proposal, actionId: "resolve-1", decision: "approved", by: "ann@example.com" };

    it("resolves a case once, and records who approved it", async () => {
      assert.deepEqual(await resolve()(approved, context), { status: "resolved" });
      assert.deepEqual(await resolve()({ ...approved, actionId: "resolve-2" }, context), { status: "resolved-before" });

      const kept = fake.puts.filter(({ path }) => path.startsWith("/outputs/"));
      assert.deepEqual(
        kept.map(({ path, body }) => [path, JSON.parse(body)]),
        [["/outputs/resolutions/1042.json", { ...proposal, actionId: "resolve-1", decidedBy: "ann@example.com" }]],
      );
      assert.deepEqual(outcomes(), [
        ["resolve_case", "1042", "done", "ann@example.com"],
        ["resolve_case", "1042", "failed", "ann@example.com"],
      ]);
    });

    it("does nothing that was refused, and records it", async () => {
      const refused = { ...proposal, actionId: "resolve-1", decision: "refused", by: "States.Timeout" };

      assert.deepEqual(await resolve()(refused, context), { status: "refused" });
      assert.deepEqual(outcomes(), [["resolve_case", "1042", "refused", "States.Timeout"]]);
      assert.equal(fake.puts.length, 1);
    });

    it("does at once what policy alone permits", async () => {
      assert.deepEqual(await resolve()(proposal, context), { status: "resolved" });
      assert.deepEqual(
        recorded().map(({ actionId }) => actionId),
        ["r-1"],
      );
    });

    it("refuses a decision that is half there, and a resolution that nobody knows", async () => {
      for (const wrong of [
        { ...proposal, decision: "approved" },
        { ...proposal, resolution: "gift" },
        { ...proposal, reason: "" },
        null,
      ]) {
        await assert.rejects(resolve()(wrong, context), { name: "InvalidInputError" });
      }
      assert.deepEqual(fake.puts, []);
    });
  });

  describe("resolve_case that a person decides about", () => {
    let exists = false;
    const states = new FakeServer(() =>
      exists
        ? { status: 400, body: { __type: "ExecutionAlreadyExists", message: "there is one" } }
        : { body: { executionArn: "arn", startDate: 1_764_000_000 } },
    );
    let propose: ReturnType<typeof createPropose>;
    before(async () => {
      const stepFunctions = new SFNClient({ ...CLIENT_CONFIG, endpoint: await states.start() });
      propose = createPropose({ s3, stepFunctions }, { ...settings, APPROVAL_STATE_MACHINE_ARN: "machine" });
    });
    after(() => states.stop());

    it("asks for the approval and does nothing else", async () => {
      const { status, actionId } = await propose(proposal);
      const [call] = states.requests;

      assert.equal(status, "awaiting-approval");
      assert.match(actionId, /^resolve-[0-9a-f]{32}$/);
      assert.deepEqual(
        [call?.json.stateMachineArn, call?.json.name, JSON.parse(String(call?.json.input))],
        ["machine", actionId, { actionId, ...proposal }],
      );
      assert.deepEqual(outcomes(), [["resolve_case", "1042", "proposed", undefined]]);
      assert.equal(fake.puts.length, 1);
    });

    it("asks once for the same proposal, whatever the order of its members", async () => {
      const first = await propose(proposal);
      exists = true;
      const again = await propose({ reason: proposal.reason, resolution: "refund", caseId: "1042" });
      exists = false;

      assert.deepEqual(again, { status: "proposed-before", actionId: first.actionId });
      assert.equal(fake.puts.length, 1);
    });

    it("refuses a proposal with an approval of its own", async () => {
      await assert.rejects(propose({ ...proposal, decision: "approved", by: "me", actionId: "a" }), {
        name: "InvalidInputError",
        message: "not an input of this tool: event",
      });
    });
  });
});
