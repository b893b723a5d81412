import type * as bedrock from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";

/** What a vector store can be made of. */
export const VECTOR_STORE_KINDS = [
  "opensearch-serverless",
  "opensearch-domain",
  "aurora-pgvector",
  "s3-vectors",
  "pinecone",
  "weaviate",
] as const;
export type VectorStoreKind = (typeof VECTOR_STORE_KINDS)[number];

/** How Bedrock finds a store, in the words of `aws.bedrock.AgentKnowledgeBase`. */
export type KnowledgeBaseStorage = bedrock.bedrock.AgentKnowledgeBaseStorageConfiguration;

/** What every vector store answers, whatever it is made of: a blueprint changes stores without a change of its own. */
export interface VectorStore {
  readonly kind: VectorStoreKind;
  /** Numbers in each vector: what the embedding model writes. */
  readonly dimensions: number;
  /**
   * Environment variables of code that searches or writes: `VECTOR_STORE` (the kind), `VECTOR_INDEX`, and what else the
   * kind needs to be reached. Never a secret.
   */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Names in the standard's catalogue of the endpoints that its users' network needs: `["rds-data", "secretsmanager"]`. */
  readonly endpoints: readonly string[];
  /** How a Bedrock knowledge base keeps its vectors here; undefined where Bedrock does not support the store as it is. */
  readonly knowledgeBaseStorage: KnowledgeBaseStorage | undefined;
  /** Lets one workload's role search, and read what it finds. */
  grantSearch(role: WorkloadRole): void;
  /** Lets one workload's role add, change and remove vectors, and search: ingestion. */
  grantWrite(role: WorkloadRole): void;
}
