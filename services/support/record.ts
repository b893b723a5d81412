import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Answer } from "./answer";
import type { CustomerMessage } from "./message";
import type { Settings } from "./settings";

/** Why a human takes over. */
export type HandoverReason =
  /** The guardrail, or the model's own filter, stopped the message or the answer. */
  | "blocked"
  /** The model is not confident, or says itself that a human should decide. */
  | "unsure"
  /** The answer rests on no article, or on one that does not exist. */
  | "unfounded"
  /** The answer was cut off at the limit of tokens. */
  | "truncated"
  /** The answer is not what was asked for. */
  | "malformed";

export type Outcome =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "handed-over"; readonly reason: HandoverReason; readonly draft?: Answer };

/** What is kept of one message: the evidence of what was asked, what was answered, and by what. */
export interface SupportRecord {
  readonly version: 1;
  readonly at: string;
  readonly message: CustomerMessage;
  readonly result: Outcome;
  readonly modelId: string;
  readonly guardrail: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Writes the record. The same message on the same day gets the same key, so a repeated delivery adds a version only. */
export async function keep(
  s3: S3Client,
  settings: Settings,
  record: SupportRecord,
  abortSignal: AbortSignal,
): Promise<void> {
  const day = record.at.slice(0, 10).replaceAll("-", "/");
  await s3.send(
    new PutObjectCommand({
      Bucket: settings.OUTPUT_BUCKET,
      ExpectedBucketOwner: settings.ACCOUNT_ID,
      Key: `${record.result.outcome}/${day}/${record.message.messageId}.json`,
      Body: JSON.stringify(record),
      ContentType: "application/json",
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: settings.KEY_ARN,
    }),
    { abortSignal },
  );
}
