import * as z from "zod/mini";

/** An identifier that a caller chooses: letters, digits, `_` and `-`, so it is safe in object keys, table keys and logs. */
export const identifier = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** What a user writes: 1 to 8,000 characters, so that the input tokens of a request are bounded. */
export const userText = z.string().check(z.minLength(1), z.maxLength(8_000));

/** An event that does not match its schema. The message names members and never values, which can be personal data. */
class InvalidInputError extends Error {
  /** @param members Paths of the members that are wrong. */
  constructor(readonly members: readonly string[]) {
    super(`not an input of this tool: ${members.join(", ")}`);
    this.name = "InvalidInputError";
  }
}

/**
 * Validates an event.
 * @throws InvalidInputError naming every member that is wrong. `event` stands for the event itself.
 */
export function readInput<T extends z.ZodMiniType>(schema: T, event: unknown): z.infer<T> {
  const result = schema.safeParse(event);
  if (result.success) return result.data;
  throw new InvalidInputError(invalidMembers(result.error, "event"));
}

/**
 * Paths of the members that failed validation, each once.
 * @param root Name for the value itself, used if it has the wrong type or an unknown member.
 */
export function invalidMembers(error: z.core.$ZodError, root: string): string[] {
  return [...new Set(error.issues.map(({ path }) => path.map(String).join(".") || root))];
}
