import { once } from "node:events";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";

/** What the fake answers one call with; the last one is repeated. */
export type Turn =
  /** The model's text, and why it stopped. */
  | { readonly text: string; readonly stopReason?: string }
  /** Any content: calls of tools. */
  | { readonly content: readonly object[]; readonly stopReason: string }
  /** An error as Bedrock sends it: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html. */
  | { readonly error: string; readonly status: number; readonly message?: string }
  /** No answer at all, until the caller gives up. */
  | { readonly silent: true };

export interface ConverseCall {
  readonly modelId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** `bedrock-runtime` on this machine: Converse over HTTP/2 without TLS, as the SDK speaks to it. */
export class FakeBedrock {
  readonly calls: ConverseCall[] = [];
  #turns: readonly Turn[] = [];
  readonly #server = http2.createServer((request, response) => void this.#serve(request, response));
  readonly #sessions = new Set<http2.ServerHttp2Session>();

  async start(): Promise<string> {
    this.#server.on("session", (session) => this.#sessions.add(session));
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
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
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const modelId = decodeURIComponent(/^\/model\/(.+)\/converse$/.exec(request.url)?.[1] ?? "");
    this.calls.push({ modelId, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
    const turn = this.#turns[Math.min(this.calls.length, this.#turns.length) - 1];
    if (!turn || "silent" in turn) return;
    response.setHeader("content-type", "application/json");
    if ("error" in turn) {
      response.setHeader("x-amzn-errortype", turn.error);
      response.statusCode = turn.status;
      response.end(JSON.stringify({ message: turn.message ?? turn.error }));
      return;
    }
    response.end(
      JSON.stringify({
        output: { message: { role: "assistant", content: "content" in turn ? turn.content : [{ text: turn.text }] } },
        stopReason: turn.stopReason ?? "end_turn",
        usage: { inputTokens: 1200, outputTokens: 80, totalTokens: 1280 },
        metrics: { latencyMs: 900 },
      }),
    );
  }
}
