import * as z from "zod/mini";

const identifier = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

const customerMessage = z.strictObject({
  messageId: identifier,
  conversationId: z.optional(identifier),
  /** What the customer wrote. Bounds: 1 to 8,000 characters, so that input tokens stay bounded too. */
  text: z.string().check(z.minLength(1), z.maxLength(8_000)),
});

/** One message of a customer. Ids are letters, digits, `_` and `-`, so they are safe in object keys and logs. */
export type CustomerMessage = z.infer<typeof customerMessage>;

/** A message that can never succeed. It names members only: their values are the customer's. */
export class InvalidMessageError extends Error {
  constructor(members: readonly string[]) {
    super(`not a customer message: ${members.join(", ")}`);
    this.name = "InvalidMessageError";
  }
}

/** @throws InvalidMessageError naming every member that is wrong, never its value. */
export function readMessage(value: unknown): CustomerMessage {
  const result = customerMessage.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidMessageError([
    ...new Set(result.error.issues.map(({ path }) => path.map(String).join(".") || "body")),
  ]);
}

/** @throws InvalidMessageError for what is not JSON, too. */
export function parseMessage(body: string): CustomerMessage {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new InvalidMessageError(["body"]);
  }
  return readMessage(value);
}
