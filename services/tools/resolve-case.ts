import { S3Client } from "@aws-sdk/client-s3";
import { text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";
import { type Context, digestOf, putOnce, readInput, record, settingsOf, toolSettings } from "./actions";
import { resolution } from "./resolution";

const settings = z.object({ ...toolSettings, OUTPUT_BUCKET: text, OUTPUT_KEY_ARN: text });
type Settings = z.infer<typeof settings>;

/** What the approval's workflow adds: which proposal it is, and how it was decided. */
const decided = z.strictObject({
  ...resolution.shape,
  actionId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/)),
  decision: z.enum(["approved", "refused"]),
  /** Who approved it, or why it was refused. */
  by: z.string().check(z.minLength(1)),
});
const input = z.union([decided, resolution]);

export interface ResolutionReply {
  readonly status: "resolved" | "resolved-before" | "refused";
}

/** Resolves a case, once and for good: `resolutions/<id>.json`. What was refused is recorded, and not done. */
export function createHandler(s3: S3Client, settings: Settings) {
  return async (event: unknown, { awsRequestId }: Context): Promise<ResolutionReply> => {
    const asked = readInput(input, event);
    const { caseId, reason } = asked;
    const by = "by" in asked ? named(asked.by) : undefined;
    const proposal = { caseId, resolution: asked.resolution, reason };
    const action = {
      actionId: "actionId" in asked ? asked.actionId : awsRequestId,
      tool: "resolve_case",
      subject: caseId,
      inputSha256: digestOf(proposal),
    };
    if ("decision" in asked && asked.decision === "refused") {
      await record(s3, settings, { ...action, outcome: "refused", reason: by });
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
    await record(s3, settings, { ...action, ...outcome, ...(by && { decidedBy: by }) });
    return { status: isFirst ? "resolved" : "resolved-before" };
  };
}

/** A person's or an error's name, as the action log takes it. */
function named(by: string): string {
  return by.replaceAll(/[^A-Za-z0-9._:/@-]/g, "_").slice(0, 256);
}

let handle: ReturnType<typeof createHandler> | undefined;

/** Entry point of the Lambda function. */
export const handler: ReturnType<typeof createHandler> = (event, context) => {
  handle ??= createHandler(new S3Client({ maxAttempts: 3 }), settingsOf(settings, process.env));
  return handle(event, context);
};
