import { identifier, invalidMembers, userText } from "@plinth/service-runtime/input";
import { parseJson } from "@plinth/service-runtime/json";
import * as z from "zod/mini";

const chatMessage = z.strictObject({
  /** The user, as the calling application names them. Users never share a conversation. */
  userId: identifier,
  /** The conversation. */
  sessionId: identifier,
  /** The user's text. */
  text: userText,
});

/** One message of a user. */
export type ChatMessage = z.infer<typeof chatMessage>;

/** A message that does not match its schema. The error names members and never values, which are the user's. */
export class InvalidMessageError extends Error {
  /** @param members Names of the members that are wrong. `body` stands for the message itself. */
  constructor(readonly members: readonly string[]) {
    super(`not a message: ${members.join(", ")}`);
    this.name = "InvalidMessageError";
  }
}

/** Parses and validates a request's body. @throws InvalidMessageError naming every member that is wrong. */
export function readMessage(body: string): ChatMessage {
  const result = chatMessage.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw new InvalidMessageError(invalidMembers(result.error, "body"));
}
