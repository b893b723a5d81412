import { createHash } from "node:crypto";
import { type BedrockAgentCoreClient, InvokeAgentRuntimeCommand } from "@aws-sdk/client-bedrock-agentcore";
import { abortAt, deadlineOf } from "@plinth/service-runtime/deadline";
import type { Handler } from "@plinth/service-runtime/handler";
import { identifier, readInput, userText } from "@plinth/service-runtime/input";
import * as z from "zod/mini";
import type { Settings } from "./settings";

const question = z.strictObject({
  /** The question or task for the agent. */
  prompt: userText,
  /** The user. */
  actorId: identifier,
  /** Session to continue. Default: a new session of this invocation. */
  sessionId: z.optional(identifier),
});

/** Time that is left to fail with an error rather than be stopped by Lambda. */
const REPLY_TIME_MS = 1_000;

/** Sends a question to the agent and returns the body of its response. */
export function createHandler(client: BedrockAgentCoreClient, settings: Settings): Handler<unknown, unknown> {
  return async (event, context) => {
    const { prompt, actorId, sessionId = context.awsRequestId } = readInput(question, event);
    const command = new InvokeAgentRuntimeCommand({
      agentRuntimeArn: settings.AGENT_RUNTIME_ARN,
      qualifier: settings.AGENT_ENDPOINT,
      runtimeSessionId: runtimeSession(actorId, sessionId),
      contentType: "application/json",
      accept: "application/json",
      payload: Buffer.from(JSON.stringify({ prompt, actorId })),
    });
    const { response } = await client.send(command, { abortSignal: abortAt(deadlineOf(context, REPLY_TIME_MS)) });
    return JSON.parse((await response?.transformToString()) ?? "null");
  };
}

/** A digest, because AgentCore requires at least 33 characters, and of the user too, so that users never share a session. */
function runtimeSession(actorId: string, sessionId: string): string {
  return createHash("sha256").update(`${actorId}\n${sessionId}`).digest("hex");
}
