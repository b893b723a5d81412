import assert from "node:assert/strict";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { evaluationResult } from "@plinth/standards/events";
import { distance } from "../../../../services/drift/distance";
import { createHandler as createDrift } from "../../../../services/drift/drift";
import { createHandler, scoreOf } from "../../../../services/evaluation/evaluate";
import { FakeLambda } from "../fakes/fake-lambda";
import { FakeS3 } from "../fakes/fake-s3";
import { logged } from "../fakes/logged";

const shared = {
  region: "eu-west-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  maxAttempts: 1,
  forcePathStyle: true,
};

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
    s3 = new S3Client({ ...shared, endpoint: await fakeS3.start() });
    lambda = new LambdaClient({ ...shared, endpoint: await fakeLambda.start() });
  });
  after(() => {
    s3.destroy();
    lambda.destroy();
    fakeS3.stop();
    fakeLambda.stop();
  });
  beforeEach(() => {
    fakeS3.puts.length = 0;
    fakeLambda.asked.length = 0;
  });
  const run = () => logged(createHandler({ s3, lambda }, environment));

  it("asks the workload each golden case, keeps the result and logs the mean score", async () => {
    fakeS3.articles = {
      "golden/refund.json": JSON.stringify({ id: "refund", input: { text: "a" }, contains: ["30 days"] }),
      "golden/hours.json": JSON.stringify({
        id: "hours",
        input: { text: "b" },
        contains: ["9", "17"],
        excludes: ["24"],
      }),
      "golden/README.md": "what these are",
    };
    fakeLambda.answer = (input) =>
      Object(input).text === "a" ? { reply: "Within 30 DAYS." } : { reply: "From 9 on, 24/7" };

    const lines = await run();

    assert.deepEqual(new Set(fakeLambda.asked.map(({ name }) => name)), new Set(["support-prod-handler"]));
    assert.equal(fakeLambda.asked.length, 2);
    const [{ path = "", headers = {}, body = "" } = {}] = fakeS3.puts;
    const result = evaluationResult.parse(JSON.parse(body));
    assert.deepEqual(result.scores, { refund: 1, hours: 1 / 3 });
    assert.equal(path, `/results/evaluations/${result.at.slice(0, 10)}/${result.evaluationId}.json`);
    assert.equal(headers["x-amz-server-side-encryption-aws-kms-key-id"], environment.RESULTS_KEY_ARN);
    assert.deepEqual(lines, [{ event: "checked", value: (1 + 1 / 3) / 2, cases: 2 }]);
  });

  it("counts a workload that fails as an answer that meets nothing", async () => {
    fakeS3.articles = { "golden/a.json": JSON.stringify({ id: "a", input: 1, excludes: ["x"] }) };
    fakeLambda.answer = () => undefined;

    assert.deepEqual(await run(), [{ event: "checked", value: 0, cases: 1 }]);
  });

  it("measures nothing where there is no golden case yet", async () => {
    fakeS3.articles = {};

    assert.deepEqual(await run(), [{ event: "golden-set-is-empty", prefix: "golden/" }]);
    assert.equal(fakeS3.puts.length, 0);
  });

  it("refuses what is no golden case, by its key", async () => {
    fakeS3.articles = { "golden/a.json": "{}" };

    await assert.rejects(run(), { name: "GoldenSetError", message: "not a golden case: golden/a.json" });
  });

  it("refuses an environment that lacks variables, naming them all", () => {
    assert.throws(() => createHandler({ s3, lambda }, ours), {
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

describe("the drift handler", () => {
  const fakeS3 = new FakeS3();
  let s3: S3Client;
  before(async () => {
    s3 = new S3Client({ ...shared, endpoint: await fakeS3.start() });
  });
  after(() => {
    s3.destroy();
    fakeS3.stop();
  });
  const NOON = Date.parse("2026-11-22T12:00:00Z");
  const run = () => logged(createDrift(s3, { ...ours, CURRENT_DAYS: "2", BASELINE_DAYS: "2" }, () => NOON));
  const result = (day: string, values: readonly number[]) => [
    `evaluations/${day}/a.json`,
    JSON.stringify({
      version: 1,
      at: `${day}T03:00:00.000Z`,
      workload: "support",
      environment: "prod",
      evaluationId: "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
      goldenSet: { bucket: "golden", prefix: "golden/", cases: values.length },
      score: 0.5,
      scores: Object.fromEntries(values.map((value, index) => [`case-${index}`, value])),
    }),
  ];
  const twenty = (value: number) => Array.from({ length: 20 }, () => value);

  it("compares whole days with those before them, and leaves out today and what is older", async () => {
    fakeS3.articles = Object.fromEntries([
      result("2026-11-17", twenty(0)),
      result("2026-11-18", twenty(1)),
      result("2026-11-21", [...twenty(1).slice(10), ...twenty(0.5).slice(10)]),
      result("2026-11-22", twenty(0)),
    ]);

    const [report, checked] = await run();

    assert.deepEqual(checked, { event: "checked", value: 0.5 });
    assert.deepEqual(Object(report).report, {
      version: 1,
      at: "2026-11-22T12:00:00.000Z",
      workload: "support",
      environment: "prod",
      baseline: { from: "2026-11-18T00:00:00.000Z", until: "2026-11-20T00:00:00.000Z", count: 20, mean: 1 },
      current: { from: "2026-11-20T00:00:00.000Z", until: "2026-11-22T00:00:00.000Z", count: 20, mean: 0.75 },
      distance: 0.5,
    });
  });

  it("says nothing of drift from a handful of scores", async () => {
    fakeS3.articles = Object.fromEntries([result("2026-11-18", twenty(1)), result("2026-11-21", [0, 0, 0])]);

    assert.deepEqual(await run(), [{ event: "too-few-scores", baseline: 20, current: 3 }]);
  });

  it("measures the distance of two distributions", () => {
    assert.equal(distance([0, 1], [1, 0]), 0);
    assert.equal(distance([0, 0], [1, 1]), 1);
    assert.equal(distance([0, 0.5, 1], [0.5, 0.5, 1]), 1 / 3);
  });
});
