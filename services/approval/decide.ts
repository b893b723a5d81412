import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { REJECTED } from "@plinth/standards/contracts/approval";

/** What a reviewer says about one request. */
export interface Decision {
  /** The request's own, from its message in the review queue. */
  readonly taskToken: string;
  readonly decision: "approve" | "reject";
  /** Who decides, as the reviewer's sign-in names them; CloudTrail records who called. Bounds: 1 to 256 characters. */
  readonly reviewer: string;
  /** Why. Required to reject. Bounds: 1 to 2,000 characters. */
  readonly comment?: string;
  /** What the reviewer corrected, in the form that the workflow asked for. Default: none. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

export type Handler = (event: unknown) => Promise<{ readonly decision: "approved" | "rejected" }>;

/** Step Functions' limit for the answer to a task: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html (read 2026-11). */
const LONGEST_OUTPUT = 262_144;

/** A decision that can never be taken. It names members only: their values are the reviewer's. */
export class InvalidDecisionError extends Error {
  constructor(members: readonly string[]) {
    super(`not a decision: ${members.join(", ")}`);
    this.name = "InvalidDecisionError";
  }
}

/** Answers the waiting step: an approval lets the workflow go on, a rejection fails the step with {@link REJECTED}. */
export function createHandler(states: Pick<SFNClient, "send">): Handler {
  return async (event) => {
    const { taskToken, decision, reviewer, comment, changes } = readDecision(event);
    if (decision === "reject") {
      const cause = JSON.stringify({ reviewer, comment });
      await states.send(new SendTaskFailureCommand({ taskToken, error: REJECTED, cause }));
      return { decision: "rejected" };
    }
    const output = JSON.stringify({ reviewer, comment: comment ?? "", changes: changes ?? {} });
    await states.send(new SendTaskSuccessCommand({ taskToken, output }));
    return { decision: "approved" };
  };
}

/** @throws InvalidDecisionError naming every member that is wrong, never its value. */
function readDecision(event: unknown): Decision {
  const said = isObject(event) ? event : {};
  const { taskToken, decision, reviewer, comment, changes } = said;
  const rejects = decision === "reject";
  const checks: Readonly<Record<string, boolean>> = {
    taskToken: isText(taskToken, 2_048),
    decision: decision === "approve" || rejects,
    reviewer: isText(reviewer, 256),
    comment: isText(comment, 2_000) || (comment === undefined && !rejects),
    changes: changes === undefined || (isObject(changes) && !rejects && isShort(changes)),
  };
  const unknown = Object.keys(said).filter((member) => !(member in checks));
  const wrong = [...Object.keys(checks).filter((member) => !checks[member]), ...unknown];
  if (!isObject(event) || wrong.length > 0) throw new InvalidDecisionError(wrong);
  return said as unknown as Decision;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, longest: number): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= longest;
}

/** With room for reviewer and comment beside it. */
function isShort(changes: Record<string, unknown>): boolean {
  return Buffer.byteLength(JSON.stringify(changes)) <= LONGEST_OUTPUT - 16_384;
}
