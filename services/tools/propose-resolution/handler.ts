import type { S3Client } from "@aws-sdk/client-s3";
import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { readInput } from "@plinth/service-runtime/input";
import { digestOf, recordAction } from "../action-log";
import { resolution } from "../resolution";
import type { Settings } from "./settings";

/** Clients that the handler uses. */
export interface Services {
  /** Client of the action log. */
  readonly s3: S3Client;
  /** Client that starts the approval. */
  readonly stepFunctions: SFNClient;
}

/** Result for the agent. Neither status can be mistaken for an approval. */
interface ProposalReply {
  /** Whether this invocation started the approval, or an earlier one did. */
  readonly status: "awaiting-approval" | "proposed-before";
  /** ID of the proposal, in the action log too. */
  readonly actionId: string;
}

/** Handler of the function. */
export type ProposeHandler = (event: unknown) => Promise<ProposalReply>;

/**
 * `resolve_case` where a reviewer decides: it starts the approval and cannot resolve the case itself. The same proposal
 * has the same ID, so an agent that repeats itself starts one approval.
 */
export function createHandler({ s3, stepFunctions }: Services, settings: Settings): ProposeHandler {
  return async (event) => {
    const proposal = readInput(resolution, event);
    const inputSha256 = digestOf(proposal);
    const actionId = `resolve-${inputSha256.slice(0, 32)}`;
    const action = { actionId, tool: "resolve_case", subject: proposal.caseId, inputSha256 };
    await recordAction(s3, settings, { ...action, outcome: "proposed" });
    try {
      await stepFunctions.send(
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
