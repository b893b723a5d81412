import { FakeServer } from "./server";

/** One line that Amazon Textract detected: text, and confidence in percent. */
export type FakeLine = readonly [text: string, confidence: number];

/** Amazon Textract: GetDocumentTextDetection, one page of results a request. */
export class FakeTextract {
  /** Lines by page of results. */
  results: readonly (readonly FakeLine[])[] = [];
  /** Requests so far. */
  readonly requests: Readonly<Record<string, unknown>>[] = [];
  readonly #server = new FakeServer(({ headers, json }) => {
    this.requests.push({ target: headers["x-amz-target"], ...json });
    return { headers: { "content-type": "application/x-amz-json-1.1" }, body: this.#page(Number(json.NextToken ?? 0)) };
  });

  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): void {
    this.#server.stop();
  }

  #page(page: number): object {
    const lines = (this.results[page] ?? []).map(([Text, Confidence]) => ({ BlockType: "LINE", Text, Confidence }));
    return {
      JobStatus: "SUCCEEDED",
      DocumentMetadata: { Pages: this.results.length },
      Blocks: [{ BlockType: "PAGE" }, ...lines, { BlockType: "WORD", Text: "twice", Confidence: 1 }],
      ...(page + 1 < this.results.length && { NextToken: String(page + 1) }),
    };
  }
}
