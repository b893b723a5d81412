import * as z from "zod/mini";
import { identifier, ofWorkload } from "./shared";

/**
 * One action of an agent, as the action log keeps it: what was asked for, by whom, and what became of it. What a tool read
 * or wrote is in its own store; here it is a digest, so that the log can be kept for years and shown to auditors.
 */
export const actionEvent = z.strictObject({
  ...ofWorkload,
  /** One for each attempt: the key of the approval, or the request id of the tool's own invocation. */
  actionId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/)),
  /** `get_case` */
  tool: z.string().check(z.regex(/^[a-z][a-z0-9_]{1,23}$/)),
  /** `proposed` waits for a person; `done`, `refused` and `failed` are how an action ends. */
  outcome: z.enum(["proposed", "done", "refused", "failed"]),
  /** What the action is about, by its own id: `case-1042`. */
  subject: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  /** SHA-256 of the canonical JSON of the input. */
  inputSha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Who approved or refused it, if somebody was asked. */
  decidedBy: z.optional(identifier),
  /** Why it was refused or failed: a name, never a message that may quote its input. */
  reason: z.optional(identifier),
});

/** A valid record of an action. */
export type ActionEvent = z.infer<typeof actionEvent>;

/** Key of a record: by day, so that a day can be listed; by action and outcome, so that a repetition writes nothing over. */
export function actionKey({ at, actionId, outcome }: Pick<ActionEvent, "at" | "actionId" | "outcome">): string {
  return `${at.slice(0, 10).replaceAll("-", "/")}/${actionId}/${outcome}.json`;
}
