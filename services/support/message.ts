import { identifier, invalidMembers, userText } from "@plinth/service-runtime/input";
import { parseJson } from "@plinth/service-runtime/json";
import * as z from "zod/mini";

const customerMessage = z.strictObject({
  /** ID of the message, unique in the workload. */
  messageId: identifier,
  /** ID of the conversation. Default: none. */
  conversationId: z.optional(identifier),
  /** The customer's text. */
  text: userText,
});

/** One message of a customer. */
export type CustomerMessage = z.infer<typeof customerMessage>;

/** A message that does not match its schema. The error names members and never values, which are the customer's. */
class InvalidMessageError extends Error {
  /** @param members Names of the members that are wrong. `body` stands for the message itself. */
  constructor(members: readonly string[]) {
    super(`not a customer message: ${members.join(", ")}`);
    this.name = "InvalidMessageError";
  }
}

/** Validates a message. @throws InvalidMessageError naming every member that is wrong. */
export function readMessage(value: unknown): CustomerMessage {
  const result = customerMessage.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidMessageError(invalidMembers(result.error, "body"));
}

/** Parses and validates the body of an SQS message. @throws InvalidMessageError also if it is not JSON. */
export function parseMessage(body: string): CustomerMessage {
  return readMessage(parseJson(body));
}
