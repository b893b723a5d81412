import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request } from "node:https";
import { text as bodyOf } from "node:stream/consumers";
import { abortAt, deadlineOf } from "@plinth/service-runtime/deadline";
import type { Handler } from "@plinth/service-runtime/handler";
import { text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";
import type { Settings } from "./settings";

const conversation = z.strictObject({
  /** The user's messages, in order. Bounds: 1 to 5. */
  turns: z.array(text).check(z.minLength(1), z.maxLength(5)),
});

/** The assistant's answer to the last message. */
export interface Answer {
  /** Text of the answer. */
  readonly text: string;
  /** Bedrock's stop reason: `end_turn`, `max_tokens`, `guardrail_intervened`. */
  readonly stopReason: string;
  /** URIs of the documents that were retrieved. */
  readonly sources: readonly string[];
}

/** User ID of evaluations, so that golden cases are in no user's conversation. */
const USER_ID = "golden";

/** Time that is left to fail with an error rather than be stopped by Lambda. */
const REPLY_TIME_MS = 1_000;

/**
 * Has a conversation with the assistant as an application does: through the load balancer, over TLS, with streaming.
 * @param options Port and certificate authority. Default: 443 and the authorities that Node.js trusts.
 */
export function createHandler(
  { SERVICE_ADDRESS, SERVICE_NAME }: Settings,
  options: Pick<RequestOptions, "ca" | "port"> = {},
): Handler<unknown, Answer> {
  // The DNS record of the certificate's name can be in a network that this function does not resolve.
  const service = { ...options, host: SERVICE_ADDRESS, servername: SERVICE_NAME, path: "/v1/messages", method: "POST" };
  const headers = { host: SERVICE_NAME, "content-type": "application/json" };
  return async (event, context) => {
    const input = conversation.safeParse(event);
    if (!input.success) throw new Error("not a conversation: turns");
    const signal = abortAt(deadlineOf(context, REPLY_TIME_MS));
    let answer: Answer = { text: "", stopReason: "", sources: [] };
    for (const turn of input.data.turns) {
      const sent = request({ ...service, headers, signal });
      sent.end(JSON.stringify({ userId: USER_ID, sessionId: context.awsRequestId, text: turn }));
      const [response]: IncomingMessage[] = await once(sent, "response");
      answer = readAnswer(response?.statusCode, response ? await bodyOf(response) : "");
    }
    return answer;
  };
}

const delta = z.object({ text: z.string() });
const done = z.object({ stopReason: z.string(), sources: z.array(z.string()) });

/** @throws Error if there is no answer or it broke off. The message holds no text of the answer. */
function readAnswer(status: number | undefined, body: string): Answer {
  if (status !== 200) throw new Error(`the assistant answered ${status}`);
  let answer = "";
  for (const [, event, data = ""] of body.matchAll(/^event: (.+)\ndata: (.+)$/gm)) {
    if (event === "delta") answer += delta.parse(JSON.parse(data)).text;
    if (event === "done") return { text: answer, ...done.parse(JSON.parse(data)) };
  }
  throw new Error("the assistant's answer broke off");
}
