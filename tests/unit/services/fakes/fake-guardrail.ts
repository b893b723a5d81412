import { once } from "node:events";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";

const ADDRESS = /\b\w{1,20}@example\.com/g;

/** `bedrock-runtime` on this machine as far as ApplyGuardrail goes: it masks `@example.com` addresses. */
export class FakeGuardrail {
  readonly asked: { readonly path: string; readonly source: string; readonly text: string }[] = [];
  /** Whether Bedrock is down. */
  down = false;
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

  async #serve(request: http2.Http2ServerRequest, response: http2.Http2ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { source, content } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const text = String(content[0].text.text);
    this.asked.push({ path: request.url, source, text });
    response.setHeader("content-type", "application/json");
    if (this.down) {
      response.statusCode = 503;
      response.setHeader("x-amzn-errortype", "ServiceUnavailableException");
      response.end("{}");
      return;
    }
    const addresses = text.match(ADDRESS) ?? [];
    const masked = text.replaceAll(ADDRESS, "{EMAIL}");
    response.end(
      JSON.stringify({
        action: addresses.length > 0 ? "GUARDRAIL_INTERVENED" : "NONE",
        outputs: addresses.length > 0 ? [{ text: masked }] : [],
        usage: {},
        assessments: [
          {
            sensitiveInformationPolicy: {
              piiEntities: addresses.map((match) => ({ type: "EMAIL", match, action: "ANONYMIZED" })),
              regexes: [],
            },
          },
        ],
      }),
    );
  }
}
