import { createHash } from "node:crypto";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { type ActionEvent, actionKey } from "@plinth/standards/events/action-event";
import type { ToolSettings } from "./settings";

/** Members of an `ActionEvent` that a tool decides. */
export type Action = Pick<
  ActionEvent,
  "actionId" | "tool" | "outcome" | "subject" | "inputSha256" | "decidedBy" | "reason"
>;

/** SHA-256 of an input, in hexadecimal. It does not depend on the order of the members. */
export function digestOf(input: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** Adds an action to the action log. An action that is recorded already is not recorded again. */
export async function recordAction(s3: S3Client, settings: ToolSettings, action: Action): Promise<void> {
  const event: ActionEvent = {
    version: 1,
    at: new Date().toISOString(),
    workload: settings.WORKLOAD,
    environment: settings.ENVIRONMENT,
    ...action,
  };
  await putOnce(s3, settings, {
    bucket: settings.ACTION_LOG_BUCKET,
    key: actionKey(event),
    keyArn: settings.ACTION_LOG_KEY_ARN,
    body: event,
  });
}

/** An object to write. */
export interface NewObject {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Key of the object. */
  readonly key: string;
  /** KMS key that encrypts the object. */
  readonly keyArn: string;
  /** Content, written as JSON. */
  readonly body: object;
}

/** Writes an object unless its key exists. Returns whether it was written. */
export async function putOnce(
  s3: S3Client,
  { ACCOUNT_ID }: Pick<ToolSettings, "ACCOUNT_ID">,
  { bucket, key, keyArn, body }: NewObject,
): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        ExpectedBucketOwner: ACCOUNT_ID,
        Key: key,
        Body: JSON.stringify(body),
        IfNoneMatch: "*",
        ContentType: "application/json",
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: keyArn,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "PreconditionFailed") return false;
    throw error;
  }
}
