import { type Fault, PlinthError } from "@plinth/standards";
import type { VectorStoreKind } from "../data/vector-store";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest, count, type Obstacle } from "./choice";

/** Requirements of a vector store. */
export interface VectorStoreRequirements {
  /** Expected number of vectors. Bounds: 1 or more. */
  readonly vectors: number;
  /** Peak number of searches a second. Bounds: above 0. */
  readonly searchesPerSecond: number;
  /** Maximum latency of a search, in milliseconds, also of the first one after a pause. Bounds: above 0. */
  readonly searchMilliseconds: number;
  /** Whether full-text search (names, numbers, codes) is needed in addition to vector search. Default: false. */
  readonly fullText?: boolean;
  /** Whether a Bedrock knowledge base ingests and searches. Default: false. */
  readonly knowledgeBase?: boolean;
  /** Whether queries join vectors with relational data. Default: false. */
  readonly joins?: boolean;
  /** Maximum fixed cost, in US dollars a month, without searches. Bounds: 0 or more. Default: no limit. */
  readonly monthlyUsd?: number;
  /** Vendor whose product a contract requires. Default: none. */
  readonly vendor?: "pinecone" | "weaviate";
  /** Region of the workload: `eu-west-1`. */
  readonly region: string;
  /** Stores that are not offered in the region, or that the organisation does not allow. Default: none. */
  readonly unavailable?: readonly VectorStoreKind[];
}

/** Capabilities, limits and fixed cost of a store. */
interface Profile {
  readonly maxVectors: number;
  readonly maxSearchesPerSecond: number;
  /** Latency of a search, also of the first one after a pause. */
  readonly searchMilliseconds: number;
  readonly fullText: boolean;
  readonly knowledgeBase: boolean;
  readonly joins: boolean;
  /** Fixed cost in production, in US dollars a month, without searches. */
  readonly minMonthlyUsd: number;
  readonly vendor?: "pinecone" | "weaviate";
  readonly regions?: readonly string[];
  /** Reason for the store. */
  readonly why: string;
  /** Reason against it if a simpler store meets the requirements. */
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
 * The simplest first. Numbers with a source are the provider's (read 2026-11). Other sizes are those up to which the
 * components need no manual resizing. Costs are list prices of us-east-1 for 730 hours.
 */
const PROFILES: Readonly<Record<VectorStoreKind, Profile>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html, …/s3-vectors-best-practices.html:
  // less than a second when nothing is warm, hundreds of searches a second in an index.
  "s3-vectors": {
    maxVectors: 2_000_000_000,
    maxSearchesPerSecond: 100,
    searchMilliseconds: 1_000,
    fullText: false,
    knowledgeBase: true,
    joins: false,
    minMonthlyUsd: 0,
    why: "nothing runs and only use is paid for",
    costs: "nothing",
  },
  // An HNSW index belongs in memory: ten million vectors of 1,024 numbers are 41 GB. Half a capacity unit in each of two
  // zones, at $0.12 an hour: https://aws.amazon.com/rds/aurora/pricing/.
  "aurora-pgvector": {
    maxVectors: 10_000_000,
    maxSearchesPerSecond: 500,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: true,
    joins: true,
    minMonthlyUsd: 88,
    why: "one PostgreSQL holds vectors, words and relational data, and scales down to half a capacity unit",
    costs: "needs a database with a schema that somebody migrates",
  },
  // Two capacity units with standby replicas, at $0.24 an hour:
  // https://aws.amazon.com/blogs/big-data/amazon-opensearch-serverless-cost-effective-search-capabilities-at-any-scale/
  "opensearch-serverless": {
    maxVectors: 100_000_000,
    maxSearchesPerSecond: 2_000,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: true,
    joins: false,
    minMonthlyUsd: 350,
    why: "it searches by meaning and by words, scales by itself and serves a knowledge base",
    costs: "pays for capacity units around the clock",
  },
  // Two r7g.large.search nodes at $0.178 an hour, three m7g.large.search masters at $0.135 and two disks of 100 GB at $0.122 a
  // GB: https://aws.amazon.com/opensearch-service/pricing/. Bedrock reaches public domains only: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html.
  "opensearch-domain": {
    maxVectors: 1_000_000_000,
    maxSearchesPerSecond: 10_000,
    searchMilliseconds: 50,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    minMonthlyUsd: 580,
    why: "its nodes are chosen for the load, and every option of OpenSearch is there",
    costs: "needs somebody who sizes, upgrades and watches a cluster",
  },
  // One task of 2 vCPU and 8 GB on ARM, at $0.03238 a vCPU and $0.00356 a GB an hour: https://aws.amazon.com/fargate/pricing/.
  weaviate: {
    maxVectors: 1_000_000,
    maxSearchesPerSecond: 100,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    minMonthlyUsd: 68,
    vendor: "weaviate",
    why: "what runs on Weaviate elsewhere runs in the workload's own network, without a change",
    costs: "needs somebody who upgrades a database in a container",
  },
  // A private endpoint needs the Enterprise plan, whose least is $500 a month:
  // https://docs.pinecone.io/guides/organizations/manage-cost/understanding-cost,
  // https://docs.pinecone.io/guides/production/configure-private-endpoints.
  pinecone: {
    maxVectors: 1_000_000_000,
    maxSearchesPerSecond: 2_000,
    searchMilliseconds: 100,
    fullText: true,
    knowledgeBase: false,
    joins: false,
    minMonthlyUsd: 500,
    vendor: "pinecone",
    regions: ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1"],
    why: "the contract is there, and Pinecone runs it behind a private endpoint",
    costs: "sends data to another processor",
  },
};

