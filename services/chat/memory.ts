import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { ChatMessage } from "./message";
import type { Settings } from "./settings";

/** One question and its answer. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
}

type Conversation = Pick<ChatMessage, "userId" | "sessionId">;

const DAY_SECONDS = 24 * 3600;

/** What was said in conversations, in DynamoDB. */
export class Memory {
  constructor(
    private readonly dynamodb: DynamoDBClient,
    private readonly settings: Settings,
  ) {}

  /** The last turns of a conversation, the oldest first. */
  async recall(conversation: Conversation, abortSignal: AbortSignal): Promise<readonly Turn[]> {
    const { SESSION_TABLE: TableName, MEMORY_TURNS: Limit } = this.settings;
    if (Limit === 0) return [];
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: "#session = :session",
      // DynamoDB removes what has expired within days, not at once.
      FilterExpression: "#expiresAt > :now",
      ExpressionAttributeNames: { "#session": "session", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: { ":session": { S: keyOf(conversation) }, ":now": { N: `${seconds()}` } },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit,
    });
    const { Items = [] } = await this.dynamodb.send(query, { abortSignal });
    return Items.map(({ question, answer }) => ({ question: question?.S ?? "", answer: answer?.S ?? "" })).reverse();
  }

  async keep(conversation: Conversation, { question, answer }: Turn, abortSignal: AbortSignal): Promise<void> {
    const { SESSION_TABLE: TableName, SESSION_DAYS } = this.settings;
    const put = new PutItemCommand({
      TableName,
      Item: {
        session: { S: keyOf(conversation) },
        turn: { N: `${Date.now()}` },
        question: { S: question },
        answer: { S: answer },
        expiresAt: { N: `${seconds() + SESSION_DAYS * DAY_SECONDS}` },
      },
    });
    await this.dynamodb.send(put, { abortSignal });
  }
}

/** Ids hold no slash, so no user can name another's conversation. */
function keyOf({ userId, sessionId }: Conversation): string {
  return `${userId}/${sessionId}`;
}

function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
