import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request } from "node:https";
import { text as bodyOf } from "node:stream/consumers";
import { settingsOf, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

const settings = z.object({ SERVICE_ADDRESS: text, SERVICE_NAME: text });
type Settings = z.infer<typeof settings>;

const conversation = z.strictObject({
  /** What a user says, one after the other, in a session of its own. Bounds: 1 to 5. */
  turns: z.array(text).check(z.minLength(1), z.maxLength(5)),
});

/** What the assistant said to the last turn. */
export interface Answer {
  readonly text: string;
  readonly stopReason: string;
  readonly sources: readonly string[];
}

/** The part of Lambda's context that the handler uses. */
export interface Context {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Nobody's, so that what is asked to find out how good answers are is in no user's conversation. */
const USER = "golden";

/**
 * Has a conversation with the assistant as an application has it: through the load balancer, over TLS, in streams.
 * @param trust Another port and authority than HTTPS's own and those that Node.js trusts.
 */
export function createHandler(
  { SERVICE_ADDRESS, SERVICE_NAME }: Settings,
  trust: Pick<RequestOptions, "ca" | "port"> = {},
): (event: unknown, context: Context) => Promise<Answer> {
  // The address is the balancer's, the name that of its certificate: a record that joins them may be another network's.
  const service = { ...trust, host: SERVICE_ADDRESS, servername: SERVICE_NAME, path: "/v1/messages", method: "POST" };
  return async (event, { awsRequestId: sessionId, getRemainingTimeInMillis }) => {
    const read = conversation.safeParse(event);
    if (!read.success) throw new Error("not a conversation: turns");
    const signal = AbortSignal.timeout(Math.max(0, getRemainingTimeInMillis() - 1_000));
    let answer: Answer = { text: "", stopReason: "", sources: [] };
    for (const said of read.data.turns) {
      const headers = { host: SERVICE_NAME, "content-type": "application/json" };
      const sent = request({ ...service, headers, signal });
      sent.end(JSON.stringify({ userId: USER, sessionId, text: said }));
      const [response]: IncomingMessage[] = await once(sent, "response");
      answer = readAnswer(response?.statusCode, response ? await bodyOf(response) : "");
    }
    return answer;
  };
}

const delta = z.object({ text: z.string() });
const done = z.object({ stopReason: z.string(), sources: z.array(z.string()) });

/** @throws Error where there is no answer, or one that broke off: what it says is not repeated. */
function readAnswer(status: number | undefined, body: string): Answer {
  if (status !== 200) throw new Error(`the assistant answered ${status}`);
  let answer = "";
  for (const [, event, data = ""] of body.matchAll(/^event: (.+)\ndata: (.+)$/gm)) {
    if (event === "delta") answer += delta.parse(JSON.parse(data)).text;
    if (event === "done") return { text: answer, ...done.parse(JSON.parse(data)) };
  }
  throw new Error("the assistant's answer broke off");
}

let handle: ReturnType<typeof createHandler> | undefined;

/** Entry point of the Lambda function. */
export const handler: ReturnType<typeof createHandler> = (event, context) => {
  handle ??= createHandler(settingsOf(settings, process.env));
  return handle(event, context);
};
