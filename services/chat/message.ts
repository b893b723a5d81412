import * as z from "zod/mini";

const identifier = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

const chatMessage = z.strictObject({
  /** Who asks, as the application says that calls: no two users share a conversation. */
  userId: identifier,
  sessionId: identifier,
  /** Bounds: 1 to 8,000 characters, so that input tokens stay bounded too. */
  text: z.string().check(z.minLength(1), z.maxLength(8_000)),
});

/** What a user says. Ids are letters, digits, `_` and `-`, so they are safe in keys and logs. */
export type ChatMessage = z.infer<typeof chatMessage>;

/** A message that can never succeed. It names members only: their values are the user's. */
export class InvalidMessageError extends Error {
  constructor(readonly members: readonly string[]) {
    super(`not a message: ${members.join(", ")}`);
    this.name = "InvalidMessageError";
  }
}

/** @throws InvalidMessageError naming every member that is wrong, never its value. */
export function readMessage(body: string): ChatMessage {
  const result = chatMessage.safeParse(parsed(body));
  if (result.success) return result.data;
  const members = result.error.issues.map(({ path }) => path.map(String).join(".") || "body");
  throw new InvalidMessageError([...new Set(members)]);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
