import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Answer } from "./answer";
import type { CustomerMessage } from "./message";
import type { Settings } from "./settings";

/** Why a support agent must answer. */
export type HandoverReason =
  /** The guardrail or the model's content filter stopped the message or the answer. */
  | "blocked"
  /** The model's confidence is low, or it requires a human decision. */
  | "unsure"
  /** The answer cites no article, or one that does not exist. */
  | "unfounded"
  /** The answer reached the token limit. */
  | "truncated"
  /** The answer does not match the schema. */
  | "malformed";

/** Decision about one message: the answer, or the reason for a handover with the model's draft, if there is one. */
export type Outcome =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "handed-over"; readonly reason: HandoverReason; readonly draft?: Answer };

/** Audit record of one message: the request, the result, the model and the guardrail. */
export interface SupportRecord {
  /** Version of this format. */
  readonly version: 1;
  /** Time of the message, ISO 8601. */
  readonly at: string;
  /** The customer's message. */
  readonly message: CustomerMessage;
  /** What became of it. */
  readonly result: Outcome;
  /** Model that answered. */
  readonly modelId: string;
  /** ID and version of the guardrail: `a1b2c3d4:3`. */
  readonly guardrail: string;
  /** Tokens of the prompt, as Bedrock counts them. */
  readonly inputTokens: number;
  /** Tokens of the answer, as Bedrock counts them. */
  readonly outputTokens: number;
}

/**
 * Writes the record to the output bucket. A message has one key a day for each outcome, so a repeated delivery adds a version.
 */
export async function saveRecord(
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
