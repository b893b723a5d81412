import { randomUUID } from "node:crypto";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { readVariables } from "@plinth/service-runtime/variables";
import { type EvaluationResult, type GoldenCase, goldenCase } from "@plinth/standards/events";

const VARIABLES = [
  "WORKLOAD",
  "ENVIRONMENT",
  "ACCOUNT_ID",
  "TARGET_FUNCTION",
  "GOLDEN_SET_BUCKET",
  "GOLDEN_SET_PREFIX",
  "RESULTS_BUCKET",
  "RESULTS_KEY_ARN",
] as const;
type Settings = Record<(typeof VARIABLES)[number], string>;

/** A minute each at the worst, they are done within the 15 minutes that a function may take. */
const MOST_CASES = 50;
/** A share of the target's reserved concurrency that its callers do not miss. */
const AT_A_TIME = 4;

export interface Services {
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
}

/**
 * Puts each golden case to the target, keeps an `EvaluationResult`, and logs the mean score.
 * @throws Error naming every variable that is missing; GoldenSetError for a case that is none.
 */
export function createHandler(
  { s3, lambda }: Services,
  environment: Readonly<Record<string, string | undefined>>,
): () => Promise<void> {
  const settings = readVariables(environment, VARIABLES);
  return async () => {
    const cases = await goldenCases(s3, settings);
    if (cases.length === 0) {
      console.warn({ event: "golden-set-is-empty", prefix: settings.GOLDEN_SET_PREFIX });
      return;
    }
    const scores: Record<string, number> = {};
    const left = [...cases];
    const worker = async () => {
      for (let next = left.pop(); next; next = left.pop()) scores[next.id] = await judge(lambda, settings, next);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));

    const values = Object.values(scores);
    const score = values.reduce((sum, value) => sum + value, 0) / values.length;
    await keep(s3, settings, {
      version: 1,
      at: new Date().toISOString(),
      workload: settings.WORKLOAD,
      environment: settings.ENVIRONMENT,
      evaluationId: randomUUID(),
      goldenSet: { bucket: settings.GOLDEN_SET_BUCKET, prefix: settings.GOLDEN_SET_PREFIX, cases: values.length },
      score,
      scores,
    });
    console.info({ event: "checked", value: score, cases: values.length });
  };
}

/** A case that can be put to nobody. It names the object only: what is in it may be somebody's. */
export class GoldenSetError extends Error {
  constructor(key: string) {
    super(`not a golden case: ${key}`);
    this.name = "GoldenSetError";
  }
}

async function goldenCases(s3: S3Client, settings: Settings): Promise<GoldenCase[]> {
  const bucket = { Bucket: settings.GOLDEN_SET_BUCKET, ExpectedBucketOwner: settings.ACCOUNT_ID };
  const { Contents = [], IsTruncated = false } = await s3.send(
    new ListObjectsV2Command({ ...bucket, Prefix: settings.GOLDEN_SET_PREFIX, MaxKeys: MOST_CASES }),
  );
  if (IsTruncated) console.warn({ event: "golden-set-cut-short", kept: MOST_CASES });
  const keys = Contents.flatMap(({ Key }) => (Key?.endsWith(".json") ? [Key] : []));
  return Promise.all(
    keys.map(async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ ...bucket, Key }));
      const read = goldenCase.safeParse(fromJson((await Body?.transformToString()) ?? ""));
      if (!read.success) throw new GoldenSetError(Key);
      return read.data;
    }),
  );
}

/** The share of what is expected that the answer meets. A target that fails meets nothing. */
async function judge(lambda: LambdaClient, { TARGET_FUNCTION }: Settings, golden: GoldenCase): Promise<number> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: TARGET_FUNCTION, Payload: JSON.stringify(golden.input) }),
  );
  if (FunctionError !== undefined) return 0;
  return scoreOf(golden, Payload?.transformToString() ?? "");
}

/** @internal */
export function scoreOf({ contains, excludes, values }: GoldenCase, answer: string): number {
  const said = answer.toLowerCase();
  const json = fromJson(answer);
  const met = [
    ...contains.map((text) => said.includes(text.toLowerCase())),
    ...excludes.map((text) => !said.includes(text.toLowerCase())),
    ...Object.entries(values).map(([path, value]) => valueAt(json, path) === value),
  ];
  return met.length === 0 ? 1 : met.filter(Boolean).length / met.length;
}

function valueAt(json: unknown, path: string): unknown {
  return path.split(".").reduce((value, member) => Object(value)[member], json);
}

async function keep(s3: S3Client, settings: Settings, result: EvaluationResult): Promise<void> {
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

function fromJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
