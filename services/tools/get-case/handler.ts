import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { Context } from "@plinth/service-runtime/handler";
import { identifier, readInput } from "@plinth/service-runtime/input";
import * as z from "zod/mini";
import { digestOf, recordAction } from "../action-log";
import type { Settings } from "./settings";

const input = z.strictObject({ caseId: identifier });

/** Result for the agent. */
type CaseReply = { readonly case: unknown } | { readonly error: "there is no such case" };

/** Handler of the function. */
export type GetCaseHandler = (event: unknown, context: Pick<Context, "awsRequestId">) => Promise<CaseReply>;

/** Reads one case, `cases/<id>.json`, and records the access. */
export function createHandler(s3: S3Client, settings: Settings): GetCaseHandler {
  return async (event, { awsRequestId }) => {
    const request = readInput(input, event);
    const action = {
      actionId: awsRequestId,
      tool: "get_case",
      subject: request.caseId,
      inputSha256: digestOf(request),
    };
    const content = await readCase(s3, settings, request.caseId);
    if (content === undefined) {
      await recordAction(s3, settings, { ...action, outcome: "failed", reason: "no-such-case" });
      return { error: "there is no such case" };
    }
    // Recorded before it is returned: no access without a record.
    await recordAction(s3, settings, { ...action, outcome: "done" });
    return { case: content };
  };
}

async function readCase(s3: S3Client, { CASES_BUCKET, ACCOUNT_ID }: Settings, id: string): Promise<unknown> {
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
