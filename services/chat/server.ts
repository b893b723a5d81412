import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { log } from "@plinth/service-runtime/log";
import type { Chat, ChatEvent } from "./chat";
import { InvalidMessageError, readMessage } from "./message";
import type { Settings } from "./settings";

export interface ChatServer {
  readonly http: Server;
  /** Takes nothing new, lets what has begun end, and cuts off what has not when the time is over. */
  drain(): Promise<void>;
}

const MOST_BYTES = 64 * 1_024;
const RECEIVE_MS = 30_000;
/** More often than any balancer's shortest sensible idle time. */
const HEARTBEAT_MS = 15_000;

/**
 * `POST /v1/messages` answers a message as a stream of server-sent events: `delta` for each piece of text, `done` at the
 * end, `error` where it breaks off. `GET /healthz` answers 200 while messages are taken, 503 once the server drains.
 */
export function createChatServer(
  chat: Chat,
  { DRAIN_SECONDS, IDLE_SECONDS }: Pick<Settings, "DRAIN_SECONDS" | "IDLE_SECONDS">,
): ChatServer {
  const active = new Set<AbortController>();
  let draining = false;

  const http = createServer((request, response) => void serve(request, response));
  http.requestTimeout = RECEIVE_MS;
  // The balancer must be the one that closes an idle connection, or it sends a request into a closed one.
  http.keepAliveTimeout = (IDLE_SECONDS + 5) * 1_000;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (draining) response.setHeader("connection", "close");
    const route = `${request.method} ${request.url}`;
    if (route === "GET /healthz")
      return answer(response, draining ? 503 : 200, { status: draining ? "draining" : "ok" });
    if (route !== "POST /v1/messages") return answer(response, 404, { error: "not-found" });
    if (draining) return answer(response, 503, { error: "draining" });

    const listening = new AbortController();
    active.add(listening);
    response.on("close", () => listening.abort(new Error("the client is gone")));
    try {
      const message = readMessage(await bodyOf(request));
      await send(response, chat(message, listening.signal));
    } catch (error) {
      refuse(response, error);
    } finally {
      active.delete(listening);
      if (draining) http.closeIdleConnections();
    }
  }

  return {
    http,
    async drain() {
      draining = true;
      const closed = once(http, "close");
      http.close();
      http.closeIdleConnections();
      const late = setTimeout(() => {
        for (const listening of active) listening.abort(new Error("the server stops"));
        setTimeout(() => http.closeAllConnections(), 1_000).unref();
      }, DRAIN_SECONDS * 1_000);
      await closed;
      clearTimeout(late);
    },
  };
}

/** The status says whether there is an answer at all, so nothing is sent before the first piece of it. */
async function send(response: ServerResponse, events: AsyncGenerator<ChatEvent>): Promise<void> {
  let next = await events.next();
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  const heartbeat = setInterval(() => response.write(": alive\n\n"), HEARTBEAT_MS);
  try {
    while (!next.done) {
      const { event, data } = next.value;
      const flows = response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      // A client that is gone drains nothing any more; its request is aborted by then.
      if (!flows) await Promise.race([once(response, "drain"), once(response, "close")]);
      next = await events.next();
    }
    response.end();
  } finally {
    clearInterval(heartbeat);
    await events.return(undefined);
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const { status, body } = faultOf(error);
  if (status >= 500) log("error", "message-failed", { error: describe(error) });
  if (response.headersSent) response.end(`event: error\ndata: ${JSON.stringify(body)}\n\n`);
  else answer(response, status, body);
}

function faultOf(error: unknown): { readonly status: number; readonly body: Readonly<Record<string, unknown>> } {
  if (error instanceof InvalidMessageError) return { status: 400, body: { error: "invalid", members: error.members } };
  if (error instanceof TooLongError) return { status: 413, body: { error: "too-long" } };
  return { status: 503, body: { error: "unavailable" } };
}

class TooLongError extends Error {}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new TooLongError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Only our own errors say more than their name: a service's message may quote its input. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return error.name === "ModelError" || error.name === "Error" ? error.message : error.name;
}
