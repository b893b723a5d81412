import { type BedrockAgentCoreClient, CreateEventCommand, ListEventsCommand } from "@aws-sdk/client-bedrock-agentcore";

/** One message of a session. */
export interface Turn {
  /** Author of the message. */
  readonly role: "user" | "assistant";
  /** Text of the message. */
  readonly text: string;
}

/** A session of one actor. */
export interface Session {
  /** The user. */
  readonly actorId: string;
  /** The session, which belongs to this user only. */
  readonly sessionId: string;
}

/** Events that go into the next prompt. Older ones stay in the memory. */
const MAX_EVENTS = 10;

/** Messages of sessions, in an AgentCore memory. */
export class SessionMemory {
  /** @param memoryId ID of the memory. */
  constructor(
    private readonly client: BedrockAgentCoreClient,
    private readonly memoryId: string,
  ) {}

  /** Reads the latest messages of a session, the oldest first. */
  async load({ actorId, sessionId }: Session, abortSignal: AbortSignal): Promise<Turn[]> {
    const { events = [] } = await this.client.send(
      new ListEventsCommand({
        memoryId: this.memoryId,
        actorId,
        sessionId,
        includePayloads: true,
        maxResults: MAX_EVENTS,
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

  /** Appends messages as one event. Question and answer go together, so that no session ends with an open question. */
  async append({ actorId, sessionId }: Session, turns: readonly Turn[], abortSignal: AbortSignal): Promise<void> {
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
