import { once } from "node:events";
import * as http from "node:http";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";

/** What the fake Bedrock answers one call with; the last one is repeated. */
export type Turn =
  | {
      readonly pieces: readonly string[];
      readonly stopReason?: string;
      /** Waited for before the last piece. */
      readonly until?: Promise<unknown>;
      /** An exception in the middle of the stream, instead of its end. */
      readonly breaks?: string;
    }
  | { readonly error: string; readonly status: number }
  /** No answer at all, until the caller gives up. */
  | { readonly silent: true };

export interface Call {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * `bedrock-runtime` and `bedrock-agent-runtime` on this machine: ConverseStream and Retrieve over HTTP/2 without TLS, as the
 * SDK speaks to them.
 */
export class FakeBedrock {
  /** Of ConverseStream. */
  readonly calls: Call[] = [];
  passages: readonly { readonly uri: string; readonly text: string }[] = [];
  #turns: readonly Turn[] = [];
  readonly #server = http2.createServer((request, response) => void this.#serve(request, response));
  readonly #sessions = new Set<http2.ServerHttp2Session>();

  async start(): Promise<string> {
    this.#server.on("session", (session) => this.#sessions.add(session));
    return listening(this.#server);
  }

  stop(): void {
    for (const session of this.#sessions) session.destroy();
    this.#server.close();
  }

  answer(...turns: readonly Turn[]): void {
    this.#turns = turns;
    this.calls.length = 0;
  }

  async #serve(request: http2.Http2ServerRequest, response: http2.Http2ServerResponse): Promise<void> {
    response.on("error", () => undefined);
    const path = decodeURIComponent(request.url);
    const body = JSON.parse(await textOf(request));
    if (path.startsWith("/knowledgebases/")) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ retrievalResults: this.passages.map(found) }));
      return;
    }
    this.calls.push({ path, body });
    const turn = this.#turns[Math.min(this.calls.length, this.#turns.length) - 1];
    if (!turn || "silent" in turn) return;
    if ("error" in turn) {
      response.writeHead(turn.status, { "content-type": "application/json", "x-amzn-errortype": turn.error });
      response.end(JSON.stringify({ message: turn.error }));
      return;
    }
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    response.write(frame("messageStart", { role: "assistant" }));
    for (const [index, text] of turn.pieces.entries()) {
      if (index === turn.pieces.length - 1) await turn.until;
      response.write(frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }));
    }
    if (turn.breaks) {
      response.end(frame(turn.breaks, { message: turn.breaks }, "exception"));
      return;
    }
    response.write(frame("messageStop", { stopReason: turn.stopReason ?? "end_turn" }));
    response.end(
      frame("metadata", {
        usage: { inputTokens: 900, outputTokens: 40, totalTokens: 940 },
        metrics: { latencyMs: 700 },
      }),
    );
  }
}

/** DynamoDB on this machine, as far as the chat server calls it. */
export class FakeDynamodb {
  /** Items as DynamoDB keeps them. */
  readonly items: Record<string, Record<string, string>>[] = [];
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

  start(): Promise<string> {
    return listening(this.#server);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request));
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify(this.#answer(String(request.headers["x-amz-target"]), body)));
  }

  #answer(operation: string, body: Record<string, unknown>): object {
    if (operation.endsWith(".PutItem")) {
      this.items.push(Object(body.Item));
      return {};
    }
    const { S: session } = Object(Object(body.ExpressionAttributeValues)[":session"]);
    const remembered = this.items.filter((item) => item.session?.S === session).reverse();
    return { Items: remembered.slice(0, Number(body.Limit)) };
  }
}

function found({ uri, text }: FakeBedrock["passages"][number]): object {
  return { content: { text }, location: { type: "S3", s3Location: { uri } }, score: 0.8 };
}

async function listening(server: http.Server | http2.Http2Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function textOf(request: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** One message of AWS's event streams: https://smithy.io/2.0/aws/amazon-eventstream.html (read 2026-11). */
function frame(type: string, payload: object, kind: "event" | "exception" = "event"): Buffer {
  const body = Buffer.from(JSON.stringify(payload));
  const headers = Buffer.concat(
    [
      [":message-type", kind],
      [`:${kind}-type`, type],
      [":content-type", "application/json"],
    ].map(([name = "", value = ""]) =>
      Buffer.concat([
        Buffer.from([name.length]),
        Buffer.from(name),
        Buffer.from([7, value.length >> 8, value.length & 255]),
        Buffer.from(value),
      ]),
    ),
  );
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + headers.length + body.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, headers, body]);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(crc32(message));
  return Buffer.concat([message, end]);
}

/** `zlib.crc32` is younger than the oldest Node.js that this runs on. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
