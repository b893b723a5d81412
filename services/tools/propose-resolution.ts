import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";
import { digestOf, readInput, record, settingsOf, toolSettings } from "./actions";
import { resolution } from "./resolution";

const settings = z.object({ ...toolSettings, APPROVAL_STATE_MACHINE_ARN: text });
type Settings = z.infer<typeof settings>;

/** What the agent is told: that somebody will decide, and nothing that it could take for a yes. */
export interface ProposalReply {
  readonly status: "awaiting-approval" | "proposed-before";
  readonly actionId: string;
}

/**
 * What stands behind `resolve_case` where a person decides: it asks for the approval, and cannot act. The same proposal has
 * the same id, so an agent that repeats itself asks once.
 */
export function createHandler({ s3, sfn }: { readonly s3: S3Client; readonly sfn: SFNClient }, settings: Settings) {
  return async (event: unknown): Promise<ProposalReply> => {
    const proposal = readInput(resolution, event);
    const inputSha256 = digestOf(proposal);
    const actionId = `resolve-${inputSha256.slice(0, 32)}`;
    const action = { actionId, tool: "resolve_case", subject: proposal.caseId, inputSha256 };
    await record(s3, settings, { ...action, outcome: "proposed" });
    try {
      await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: settings.APPROVAL_STATE_MACHINE_ARN,
          name: actionId,
          input: JSON.stringify({ actionId, ...proposal }),
        }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === "ExecutionAlreadyExists")
        return { status: "proposed-before", actionId };
      throw error;
    }
    return { status: "awaiting-approval", actionId };
  };
}

let handle: ReturnType<typeof createHandler> | undefined;

/** Entry point of the Lambda function. */
export const handler: ReturnType<typeof createHandler> = (event) => {
  handle ??= createHandler(
    { s3: new S3Client({ maxAttempts: 3 }), sfn: new SFNClient({ maxAttempts: 3 }) },
    settingsOf(settings, process.env),
  );
  return handle(event);
};
