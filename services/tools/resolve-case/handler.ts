import type { S3Client } from "@aws-sdk/client-s3";
import type { Context } from "@plinth/service-runtime/handler";
import { readInput } from "@plinth/service-runtime/input";
import * as z from "zod/mini";
import { digestOf, putOnce, recordAction } from "../action-log";
import { resolution } from "../resolution";
import type { Settings } from "./settings";

/** Input from the approval's workflow: a proposal and the decision about it. */
const decided = z.strictObject({
  ...resolution.shape,
  actionId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/)),
  decision: z.enum(["approved", "refused"]),
  /** Reviewer who approved, or the error that ended the approval. */
  by: z.string().check(z.minLength(1)),
});
const input = z.union([decided, resolution]);

/** Result for the agent or the workflow. */
interface ResolutionReply {
  /** Whether this invocation resolved the case, an earlier one did, or the proposal was refused. */
  readonly status: "resolved" | "resolved-before" | "refused";
}

/** Handler of the function. */
export type ResolveHandler = (event: unknown, context: Pick<Context, "awsRequestId">) => Promise<ResolutionReply>;

/** Resolves a case once: `resolutions/<id>.json`. A refused proposal is recorded and not carried out. */
export function createHandler(s3: S3Client, settings: Settings): ResolveHandler {
  return async (event, { awsRequestId }) => {
    const request = readInput(input, event);
    const { caseId, reason } = request;
    const by = "by" in request ? logName(request.by) : undefined;
    const proposal = { caseId, resolution: request.resolution, reason };
    const action = {
      actionId: "actionId" in request ? request.actionId : awsRequestId,
      tool: "resolve_case",
      subject: caseId,
      inputSha256: digestOf(proposal),
    };
    if ("decision" in request && request.decision === "refused") {
      await recordAction(s3, settings, { ...action, outcome: "refused", reason: by });
      return { status: "refused" };
    }
    const isFirst = await putOnce(s3, settings, {
      bucket: settings.OUTPUT_BUCKET,
      key: `resolutions/${caseId}.json`,
      keyArn: settings.OUTPUT_KEY_ARN,
      body: { ...proposal, actionId: action.actionId, ...(by && { decidedBy: by }) },
    });
    const outcome = isFirst
      ? ({ outcome: "done" } as const)
      : ({ outcome: "failed", reason: "resolved-before" } as const);
    await recordAction(s3, settings, { ...action, ...outcome, ...(by && { decidedBy: by }) });
    return { status: isFirst ? "resolved" : "resolved-before" };
  };
}

/** Name of a person or an error, in the characters and length that the action log allows. */
function logName(by: string): string {
  return by.replaceAll(/[^A-Za-z0-9._:/@-]/g, "_").slice(0, 256);
}
