import { createHash } from "node:crypto";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { settingsOf, text } from "@plinth/service-runtime/settings";
import { type ActionEvent, actionKey } from "@plinth/standards/events/action-event";
import * as z from "zod/mini";

/** Environment variables of every tool: whose it is, and where its actions are recorded. */
export const toolSettings = {
  WORKLOAD: text,
  ENVIRONMENT: text,
  ACCOUNT_ID: z.string().check(z.regex(/^\d{12}$/)),
  ACTION_LOG_BUCKET: text,
  ACTION_LOG_KEY_ARN: text,
};
const shape = z.object(toolSettings);
export type ToolSettings = z.infer<typeof shape>;
export { settingsOf };

/** What a case is called: safe in object keys and logs. */
export const caseId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** The part of Lambda's context that tools use. */
export interface Context {
  readonly awsRequestId: string;
}

/** Input that no tool can do anything with. It names members only: their values may be a customer's. */
export class InvalidInputError extends Error {
  constructor(members: readonly string[]) {
    super(`not an input of this tool: ${members.join(", ")}`);
    this.name = "InvalidInputError";
  }
}

/** @throws InvalidInputError naming every member that is wrong, never its value. */
export function readInput<T extends z.ZodMiniType>(schema: T, event: unknown): z.infer<T> {
  const read = schema.safeParse(event);
  if (read.success) return read.data;
  throw new InvalidInputError([...new Set(read.error.issues.map(({ path }) => path.map(String).join(".") || "event"))]);
}

/** The same input has the same digest, whatever the order of its members. */
export function digestOf(input: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** Adds to the action log. A record that is there already stays as it is: the action was done before, and is done once. */
export async function record(
  s3: S3Client,
  settings: ToolSettings,
  action: Pick<ActionEvent, "actionId" | "tool" | "outcome" | "subject" | "inputSha256" | "decidedBy" | "reason">,
): Promise<void> {
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

/** Writes an object if there is none of its key. @returns Whether it was written. */
export async function putOnce(
  s3: S3Client,
  { ACCOUNT_ID }: Pick<ToolSettings, "ACCOUNT_ID">,
  {
    bucket,
    key,
    keyArn,
    body,
  }: { readonly bucket: string; readonly key: string; readonly keyArn: string; readonly body: object },
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
