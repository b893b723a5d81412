import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** One line as Amazon Textract tells it: text, and percent of confidence. */
export type FakeLine = readonly [text: string, confidence: number];

/** Amazon Textract on this machine, as far as results of text detection go: pages of lines, one a request. */
export class FakeTextract {
  /** Lines by page of results. */
  results: readonly (readonly FakeLine[])[] = [];
  readonly asked: Readonly<Record<string, unknown>>[] = [];
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
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    this.asked.push({ target: request.headers["x-amz-target"], ...body });
    const page = Number(body.NextToken ?? 0);
    const lines = (this.results[page] ?? []).map(([Text, Confidence]) => ({ BlockType: "LINE", Text, Confidence }));
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(
      JSON.stringify({
        JobStatus: "SUCCEEDED",
        DocumentMetadata: { Pages: this.results.length },
        Blocks: [{ BlockType: "PAGE" }, ...lines, { BlockType: "WORD", Text: "twice", Confidence: 1 }],
        ...(page + 1 < this.results.length && { NextToken: String(page + 1) }),
      }),
    );
  }
}
