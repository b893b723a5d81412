import type { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { log } from "@plinth/service-runtime/log";
import { type RetrievalSettings, retrieve } from "@plinth/service-runtime/retrieval";
import type { Settings } from "./settings";

/** An approved article, or the passages of it that match the message. */
export interface Article {
  /** Key of the object below `articles/`: `refunds.md`. */
  readonly id: string;
  /** Text of the article. */
  readonly text: string;
}

const PREFIX = "articles/";
const MAX_ARTICLES = 50;
/** About 10,000 tokens: fits every model, and costs little when cached. Use a knowledge base for more. */
const MAX_CHARACTERS = 40_000;
const CACHE_MS = 5 * 60_000;

/** Source of articles. */
export interface Knowledge {
  /** Articles for a message. */
  articles(message: string, abortSignal: AbortSignal): Promise<readonly Article[]>;
}

/** Clients that read articles. */
export interface KnowledgeClients {
  /** Client of the bucket of articles. */
  readonly s3: S3Client;
  /** Client of the knowledge base. */
  readonly search: BedrockAgentRuntimeClient;
}

/** The knowledge base, if there is one; all articles of the bucket otherwise. @throws Error if there is neither. */
export function createKnowledge({ s3, search }: KnowledgeClients, settings: Settings): Knowledge {
  const { KNOWLEDGE_BASE_ID, KNOWLEDGE_BUCKET, ACCOUNT_ID, PASSAGES } = settings;
  if (KNOWLEDGE_BASE_ID !== undefined) return new KnowledgeBaseArticles(search, { KNOWLEDGE_BASE_ID, PASSAGES });
  if (KNOWLEDGE_BUCKET !== undefined)
    return new BucketArticles(s3, { Bucket: KNOWLEDGE_BUCKET, ExpectedBucketOwner: ACCOUNT_ID });
  throw new Error("environment: KNOWLEDGE_BUCKET");
}

/** Passages of a knowledge base, grouped by article. */
class KnowledgeBaseArticles implements Knowledge {
  constructor(
    private readonly search: BedrockAgentRuntimeClient,
    private readonly settings: RetrievalSettings,
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

/** All articles of a bucket, cached for five minutes. */
class BucketArticles implements Knowledge {
  #articles: Promise<readonly Article[]> = Promise.resolve([]);
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly s3: S3Client,
    private readonly bucket: { readonly Bucket: string; readonly ExpectedBucketOwner: string },
  ) {}

  /** Messages of one batch share one read. A read that fails is not cached. */
  articles(_message: string, abortSignal: AbortSignal): Promise<readonly Article[]> {
    if (Date.now() - this.#readAt > CACHE_MS) {
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
    const listing = new ListObjectsV2Command({ ...bucket, Prefix: PREFIX, MaxKeys: MAX_ARTICLES });
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

/** Drops articles over the limit. An article is never cut: a part of it can be misleading. */
function withinBudget(articles: readonly Article[]): readonly Article[] {
  let left = MAX_CHARACTERS;
  return articles.filter(({ text }) => {
    left -= text.length;
    return left >= 0;
  });
}
