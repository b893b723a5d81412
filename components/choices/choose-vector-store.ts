import { type Fault, PlinthError } from "@plinth/standards";
import type { VectorStoreKind } from "../data/vector-store";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest } from "./choice";

/** What a vector store is asked to do. */
export interface VectorStoreRequirements {
  /** Vectors in it once it is full. */
  readonly vectors: number;
  /** Searches at the busiest time. */
  readonly searchesPerSecond: number;
  /** The longest that a search may take, after a pause too. */
  readonly searchMilliseconds: number;
  /** Exact words (names, numbers, codes) are searched for beside meaning. Default: false. */
  readonly fullText?: boolean;
  /** A Bedrock knowledge base takes in documents and searches. Default: false. */
  readonly knowledgeBase?: boolean;
  /** Vectors are joined with relational data in one query. Default: false. */
  readonly joins?: boolean;
  /** The most that it may cost, before anybody searches. Default: no limit. */
  readonly monthlyUsd?: number;
  /** Vendor whose product must be used, because of a contract. Default: none. */
  readonly vendor?: "pinecone" | "weaviate";
  /** Where the workload runs: `eu-west-1`. */
  readonly region: string;
  /** Stores that AWS does not offer in the region, or the organisation has ruled out. Default: none. */
  readonly unavailable?: readonly VectorStoreKind[];
}

/** What a store can do, as far as requirements ask for it. */
interface Profile {
  readonly mostVectors: number;
  readonly mostSearchesPerSecond: number;
  /** What it promises, after a pause too. */
  readonly searchMilliseconds: number;
  readonly fullText: boolean;
  readonly knowledgeBase: boolean;
  readonly joins: boolean;
  /** What it costs in production before anybody searches. */
  readonly leastMonthlyUsd: number;
  readonly vendor?: "pinecone" | "weaviate";
  readonly regions?: readonly string[];
  readonly why: string;
  readonly costs: string;
}

const NAMES: Readonly<Record<VectorStoreKind, string>> = {
  "s3-vectors": "S3 Vectors",
  "aurora-pgvector": "Aurora with pgvector",
  "opensearch-serverless": "OpenSearch Serverless",
  "opensearch-domain": "an OpenSearch domain",
  weaviate: "Weaviate",
  pinecone: "Pinecone",
};

/**
 * The simplest first. Numbers with a source are the provider's (read 2026-11); of sizes that have none, the one up to which
 * the components here have no part that must be resized by hand. Costs are list prices of us-east-1 for 730 hours.
 */
const PROFILES: Readonly<Record<VectorStoreKind, Profile>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html, …/s3-vectors-best-practices.html:
  // less than a second when nothing is warm, hundreds of searches a second in an index.
  "s3-vectors": {
    mostVectors: 2_000_000_000,
    mostSearchesPerSecond: 100,
    searchMilliseconds: 1_000,
    fullText: false,
    knowledgeBase: true,
    joins: false,
    leastMonthlyUsd: 0,
    why: "nothing runs and only use is paid for",
    costs: "nothing",
  },
  // An HNSW index belongs in memory: ten million vectors of 1,024 numbers are 41 GB. Half a capacity unit in each of two
  // zones, at $0.12 an hour: https://aws.amazon.com/rds/aurora/pricing/.
  "aurora-pgvector": {
    mostVectors: 10_000_000,
    mostSearchesPerSecond: 500,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: true,
    joins: true,
    leastMonthlyUsd: 88,
    why: "one PostgreSQL holds vectors, words and relational data, and scales down to half a capacity unit",
    costs: "needs a database with a schema that somebody migrates",
  },
  // Two capacity units with standby replicas, at $0.24 an hour:
  // https://aws.amazon.com/blogs/big-data/amazon-opensearch-serverless-cost-effective-search-capabilities-at-any-scale/
  "opensearch-serverless": {
    mostVectors: 100_000_000,
    mostSearchesPerSecond: 2_000,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: true,
    joins: false,
    leastMonthlyUsd: 350,
    why: "it searches by meaning and by words, scales by itself and serves a knowledge base",
    costs: "pays for capacity units around the clock",
  },
  // Two r7g.large.search nodes at $0.178 an hour, three m7g.large.search masters at $0.135 and two disks of 100 GB at $0.122 a
  // GB: https://aws.amazon.com/opensearch-service/pricing/. Bedrock reaches public domains only: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html.
  "opensearch-domain": {
    mostVectors: 1_000_000_000,
    mostSearchesPerSecond: 10_000,
    searchMilliseconds: 50,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    leastMonthlyUsd: 580,
    why: "its nodes are chosen for the load, and every option of OpenSearch is there",
    costs: "needs somebody who sizes, upgrades and watches a cluster",
  },
  // One task of 2 vCPU and 8 GB on ARM, at $0.03238 a vCPU and $0.00356 a GB an hour: https://aws.amazon.com/fargate/pricing/.
  weaviate: {
    mostVectors: 1_000_000,
    mostSearchesPerSecond: 100,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    leastMonthlyUsd: 68,
    vendor: "weaviate",
    why: "what runs on Weaviate elsewhere runs in the workload's own network, without a change",
    costs: "needs somebody who upgrades a database in a container",
  },
  // A private endpoint needs the Enterprise plan, whose least is $500 a month:
  // https://docs.pinecone.io/guides/organizations/manage-cost/understanding-cost,
  // https://docs.pinecone.io/guides/production/configure-private-endpoints.
  pinecone: {
    mostVectors: 1_000_000_000,
    mostSearchesPerSecond: 2_000,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    leastMonthlyUsd: 500,
    vendor: "pinecone",
    regions: ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1"],
    why: "the contract is there, and Pinecone runs it behind a private endpoint",
    costs: "sends data to another processor",
  },
};

