import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";
import { type Context, caseId, digestOf, readInput, record, settingsOf, toolSettings } from "./actions";

const settings = z.object({ ...toolSettings, CASES_BUCKET: text });
type Settings = z.infer<typeof settings>;
const input = z.strictObject({ caseId });

/** What the agent is told. */
export type CaseReply = { readonly case: unknown } | { readonly error: "there is no such case" };

/** Reads one case, `cases/<id>.json`, and records that it was read. */
export function createHandler(s3: S3Client, settings: Settings) {
  return async (event: unknown, { awsRequestId }: Context): Promise<CaseReply> => {
    const asked = readInput(input, event);
    const action = {
      actionId: awsRequestId,
      tool: "get_case",
      subject: asked.caseId,
      inputSha256: digestOf(asked),
    };
    const found = await read(s3, settings, asked.caseId);
    if (found === undefined) {
      await record(s3, settings, { ...action, outcome: "failed", reason: "no-such-case" });
      return { error: "there is no such case" };
    }
    // Recorded before it is told: what nobody recorded, nobody gets.
    await record(s3, settings, { ...action, outcome: "done" });
    return { case: found };
  };
}

async function read(s3: S3Client, { CASES_BUCKET, ACCOUNT_ID }: Settings, id: string): Promise<unknown> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: CASES_BUCKET, ExpectedBucketOwner: ACCOUNT_ID, Key: `cases/${id}.json` }),
    );
    return JSON.parse((await Body?.transformToString()) ?? "null");
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

let handle: ReturnType<typeof createHandler> | undefined;

/** Entry point of the Lambda function. */
export const handler: ReturnType<typeof createHandler> = (event, context) => {
  handle ??= createHandler(new S3Client({ maxAttempts: 3 }), settingsOf(settings, process.env));
  return handle(event, context);
};