/**
 * Recommends the simplest vector store that meets the requirements, with the reason against each alternative. Prices and
 * limits are constants of this module, with their sources.
 * @throws PlinthError that lists all faults of the requirements.
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

function obstacles(kind: VectorStoreKind, requirements: VectorStoreRequirements): Obstacle[] {
  const can = PROFILES[kind];
  const { vectors, searchesPerSecond, searchMilliseconds, monthlyUsd = Number.POSITIVE_INFINITY } = requirements;
  return [
    [requirements.unavailable?.includes(kind), "is not available here"],
    [can.regions?.includes(requirements.region) === false, `has no private endpoint in ${requirements.region}`],
    [
      requirements.vendor !== undefined && can.vendor !== requirements.vendor,
      `is not ${NAMES[requirements.vendor ?? kind]}, which is asked for`,
    ],
    [
      requirements.vendor === undefined && can.vendor !== undefined,
      `is chosen only for a contract with ${NAMES[kind]}`,
    ],
    [vectors > can.maxVectors, `is for up to ${count(can.maxVectors)} vectors`],
    [searchesPerSecond > can.maxSearchesPerSecond, `is for up to ${count(can.maxSearchesPerSecond)} searches a second`],
    [searchMilliseconds < can.searchMilliseconds, `may take ${count(can.searchMilliseconds)} ms for a search`],
    [requirements.fullText && !can.fullText, "knows no search by words"],
    [requirements.knowledgeBase && !can.knowledgeBase, "cannot be reached privately by a Bedrock knowledge base"],
    [requirements.joins && !can.joins, "joins nothing"],
    [can.minMonthlyUsd > monthlyUsd, `costs $${count(can.minMonthlyUsd)} a month before anybody searches`],
  ];
}

function faults(requirements: VectorStoreRequirements): Fault[] {
  const {
    vectors,
    searchesPerSecond,
    searchMilliseconds,
    monthlyUsd = 0,
    region,
    vendor,
    unavailable = [],
  } = requirements;
  const unknown = unavailable.filter((kind) => !(kind in PROFILES));
  return faultsOf(
    "data/chooseVectorStore",
    "requirements",
    [Number.isInteger(vectors) && vectors >= 1, "vectors", "a whole number from 1", `${vectors}`],
    [searchesPerSecond > 0, "searchesPerSecond", "more than 0", `${searchesPerSecond}`],
    [searchMilliseconds > 0, "searchMilliseconds", "more than 0", `${searchMilliseconds}`],
    [monthlyUsd >= 0, "monthlyUsd", "0 or more", `${monthlyUsd}`],
    [/^[a-z]{2}(-[a-z]+)+-\d$/.test(region), "region", "a region such as eu-west-1", region],
    [vendor === undefined || ["pinecone", "weaviate"].includes(vendor), "vendor", "pinecone or weaviate", vendor],
    [unknown.length === 0, "unavailable", `some of ${Object.keys(PROFILES).join(", ")}`, unknown.join(", ")],
  );
}
