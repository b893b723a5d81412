import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export interface PutCall {
  /** `/bucket/key` */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Amazon S3 on this machine, as far as the handler needs it: list and get articles, put records. */
export class FakeS3 {
  readonly puts: PutCall[] = [];
  reads = 0;
  /** Articles, or other objects, by key. */
  articles: Readonly<Record<string, string | Uint8Array>> = {};
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

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
    const url = new URL(request.url ?? "/", "http://s3");
    const path = decodeURIComponent(url.pathname);
    if (
      request.method === "PUT" &&
      request.headers["if-none-match"] === "*" &&
      this.puts.some((p) => p.path === path)
    ) {
      response.statusCode = 412;
      response.end("<Error><Code>PreconditionFailed</Code></Error>");
    } else if (request.method === "PUT") {
      this.puts.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.end();
    } else if (url.searchParams.get("list-type") === "2") {
      this.reads++;
      const prefix = url.searchParams.get("prefix") ?? "";
      const keys = Object.keys(this.articles).filter((key) => key.startsWith(prefix));
      const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`);
      response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`);
    } else {
      const article = Object.entries(this.articles).find(([key]) => path.endsWith(`/${key}`))?.[1];
      response.statusCode = article === undefined ? 404 : 200;
      response.end(article ?? "<Error><Code>NoSuchKey</Code></Error>");
    }
  }
}
