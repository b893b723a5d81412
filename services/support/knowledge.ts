import type { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { log } from "@plinth/service-runtime/log";
import { retrieve } from "@plinth/service-runtime/retrieval";
import type { Settings } from "./settings";

export interface Article {
  /** Key of the object below `articles/`: `refunds.md`. */
  readonly id: string;
  readonly text: string;
}

const PREFIX = "articles/";
const MOST_ARTICLES = 50;
/** About 10,000 tokens: what fits every model and, cached, costs little. Above it, a knowledge base is the better shape. */
const MOST_CHARACTERS = 40_000;
const FRESH_MS = 5 * 60_000;

/** Where the articles come from that answer a message. */
export interface Knowledge {
  articles(message: string, abortSignal: AbortSignal): Promise<readonly Article[]>;
}

export interface KnowledgeClients {
  readonly s3: S3Client;
  readonly search: BedrockAgentRuntimeClient;
}

/** All articles of the bucket, or those passages of a knowledge base that fit the message. */
export function knowledgeOf({ s3, search }: KnowledgeClients, settings: Settings): Knowledge {
  const { KNOWLEDGE_BASE_ID, KNOWLEDGE_BUCKET, ACCOUNT_ID, PASSAGES } = settings;
  if (KNOWLEDGE_BASE_ID !== undefined) return new Passages(search, { KNOWLEDGE_BASE_ID, PASSAGES });
  if (KNOWLEDGE_BUCKET !== undefined)
    return new Articles(s3, { Bucket: KNOWLEDGE_BUCKET, ExpectedBucketOwner: ACCOUNT_ID });
  throw new Error("environment: KNOWLEDGE_BUCKET");
}

/** The pieces of articles that a knowledge base finds, those of one article together. */
class Passages implements Knowledge {
  constructor(
    private readonly search: BedrockAgentRuntimeClient,
    private readonly settings: Parameters<typeof retrieve>[1],
  ) {}

  async articles(message: string, abortSignal: AbortSignal): Promise<readonly Article[]> {
    const texts = new Map<string, string[]>();
    for (const { source, text } of await retrieve(this.search, this.settings, message, abortSignal)) {
      const id = source.slice(source.indexOf(PREFIX) + PREFIX.length);
      texts.set(id, [...(texts.get(id) ?? []), text]);
    }
    return [...texts].map(([id, pieces]) => ({ id, text: pieces.join("\n…\n") }));
  }
}

/** The articles themselves, read again when the last reading is five minutes old. */
class Articles implements Knowledge {
  #articles: Promise<readonly Article[]> = Promise.resolve([]);
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly s3: S3Client,
    private readonly bucket: { readonly Bucket: string; readonly ExpectedBucketOwner: string },
  ) {}

  /** Messages of one batch share one reading; a failed one is not kept. */
  articles(_message: string, abortSignal: AbortSignal): Promise<readonly Article[]> {
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
    const { bucket } = this;
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
