import type { IncomingHttpHeaders } from "node:http";
import { type FakeRequest, type FakeResponse, FakeServer } from "./server";

/** A PutObject that succeeded. */
export interface PutCall {
  /** `/bucket/key` */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Account that owns every bucket. */
const OWNER = "210987654321";

/** Amazon S3: ListObjectsV2, GetObject and PutObject, with conditional writes and the expected bucket owner. */
export class FakeS3 {
  /** Objects that were put, in order. */
  readonly puts: PutCall[] = [];
  /** Number of lists. */
  lists = 0;
  readonly #objects = new Map<string, string | Uint8Array>();
  readonly #server = new FakeServer((request) => this.#respond(request));

  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): void {
    this.#server.stop();
  }

  /** Empties all buckets and forgets the calls so far. */
  reset(): void {
    this.#objects.clear();
    this.puts.length = 0;
    this.lists = 0;
  }

  /** Replaces the objects of a bucket. */
  fill(bucket: string, objects: Readonly<Record<string, string | Uint8Array>>): void {
    for (const path of this.#objects.keys()) if (path.startsWith(`/${bucket}/`)) this.#objects.delete(path);
    for (const [key, content] of Object.entries(objects)) this.#objects.set(`/${bucket}/${key}`, content);
  }

  #respond(request: FakeRequest): FakeResponse {
    const owner = request.headers["x-amz-expected-bucket-owner"];
    if (owner !== undefined && owner !== OWNER) return failure(403, "AccessDenied");
    if (request.method === "PUT") return this.#put(request);
    if (request.query.get("list-type") === "2") return this.#list(request);
    const body = this.#objects.get(request.path);
    return body === undefined
      ? failure(404, "NoSuchKey")
      : { headers: { "content-type": "binary/octet-stream" }, body };
  }

  #put({ path, headers, body }: FakeRequest): FakeResponse {
    if (headers["if-none-match"] === "*" && this.#objects.has(path)) return failure(412, "PreconditionFailed");
    this.#objects.set(path, body);
    this.puts.push({ path, headers, body });
    return {};
  }

  /** Keys in UTF-8 order, a page at a time: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html. */
  #list({ path, query }: FakeRequest): FakeResponse {
    this.lists += 1;
    const bucket = `${path.replace(/\/$/, "")}/`;
    const matching = [...this.#objects.keys()]
      .filter((object) => object.startsWith(`${bucket}${query.get("prefix") ?? ""}`))
      .map((object) => object.slice(bucket.length))
      .filter((key) => key > (query.get("continuation-token") ?? ""))
      .sort();
    const keys = matching.slice(0, Number(query.get("max-keys") ?? 1_000));
    const isTruncated = keys.length < matching.length;
    return xml(
      200,
      `<ListBucketResult><KeyCount>${keys.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${
        isTruncated ? `<NextContinuationToken>${escaped(keys.at(-1) ?? "")}</NextContinuationToken>` : ""
      }${keys.map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`).join("")}</ListBucketResult>`,
    );
  }
}

function failure(status: number, code: string): FakeResponse {
  return xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function xml(status: number, body: string): FakeResponse {
  return { status, headers: { "content-type": "application/xml" }, body };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
