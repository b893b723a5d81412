import type * as bedrock from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";

/** Kinds of vector stores. */
export const VECTOR_STORE_KINDS = [
  "opensearch-serverless",
  "opensearch-domain",
  "aurora-pgvector",
  "s3-vectors",
  "pinecone",
  "weaviate",
] as const;
/** Kind of a vector store: `s3-vectors`. */
export type VectorStoreKind = (typeof VECTOR_STORE_KINDS)[number];

/** Storage configuration of `aws.bedrock.AgentKnowledgeBase`. */
export type KnowledgeBaseStorage = bedrock.bedrock.AgentKnowledgeBaseStorageConfiguration;

/** Interface of all vector stores, so that a blueprint can change the store without other changes. */
export interface VectorStore {
  /** Kind of the store. */
  readonly kind: VectorStoreKind;
  /** Dimensions of each vector, those of the embedding model. */
  readonly dimensions: number;
  /**
   * Environment variables of clients: `VECTOR_STORE` (the kind), `VECTOR_INDEX`, and what else the kind requires. They
   * contain no secrets.
   */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * VPC endpoints that clients require, by their names in the standard's catalogue: `["rds-data", "secretsmanager"]`.
   */
  readonly endpoints: readonly string[];
  /** Storage configuration of a Bedrock knowledge base on this store; undefined where Bedrock does not support it. */
  readonly knowledgeBaseStorage: KnowledgeBaseStorage | undefined;
  /** Allows a role to search and to read the results. */
  grantSearch(role: WorkloadRole): void;
  /** Allows a role to add, change and delete vectors, and to search: for ingestion. */
  grantWrite(role: WorkloadRole): void;
}