/**
 * The simplest store that meets what is asked, and why not each of the others. A pure function: what it knows of prices
 * and limits is written above, with its sources; the components' own pages tell more.
 * @throws PlinthError with everything that is wrong with the requirements.
 *
 * @example
 * const { choice, reason } = chooseVectorStore({
 *   vectors: 200_000,
 *   searchesPerSecond: 5,
 *   searchMilliseconds: 2_000,
 *   knowledgeBase: true,
 *   region: "eu-west-1",
 * });
 */
export function chooseVectorStore(requirements: VectorStoreRequirements): Choice<VectorStoreKind> {
  const wrong = faults(requirements);
  if (wrong.length > 0) throw new PlinthError("requirements of a vector store", wrong);
  return chooseSimplest(CANDIDATES, requirements);
}

const CANDIDATES = (Object.keys(PROFILES) as VectorStoreKind[]).map(
  (kind): Candidate<VectorStoreKind, VectorStoreRequirements> => ({
    kind,
    costs: PROFILES[kind].costs,
    reason: () => PROFILES[kind].why,
    obstacles: (requirements) => obstacles(kind, requirements),
  }),
);

function obstacles(kind: VectorStoreKind, asked: VectorStoreRequirements): string[] {
  const can = PROFILES[kind];
  const { vectors, searchesPerSecond, searchMilliseconds, monthlyUsd = Number.POSITIVE_INFINITY } = asked;
  const checks: readonly (readonly [isObstacle: boolean, told: string])[] = [
    [asked.unavailable?.includes(kind) === true, "is not available here"],
    [can.regions?.includes(asked.region) === false, `has no private endpoint in ${asked.region}`],
    [
      asked.vendor !== undefined && can.vendor !== asked.vendor,
      `is not ${NAMES[asked.vendor ?? kind]}, which is asked for`,
    ],
    [asked.vendor === undefined && can.vendor !== undefined, `is chosen only for a contract with ${NAMES[kind]}`],
    [vectors > can.mostVectors, `is for up to ${count(can.mostVectors)} vectors`],
    [
      searchesPerSecond > can.mostSearchesPerSecond,
      `is for up to ${count(can.mostSearchesPerSecond)} searches a second`,
    ],
    [searchMilliseconds < can.searchMilliseconds, `may take ${count(can.searchMilliseconds)} ms for a search`],
    [asked.fullText === true && !can.fullText, "knows no search by words"],
    [asked.knowledgeBase === true && !can.knowledgeBase, "cannot be reached privately by a Bedrock knowledge base"],
    [asked.joins === true && !can.joins, "joins nothing"],
    [can.leastMonthlyUsd > monthlyUsd, `costs $${count(can.leastMonthlyUsd)} a month before anybody searches`],
  ];
  return checks.filter(([isObstacle]) => isObstacle).map(([, told]) => told);
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

function faults(asked: VectorStoreRequirements): Fault[] {
  const { vectors, searchesPerSecond, searchMilliseconds, monthlyUsd = 0, region, vendor, unavailable = [] } = asked;
  const strange = unavailable.filter((kind) => !(kind in PROFILES));
  return faultsOf(
    "data/chooseVectorStore",
    "requirements",
    [Number.isInteger(vectors) && vectors >= 1, "vectors", "a whole number from 1", `${vectors}`],
    [searchesPerSecond > 0, "searchesPerSecond", "more than 0", `${searchesPerSecond}`],
    [searchMilliseconds > 0, "searchMilliseconds", "more than 0", `${searchMilliseconds}`],
    [monthlyUsd >= 0, "monthlyUsd", "0 or more", `${monthlyUsd}`],
    [/^[a-z]{2}(-[a-z]+)+-\d$/.test(region), "region", "a region such as eu-west-1", region],
    [vendor === undefined || ["pinecone", "weaviate"].includes(vendor), "vendor", "pinecone or weaviate", vendor],
    [strange.length === 0, "unavailable", `some of ${Object.keys(PROFILES).join(", ")}`, strange.join(", ")],
  );
}
