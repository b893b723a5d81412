import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { errorName } from "@plinth/service-runtime/errors";
import { BodyTooLargeError, readBody, sendJson } from "@plinth/service-runtime/http";
import { log } from "@plinth/service-runtime/log";
import type { Chat, ChatEvent } from "./chat";
import { InvalidMessageError, readMessage } from "./message";
import type { Settings } from "./settings";

/** The server and its shutdown. */
export interface ChatServer {
  /** The HTTP server. It does not listen yet. */
  readonly http: Server;
  /** Refuses new requests, waits for answers in progress, and aborts those that exceed `DRAIN_SECONDS`. */
  drain(): Promise<void>;
}

/** Maximum time to receive a request. */
const RECEIVE_MS = 30_000;

/** Interval of comments in a stream, below any sensible idle timeout of a load balancer. */
const HEARTBEAT_MS = 15_000;

/**
 * `POST /v1/messages` answers a message with server-sent events: `delta` for each piece of text, `done` at the end, `error`
 * if the answer breaks off. `GET /healthz` returns 200 while the server takes messages, and 503 once it drains.
 */
export function createChatServer(
  chat: Chat,
  { DRAIN_SECONDS, IDLE_SECONDS }: Pick<Settings, "DRAIN_SECONDS" | "IDLE_SECONDS">,
): ChatServer {
  const active = new Set<AbortController>();
  let draining = false;

  const http = createServer((request, response) => void serve(request, response));
  http.requestTimeout = RECEIVE_MS;
  // Longer than the load balancer's, or the balancer can send a request over a connection that the server closes.
  http.keepAliveTimeout = (IDLE_SECONDS + 5) * 1_000;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (draining) response.setHeader("connection", "close");
    const route = `${request.method} ${request.url}`;
    if (route === "GET /healthz")
      return sendJson(response, draining ? 503 : 200, { status: draining ? "draining" : "ok" });
    if (route !== "POST /v1/messages") return sendJson(response, 404, { error: "not-found" });
    if (draining) return sendJson(response, 503, { error: "draining" });

    const connection = new AbortController();
    active.add(connection);
    response.on("close", () => connection.abort(new Error("the client is gone")));
    try {
      const message = readMessage(await readBody(request));
      await sendEvents(response, chat(message, connection.signal));
    } catch (error) {
      sendError(response, error);
    } finally {
      active.delete(connection);
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
        for (const connection of active) connection.abort(new Error("the server stops"));
        setTimeout(() => http.closeAllConnections(), 1_000).unref();
      }, DRAIN_SECONDS * 1_000);
      await closed;
      clearTimeout(late);
    },
  };
}

/** Sends the status with the first event, so that an answer that never begins has an error status. */
async function sendEvents(response: ServerResponse, events: AsyncGenerator<ChatEvent>): Promise<void> {
  let next = await events.next();
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  const heartbeat = setInterval(() => response.write(": alive\n\n"), HEARTBEAT_MS);
  try {
    while (!next.done) {
      const { event, data } = next.value;
      const isFlushed = response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      // A client that has disconnected never drains: `close` ends the wait.
      if (!isFlushed) await Promise.race([once(response, "drain"), once(response, "close")]);
      next = await events.next();
    }
    response.end();
  } finally {
    clearInterval(heartbeat);
    await events.return(undefined);
  }
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const { status, body } = faultOf(error);
  if (status >= 500) log("error", "message-failed", { error: describe(error) });
  if (response.headersSent) response.end(`event: error\ndata: ${JSON.stringify(body)}\n\n`);
  else sendJson(response, status, body);
}

function faultOf(error: unknown): { readonly status: number; readonly body: Readonly<Record<string, unknown>> } {
  if (error instanceof InvalidMessageError) return { status: 400, body: { error: "invalid", members: error.members } };
  if (error instanceof BodyTooLargeError) return { status: 413, body: { error: "too-long" } };
  return { status: 503, body: { error: "unavailable" } };
}

/** Messages of this service's own errors are safe to log; those of AWS services can quote the request. */
function describe(error: unknown): string {
  const isOwn = error instanceof Error && (error.name === "ModelError" || error.name === "Error");
  return isOwn ? error.message : errorName(error);
}
