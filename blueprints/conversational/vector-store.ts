import {
  AURORA_ENDPOINTS,
  AuroraVectorStore,
  type EncryptionKey,
  OpenSearchServerlessStore,
  S3VectorStore,
  type VectorStore,
  type VectorStoreKind,
  type WorkloadNetwork,
} from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** What any vector store takes. */
interface StoreArgs {
  /** The workload that the store belongs to. */
  readonly workload: Workload;
  /** Where a database runs. */
  readonly network: WorkloadNetwork;
  /** Encrypts the vectors. */
  readonly key: EncryptionKey;
}

interface Kind {
  /** Endpoints that making the store needs in the workload's network; Bedrock searches it for the assistant. */
  readonly endpoints: readonly string[];
  create(name: string, args: StoreArgs, opts: pulumi.ComponentResourceOptions): VectorStore;
}

/**
 * Where vectors can be kept, by their kind: the stores that a Bedrock knowledge base reaches without leaving AWS's network.
 * `plinth choose vector-store` tells which one meets what is required; see each store's page too.
 */
export const STORES = {
  "s3-vectors": { endpoints: [], create: (name, { network: _, ...args }, opts) => new S3VectorStore(name, args, opts) },
  "aurora-pgvector": {
    endpoints: AURORA_ENDPOINTS,
    create: (name, args, opts) => new AuroraVectorStore(name, args, opts),
  },
  "opensearch-serverless": {
    endpoints: [],
    create: (name, args, opts) => new OpenSearchServerlessStore(name, args, opts),
  },
} satisfies Readonly<Partial<Record<VectorStoreKind, Kind>>>;

/** The name of a vector store, as configuration has it. */
export type StoreName = keyof typeof STORES;
