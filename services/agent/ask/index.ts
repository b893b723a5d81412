import { createHash } from "node:crypto";
import { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } from "@aws-sdk/client-bedrock-agentcore";
import { settingsOf, text } from "@plinth/service-runtime/settings";
import { readInput } from "@plinth/service-tools/actions";
import * as z from "zod/mini";

const settings = z.object({ AGENT_RUNTIME_ARN: text, AGENT_ENDPOINT: text });
type Settings = z.infer<typeof settings>;

const identifier = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
const question = z.strictObject({
  /** What the agent is asked or told to do. Bounds: 1 to 8,000 characters. */
  prompt: z.string().check(z.minLength(1), z.maxLength(8_000)),
  /** On whose behalf. */
  actorId: identifier,
  /** A session to go on with. Default: a new one of this invocation. */
  sessionId: z.optional(identifier),
});

/** The part of Lambda's context that the handler uses. */
export interface Context {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Asks the agent, and hands its answer on. AgentCore wants at least 33 characters of a session, so they are a digest. */
export function createHandler(client: BedrockAgentCoreClient, settings: Settings) {
  return async (event: unknown, context: Context): Promise<unknown> => {
    const { prompt, actorId, sessionId = context.awsRequestId } = readInput(question, event);
    const { response } = await client.send(
      new InvokeAgentRuntimeCommand({
        agentRuntimeArn: settings.AGENT_RUNTIME_ARN,
        qualifier: settings.AGENT_ENDPOINT,
        // Two people never share a session, whatever they call it.
        runtimeSessionId: createHash("sha256").update(`${actorId}\n${sessionId}`).digest("hex"),
        contentType: "application/json",
        accept: "application/json",
        payload: Buffer.from(JSON.stringify({ prompt, actorId })),
      }),
      { abortSignal: AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - 1_000)) },
    );
    return JSON.parse((await response?.transformToString()) ?? "null");
  };
}

let handle: ReturnType<typeof createHandler> | undefined;

/** Entry point of the Lambda function. */
export const handler: ReturnType<typeof createHandler> = (event, context) => {
  // A task may be done half when its answer is lost: nothing is asked twice.
  handle ??= createHandler(new BedrockAgentCoreClient({ maxAttempts: 1 }), settingsOf(settings, process.env));
  return handle(event, context);
};
