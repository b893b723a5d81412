import assert from "node:assert/strict";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { evaluationResult } from "@plinth/standards/events";
import { createHandler } from "../../../../services/evaluation/handler";
import { scoreOf } from "../../../../services/evaluation/score";
import { readSettings } from "../../../../services/evaluation/settings";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeLambda } from "../fakes/lambda";
import { logsOf } from "../fakes/logs";
import { FakeS3 } from "../fakes/s3";

const ours = { WORKLOAD: "support", ENVIRONMENT: "prod", ACCOUNT_ID: "210987654321", RESULTS_BUCKET: "results" };
const environment = {
  ...ours,
  TARGET_FUNCTION: "support-prod-handler",
  GOLDEN_SET_BUCKET: "golden",
  GOLDEN_SET_PREFIX: "golden/",
  RESULTS_KEY_ARN: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};

describe("the evaluation handler", () => {
  const fakeS3 = new FakeS3();
  const fakeLambda = new FakeLambda();
  let s3: S3Client;
  let lambda: LambdaClient;
  before(async () => {
    s3 = new S3Client({ ...CLIENT_CONFIG, forcePathStyle: true, endpoint: await fakeS3.start() });
    lambda = new LambdaClient({ ...CLIENT_CONFIG, endpoint: await fakeLambda.start() });
  });
  after(() => {
    s3.destroy();
    lambda.destroy();
    fakeS3.stop();
    fakeLambda.stop();
  });
  beforeEach(() => {
    fakeS3.reset();
    fakeLambda.invocations.length = 0;
  });
  const run = () => logsOf(createHandler({ s3, lambda }, readSettings(environment)));

  it("asks the workload each golden case, keeps the result and logs the mean score", async () => {
    fakeS3.fill("golden", {
      "golden/refund.json": JSON.stringify({ id: "refund", input: { text: "a" }, contains: ["30 days"] }),
      "golden/hours.json": JSON.stringify({
        id: "hours",
        input: { text: "b" },
        contains: ["9", "17"],
        excludes: ["24"],
      }),
      "golden/README.md": "what these are",
    });
    fakeLambda.answer = (input) =>
      Object(input).text === "a" ? { reply: "Within 30 DAYS." } : { reply: "From 9 on, 24/7" };

    const lines = await run();

    assert.deepEqual(new Set(fakeLambda.invocations.map(({ name }) => name)), new Set(["support-prod-handler"]));
    assert.equal(fakeLambda.invocations.length, 2);
    const [{ path = "", headers = {}, body = "" } = {}] = fakeS3.puts;
    const result = evaluationResult.parse(JSON.parse(body));
    assert.deepEqual(result.scores, { refund: 1, hours: 1 / 3 });
    assert.equal(path, `/results/evaluations/${result.at.slice(0, 10)}/${result.evaluationId}.json`);
    assert.equal(headers["x-amz-server-side-encryption-aws-kms-key-id"], environment.RESULTS_KEY_ARN);
    assert.deepEqual(lines, [{ event: "checked", value: (1 + 1 / 3) / 2, cases: 2 }]);
  });

  it("counts a workload that fails as an answer that meets nothing", async () => {
    fakeS3.fill("golden", { "golden/a.json": JSON.stringify({ id: "a", input: 1, excludes: ["x"] }) });
    fakeLambda.answer = () => undefined;

    assert.deepEqual(await run(), [{ event: "checked", value: 0, cases: 1 }]);
  });

  it("measures nothing where there is no golden case yet", async () => {
    fakeS3.fill("golden", {});

    assert.deepEqual(await run(), [{ event: "golden-set-is-empty", prefix: "golden/" }]);
    assert.equal(fakeS3.puts.length, 0);
  });

  it("refuses what is no golden case, by its key", async () => {
    fakeS3.fill("golden", { "golden/a.json": "{}" });

    await assert.rejects(run(), { name: "GoldenSetError", message: "not a golden case: golden/a.json" });
  });

  it("refuses an environment that lacks variables, naming them all", () => {
    assert.throws(() => readSettings(ours), {
      message: "environment: TARGET_FUNCTION, GOLDEN_SET_BUCKET, GOLDEN_SET_PREFIX, RESULTS_KEY_ARN",
    });
  });

  it("scores an answer by the share of expectations that it meets", () => {
    const golden = { id: "a", input: 1, contains: ["yes", "no"], excludes: ["maybe"], values: {} };
    assert.equal(scoreOf(golden, "Yes and no"), 1);
    assert.equal(scoreOf(golden, "yes, MAYBE"), 1 / 3);
    assert.equal(scoreOf({ ...golden, contains: [], excludes: [] }, "anything"), 1);
  });

  it("scores an answer of JSON by the values in it", () => {
    const values = { outcome: "sure", "fields.total.value": 119, "fields.paid.value": null, "fields.gone.value": true };
    const golden = { id: "a", input: 1, contains: [], excludes: [], values };
    const answer = { outcome: "sure", fields: { total: { value: 119 }, paid: { value: null } } };

    assert.equal(scoreOf(golden, JSON.stringify(answer)), 3 / 4);
    assert.equal(scoreOf(golden, "Total: 119"), 0);
  });
});
