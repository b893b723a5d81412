import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { log } from "../../runtime/log";
import type { Settings } from "./settings";

export interface Article {
  /** Key of the object below `articles/`: `refunds.md`. */
  readonly id: string;
  readonly text: string;
}

const PREFIX = "articles/";
const MOST_ARTICLES = 50;
/** About 10,000 tokens: what fits every model and, cached, costs little. Above it, retrieval is the better shape. */
const MOST_CHARACTERS = 40_000;
const FRESH_MS = 5 * 60_000;

/** The knowledge articles, read again when the last reading is five minutes old. */
export class Knowledge {
  #articles: Promise<readonly Article[]> = Promise.resolve([]);
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly s3: S3Client,
    private readonly settings: Settings,
  ) {}

  /** Messages of one batch share one reading; a failed one is not kept. */
  articles(abortSignal: AbortSignal): Promise<readonly Article[]> {
    if (Date.now() - this.#readAt > FRESH_MS) {
      this.#readAt = Date.now();
      this.#articles = this.read(abortSignal).catch((error: unknown) => {
        this.#readAt = Number.NEGATIVE_INFINITY;
        throw error;
      });
    }
    return this.#articles;
  }

  private async read(abortSignal: AbortSignal): Promise<readonly Article[]> {
    const bucket = { Bucket: this.settings.KNOWLEDGE_BUCKET, ExpectedBucketOwner: this.settings.ACCOUNT_ID };
    const listing = new ListObjectsV2Command({ ...bucket, Prefix: PREFIX, MaxKeys: MOST_ARTICLES });
    const { Contents = [], IsTruncated = false } = await this.s3.send(listing, { abortSignal });
    const keys = Contents.flatMap(({ Key }) => (Key && Key !== PREFIX ? [Key] : []));
    const articles = await Promise.all(
      keys.map(async (Key) => {
        const { Body } = await this.s3.send(new GetObjectCommand({ ...bucket, Key }), { abortSignal });
        return { id: Key.slice(PREFIX.length), text: (await Body?.transformToString()) ?? "" };
      }),
    );
    const kept = withinBudget(articles);
    if (IsTruncated || kept.length < articles.length)
      log("warn", "knowledge-left-out", { kept: kept.length, found: articles.length, more: IsTruncated });
    return kept;
  }
}

/** Whole articles only: half of one misleads. */
function withinBudget(articles: readonly Article[]): readonly Article[] {
  let left = MOST_CHARACTERS;
  return articles.filter(({ text }) => {
    left -= text.length;
    return left >= 0;
  });
}
