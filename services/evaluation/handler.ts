import { randomUUID } from "node:crypto";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { parseJson } from "@plinth/service-runtime/json";
import { log } from "@plinth/service-runtime/log";
import { type EvaluationResult, type GoldenCase, goldenCase } from "@plinth/standards/events";
import { scoreOf } from "./score";
import type { Settings } from "./settings";

/** At a minute for each case, this many finish within Lambda's limit of 15 minutes. */
const MAX_CASES = 50;

/** A small share of the target's reserved concurrency, so that its callers are not throttled. */
const CONCURRENCY = 4;

/** Clients that the handler uses. */
export interface Services {
  /** Client of the golden set and the results. */
  readonly s3: S3Client;
  /** Client that invokes the target. */
  readonly lambda: LambdaClient;
}

/** A golden case that does not match its schema. The message names the object's key only. */
class GoldenSetError extends Error {
  /** @param key Key of the object. */
  constructor(key: string) {
    super(`not a golden case: ${key}`);
    this.name = "GoldenSetError";
  }
}

/**
 * Invokes the target with each golden case, stores an `EvaluationResult` and logs the mean score.
 * @returns A handler that throws GoldenSetError for a malformed golden case.
 */
export function createHandler({ s3, lambda }: Services, settings: Settings): () => Promise<void> {
  return async () => {
    const cases = await readCases(s3, settings);
    if (cases.length === 0) {
      log("warn", "golden-set-is-empty", { prefix: settings.GOLDEN_SET_PREFIX });
      return;
    }
    const scores = await scoreAll(lambda, settings, cases);
    const values = Object.values(scores);
    const score = values.reduce((sum, value) => sum + value, 0) / values.length;
    await saveResult(s3, settings, {
      version: 1,
      at: new Date().toISOString(),
      workload: settings.WORKLOAD,
      environment: settings.ENVIRONMENT,
      evaluationId: randomUUID(),
      goldenSet: { bucket: settings.GOLDEN_SET_BUCKET, prefix: settings.GOLDEN_SET_PREFIX, cases: values.length },
      score,
      scores,
    });
    log("info", "checked", { value: score, cases: values.length });
  };
}

async function readCases(s3: S3Client, settings: Settings): Promise<GoldenCase[]> {
  const bucket = { Bucket: settings.GOLDEN_SET_BUCKET, ExpectedBucketOwner: settings.ACCOUNT_ID };
  const { Contents = [], IsTruncated = false } = await s3.send(
    new ListObjectsV2Command({ ...bucket, Prefix: settings.GOLDEN_SET_PREFIX, MaxKeys: MAX_CASES }),
  );
  if (IsTruncated) log("warn", "golden-set-cut-short", { kept: MAX_CASES });
  const keys = Contents.flatMap(({ Key }) => (Key?.endsWith(".json") ? [Key] : []));
  return Promise.all(
    keys.map(async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ ...bucket, Key }));
      const result = goldenCase.safeParse(parseJson((await Body?.transformToString()) ?? ""));
      if (!result.success) throw new GoldenSetError(Key);
      return result.data;
    }),
  );
}

/** Scores by the case's ID. */
async function scoreAll(
  lambda: LambdaClient,
  settings: Settings,
  cases: readonly GoldenCase[],
): Promise<Record<string, number>> {
  const scores: Record<string, number> = {};
  const pending = [...cases];
  const worker = async () => {
    for (let next = pending.pop(); next; next = pending.pop())
      scores[next.id] = await scoreCase(lambda, settings, next);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return scores;
}

/** A target that fails scores 0. */
async function scoreCase(lambda: LambdaClient, { TARGET_FUNCTION }: Settings, golden: GoldenCase): Promise<number> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: TARGET_FUNCTION, Payload: JSON.stringify(golden.input) }),
  );
  return FunctionError === undefined ? scoreOf(golden, Payload?.transformToString() ?? "") : 0;
}

async function saveResult(s3: S3Client, settings: Settings, result: EvaluationResult): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: settings.RESULTS_BUCKET,
      ExpectedBucketOwner: settings.ACCOUNT_ID,
      Key: `evaluations/${result.at.slice(0, 10)}/${result.evaluationId}.json`,
      Body: JSON.stringify(result),
      ContentType: "application/json",
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: settings.RESULTS_KEY_ARN,
    }),
  );
}
