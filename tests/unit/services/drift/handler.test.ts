import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { distance, mean } from "../../../../services/drift/distance";
import { createHandler } from "../../../../services/drift/handler";
import { readSettings } from "../../../../services/drift/settings";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { logsOf } from "../fakes/logs";
import { FakeS3 } from "../fakes/s3";

const environment = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  ACCOUNT_ID: "210987654321",
  RESULTS_BUCKET: "results",
  CURRENT_DAYS: "2",
  BASELINE_DAYS: "2",
};

describe("the drift handler", () => {
  const fakeS3 = new FakeS3();
  let s3: S3Client;
  before(async () => {
    s3 = new S3Client({ ...CLIENT_CONFIG, endpoint: await fakeS3.start() });
  });
  after(() => {
    s3.destroy();
    fakeS3.stop();
  });
  const NOON = Date.parse("2026-11-22T12:00:00Z");
  const run = () => logsOf(createHandler(s3, readSettings(environment), () => NOON));
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
    fakeS3.fill(
      "results",
      Object.fromEntries([
        result("2026-11-17", twenty(0)),
        result("2026-11-18", twenty(1)),
        result("2026-11-21", [...twenty(1).slice(10), ...twenty(0.5).slice(10)]),
        result("2026-11-22", twenty(0)),
      ]),
    );

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
    fakeS3.fill("results", Object.fromEntries([result("2026-11-18", twenty(1)), result("2026-11-21", [0, 0, 0])]));

    assert.deepEqual(await run(), [{ event: "too-few-scores", baseline: 20, current: 3 }]);
  });

  it("measures the distance of two distributions", () => {
    assert.equal(distance([0, 1], [1, 0]), 0);
    assert.equal(distance([0, 0], [1, 1]), 1);
    assert.equal(distance([0, 0.5, 1], [0.5, 0.5, 1]), 1 / 3);
  });

  it("skips objects that are not evaluation results", async () => {
    fakeS3.fill("results", {
      ...Object.fromEntries([result("2026-11-18", twenty(1)), result("2026-11-21", twenty(1))]),
      "evaluations/2026-11-21/b.json": JSON.stringify({ scores: { a: 0 } }),
    });

    assert.deepEqual((await run()).at(-1), { event: "checked", value: 0 });
  });

  it("computes the mean", () => {
    assert.equal(mean([0, 0.5, 1]), 0.5);
  });

  it("refuses an environment that lacks variables or has no whole days, naming them all", () => {
    assert.throws(
      () => readSettings({ ...environment, RESULTS_BUCKET: "", CURRENT_DAYS: "1.5", BASELINE_DAYS: undefined }),
      {
        message: "environment: RESULTS_BUCKET, CURRENT_DAYS, BASELINE_DAYS",
      },
    );
  });
});
