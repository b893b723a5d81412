import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { ChatMessage } from "./message";
import type { Settings } from "./settings";

/** One question and its answer. */
export interface Turn {
  /** The user's text. */
  readonly question: string;
  /** The assistant's text. */
  readonly answer: string;
}

/** Identifies a conversation. */
export type Conversation = Pick<ChatMessage, "userId" | "sessionId">;

const DAY_SECONDS = 24 * 3600;

/** Conversations in a DynamoDB table. */
export class Conversations {
  constructor(
    private readonly dynamodb: DynamoDBClient,
    private readonly settings: Settings,
  ) {}

  /** Reads the latest turns of a conversation, the oldest first. */
  async load(conversation: Conversation, abortSignal: AbortSignal): Promise<readonly Turn[]> {
    const { SESSION_TABLE: TableName, MEMORY_TURNS: Limit } = this.settings;
    if (Limit === 0) return [];
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: "#session = :session",
      // DynamoDB deletes expired items within days, not at once.
      FilterExpression: "#expiresAt > :now",
      ExpressionAttributeNames: { "#session": "session", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: { ":session": { S: keyOf(conversation) }, ":now": { N: `${nowSeconds()}` } },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit,
    });
    const { Items = [] } = await this.dynamodb.send(query, { abortSignal });
    return Items.map(({ question, answer }) => ({ question: question?.S ?? "", answer: answer?.S ?? "" })).reverse();
  }

  /** Appends a turn, which expires after `SESSION_DAYS`. */
  async append(conversation: Conversation, { question, answer }: Turn, abortSignal: AbortSignal): Promise<void> {
    const { SESSION_TABLE: TableName, SESSION_DAYS } = this.settings;
    const put = new PutItemCommand({
      TableName,
      Item: {
        session: { S: keyOf(conversation) },
        turn: { N: `${Date.now()}` },
        question: { S: question },
        answer: { S: answer },
        expiresAt: { N: `${nowSeconds() + SESSION_DAYS * DAY_SECONDS}` },
      },
    });
    await this.dynamodb.send(put, { abortSignal });
  }
}

/** IDs contain no slash, so the key of one user's conversation is never that of another's. */
function keyOf({ userId, sessionId }: Conversation): string {
  return `${userId}/${sessionId}`;
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
