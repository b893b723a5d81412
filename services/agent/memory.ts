import { type BedrockAgentCoreClient, CreateEventCommand, ListEventsCommand } from "@aws-sdk/client-bedrock-agentcore";

/** One thing that was said. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

export interface Conversation {
  readonly actorId: string;
  readonly sessionId: string;
}

/** Older ones are in the memory, and not in the next prompt. */
const MOST_EVENTS = 10;

/** What was said in a session, in the order in which it was said. */
export class Memory {
  constructor(
    private readonly client: BedrockAgentCoreClient,
    private readonly memoryId: string,
  ) {}

  async recall({ actorId, sessionId }: Conversation, abortSignal: AbortSignal): Promise<Turn[]> {
    const { events = [] } = await this.client.send(
      new ListEventsCommand({
        memoryId: this.memoryId,
        actorId,
        sessionId,
        includePayloads: true,
        maxResults: MOST_EVENTS,
      }),
      { abortSignal },
    );
    return [...events]
      .sort((a, b) => (a.eventTimestamp?.getTime() ?? 0) - (b.eventTimestamp?.getTime() ?? 0))
      .flatMap(({ payload = [] }) => payload)
      .flatMap(({ conversational }) => {
        const text = conversational?.content?.text;
        const role = conversational?.role === "ASSISTANT" ? "assistant" : "user";
        return text === undefined ? [] : [{ role, text } as const];
      });
  }

  /** Question and answer together, so that no session ends with a question that nobody answered. */
  async remember(
    { actorId, sessionId }: Conversation,
    turns: readonly Turn[],
    abortSignal: AbortSignal,
  ): Promise<void> {
    await this.client.send(
      new CreateEventCommand({
        memoryId: this.memoryId,
        actorId,
        sessionId,
        eventTimestamp: new Date(),
        payload: turns.map(({ role, text }) => ({
          conversational: { role: role === "user" ? "USER" : "ASSISTANT", content: { text } },
        })),
      }),
      { abortSignal },
    );
  }
}
