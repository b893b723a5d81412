import { type FakeRequest, type FakeResponse, FakeServer } from "./server";

type Item = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** DynamoDB as the chat server calls it: PutItem, and Query by partition key `session`, sorted by `turn`. */
export class FakeDynamodb {
  /** Items in the order in which they were written. */
  readonly items: Item[] = [];
  readonly #server = new FakeServer((request) => this.#respond(request));

  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): void {
    this.#server.stop();
  }

  #respond({ headers, json }: FakeRequest): FakeResponse {
    const contentType = { "content-type": "application/x-amz-json-1.0" };
    if (String(headers["x-amz-target"]).endsWith(".Query")) return { headers: contentType, body: this.#query(json) };
    this.items.push(Object(json.Item));
    return { headers: contentType, body: {} };
  }

  /** `Limit` counts items before the filter: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html. */
  #query({ ExpressionAttributeValues: values, Limit, ScanIndexForward }: FakeRequest["json"]): object {
    const value = (name: string): Item[string] => Object(Object(values)[name]);
    const read = this.items
      .filter((item) => item.session?.S === value(":session").S)
      .sort((a, b) => Number(a.turn?.N) - Number(b.turn?.N));
    if (ScanIndexForward === false) read.reverse();
    const page = read.slice(0, Number(Limit));
    const Items = page.filter((item) => Number(item.expiresAt?.N) > Number(value(":now").N));
    return { Items, Count: Items.length, ScannedCount: page.length };
  }
}
