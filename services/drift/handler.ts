import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { log } from "@plinth/service-runtime/log";
import { type DriftReport, evaluationResult } from "@plinth/standards/events";
import { distance, mean } from "./distance";
import type { Settings } from "./settings";

const DAY_MS = 24 * 3600 * 1000;

/** With fewer scores, chance alone moves the distribution further than any useful threshold. */
const MIN_SCORES = 20;

/**
 * Compares the scores of the current window with those of the baseline window before it, and logs a `DriftReport` and
 * the distance. Windows are whole days in UTC, so they end before today.
 * @param now Current time in milliseconds since the epoch. Default: `Date.now`.
 */
export function createHandler(s3: S3Client, settings: Settings, now: () => number = Date.now): () => Promise<void> {
  return async () => {
    const today = Math.floor(now() / DAY_MS) * DAY_MS;
    const split = today - settings.CURRENT_DAYS * DAY_MS;
    const start = split - settings.BASELINE_DAYS * DAY_MS;
    const baseline = await scoresOf(s3, settings, start, split);
    const current = await scoresOf(s3, settings, split, today);
    if (Math.min(baseline.length, current.length) < MIN_SCORES) {
      log("warn", "too-few-scores", { baseline: baseline.length, current: current.length });
      return;
    }
    const report: DriftReport = {
      version: 1,
      at: new Date(now()).toISOString(),
      workload: settings.WORKLOAD,
      environment: settings.ENVIRONMENT,
      baseline: summary(baseline, start, split),
      current: summary(current, split, today),
      distance: distance(baseline, current),
    };
    console.info({ event: "drift-report", report });
    log("info", "checked", { value: report.distance });
  };
}

function summary(values: readonly number[], from: number, until: number): DriftReport["current"] {
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    count: values.length,
    mean: mean(values),
  };
}

async function scoresOf(s3: S3Client, settings: Settings, from: number, until: number): Promise<number[]> {
  const scores: number[] = [];
  for (let day = from; day < until; day += DAY_MS) scores.push(...(await scoresOfDay(s3, settings, day)));
  return scores;
}

/** Objects that are not evaluation results are skipped. */
async function scoresOfDay(s3: S3Client, settings: Settings, day: number): Promise<number[]> {
  const bucket = { Bucket: settings.RESULTS_BUCKET, ExpectedBucketOwner: settings.ACCOUNT_ID };
  const Prefix = `evaluations/${new Date(day).toISOString().slice(0, 10)}/`;
  const scores: number[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { ...bucket, Prefix })) {
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ ...bucket, Key }));
      const result = evaluationResult.safeParse(JSON.parse((await Body?.transformToString()) ?? "null"));
      if (result.success) scores.push(...Object.values(result.data.scores));
    }
  }
  return scores;
}
