import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: unknown;
}

/** A service of AWS on this machine that speaks JSON over HTTP. */
export class FakeHttp {
  readonly calls: Call[] = [];
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

  constructor(private readonly answer: (call: Call) => Answer) {}

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname } = new URL(request.url ?? "/", "http://fake");
    const call: Call = {
      method: request.method ?? "",
      path: decodeURIComponent(pathname),
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}"),
    };
    this.calls.push(call);
    const { status = 200, contentType = "application/json", body } = this.answer(call);
    response.writeHead(status, { "content-type": contentType });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }
}
