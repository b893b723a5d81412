import { once } from "node:events";
import * as http from "node:http";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";
import type { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseJson } from "../../../../services/runtime/json";

/** A request as the fake receives it. */
export interface FakeRequest {
  readonly method: string;
  /** Path without the query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON; empty if it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A response of the fake. */
export interface FakeResponse {
  /** Default: 200. */
  readonly status?: number;
  /** Default: none but `content-type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, chunks as they come, anything else as JSON. Default: empty. */
  readonly body?: string | Uint8Array | AsyncGenerator<Uint8Array> | object;
}

type Request = http.IncomingMessage | http2.Http2ServerRequest;
type Response = http.ServerResponse | http2.Http2ServerResponse;

/** An HTTP server on a free port of this machine: the base of every fake service. */
export class FakeServer {
  /** Requests so far. */
  readonly requests: FakeRequest[] = [];
  readonly #server: http.Server | http2.Http2Server;
  readonly #sessions = new Set<http2.ServerHttp2Session>();

  /**
   * @param respond Makes the response. `undefined` leaves the caller without one.
   * @param protocol `http2` for clients of Bedrock's runtimes, which speak HTTP/2 also without TLS.
   */
  constructor(
    private readonly respond: (request: FakeRequest) => FakeResponse | undefined,
    protocol: "http1" | "http2" = "http1",
  ) {
    const serve = (request: Request, response: Response) => void this.#serve(request, response);
    if (protocol === "http1") {
      this.#server = http.createServer(serve);
    } else {
      this.#server = http2.createServer(serve).on("session", (session) => this.#sessions.add(session));
    }
  }

  /** Returns the URL of the server. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Closes the server and all its connections. */
  stop(): void {
    for (const session of this.#sessions) session.destroy();
    if ("closeAllConnections" in this.#server) this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: Request, response: Response): Promise<void> {
    const out: Writable = response;
    out.on("error", () => undefined);
    const body = (await buffer(request)).toString("utf8");
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const read: FakeRequest = {
      method: request.method ?? "",
      path: decodeURIComponent(pathname),
      query: searchParams,
      headers: request.headers,
      body,
      json: Object(parseJson(body)),
    };
    this.requests.push(read);
    const answer = this.respond(read);
    if (answer) await send(answer, response, out);
  }
}

async function send({ status = 200, headers = {}, body = "" }: FakeResponse, response: Response, out: Writable) {
  response.statusCode = status;
  for (const [name, value] of Object.entries({ "content-type": "application/json", ...headers })) {
    response.setHeader(name, value);
  }
  if (typeof body === "string" || body instanceof Uint8Array) {
    out.end(body);
  } else if (Symbol.asyncIterator in body) {
    for await (const chunk of body) out.write(chunk);
    out.end();
  } else {
    out.end(JSON.stringify(body));
  }
}
