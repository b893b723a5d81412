import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { REJECTED } from "@plinth/standards/contracts/approval";

/** A reviewer's decision about one request. */
interface Decision {
  /** Task token of the request, from its message in the review queue. */
  readonly taskToken: string;
  /** Whether the workflow continues. */
  readonly decision: "approve" | "reject";
  /** Name of the reviewer, as in their sign-in. CloudTrail records the caller. Bounds: 1 to 256 characters. */
  readonly reviewer: string;
  /** Reason for the decision. Required to reject. Bounds: 1 to 2,000 characters. */
  readonly comment?: string;
  /** The reviewer's corrections, in the form that the workflow expects. Approvals only. Default: none. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** Result of the invocation. */
interface DecisionReply {
  /** What was sent to the workflow. */
  readonly decision: "approved" | "rejected";
}

/** Handler of the function. */
export type DecisionHandler = (event: unknown) => Promise<DecisionReply>;

/** Step Functions' limit for a task's output: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html (read 2026-11). */
const MAX_OUTPUT_BYTES = 262_144;

/** Part of the output that is kept free for reviewer and comment. */
const RESERVED_BYTES = 16_384;

/** An event that is not a decision. The message names members and never values. */
class InvalidDecisionError extends Error {
  /** @param members Names of the members that are wrong or unknown. */
  constructor(members: readonly string[]) {
    super(`not a decision: ${members.join(", ")}`);
    this.name = "InvalidDecisionError";
  }
}

/** Completes the waiting step. An approval continues the workflow; a rejection fails the step with {@link REJECTED}. */
export function createHandler(stepFunctions: Pick<SFNClient, "send">): DecisionHandler {
  return async (event) => {
    const { taskToken, decision, reviewer, comment, changes } = readDecision(event);
    if (decision === "reject") {
      const cause = JSON.stringify({ reviewer, comment });
      await stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: REJECTED, cause }));
      return { decision: "rejected" };
    }
    const output = JSON.stringify({ reviewer, comment: comment ?? "", changes: changes ?? {} });
    await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output }));
    return { decision: "approved" };
  };
}

/** @throws InvalidDecisionError naming every member that is wrong. */
function readDecision(event: unknown): Decision {
  const members = isObject(event) ? event : {};
  const { taskToken, decision, reviewer, comment, changes } = members;
  const rejects = decision === "reject";
  const checks: Readonly<Record<string, boolean>> = {
    taskToken: isText(taskToken, 2_048),
    decision: decision === "approve" || rejects,
    reviewer: isText(reviewer, 256),
    comment: isText(comment, 2_000) || (comment === undefined && !rejects),
    changes: changes === undefined || (isObject(changes) && !rejects && fitsOutput(changes)),
  };
  const unknown = Object.keys(members).filter((member) => !(member in checks));
  const wrong = [...Object.keys(checks).filter((member) => !checks[member]), ...unknown];
  if (!isObject(event) || wrong.length > 0) throw new InvalidDecisionError(wrong);
  return members as unknown as Decision;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, maxLength: number): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= maxLength;
}

function fitsOutput(changes: Record<string, unknown>): boolean {
  return Buffer.byteLength(JSON.stringify(changes)) <= MAX_OUTPUT_BYTES - RESERVED_BYTES;
}
