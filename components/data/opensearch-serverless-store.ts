import { type Classification, type Fault, STORE_TAG } from "@plinth/standards";
import * as opensearch from "@pulumi/aws/opensearch";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import {
  accessPolicyName,
  COLLECTION_NAME,
  encryptionPolicy,
  INDEX_PERMISSIONS,
  indexPolicy,
  networkPolicy,
} from "./opensearch/collection-policies";
import { indexBody, SEARCH_FIELDS } from "./opensearch/search-index";
import { SearchSetup } from "./opensearch/search-setup";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

/** Arguments of {@link OpenSearchServerlessStore}. */
export interface OpenSearchServerlessStoreArgs extends PlinthComponentArgs {
  /** Network of the compute that searches directly, and of the function that creates the index. */
  readonly network: WorkloadNetwork;
  /**
   * Encrypts the collection. The key policy must allow `lambda` and `logs` to use it. A change replaces the collection
   * and loses its vectors.
   */
  readonly key: EncryptionKey;
  /** Dimensions of each vector. Bounds: 1 to 16,000. Default: 1,024, the output of Titan Text Embeddings V2. */
  readonly dimensions?: number;
  /**
   * Classification of the embedded documents, which vectors reveal. Bounds: at most the workload's. Default: the
   * workload's.
   */
  readonly classification?: Classification;
}

/**
 * Vectors and their text in Amazon OpenSearch Serverless: hybrid search by meaning and by words within tens of
 * milliseconds, without capacity planning, and with a knowledge base on it. Choose it when Bedrock manages the
 * knowledge base and exact words matter. It costs two to four capacity units an hour even without traffic.
 *
 * Creates a collection encrypted with the key, with standby replicas in production; a VPC endpoint in the network;
 * policies that allow that endpoint and Bedrock only; a data access policy for each role; and a function in the network
 * that creates the index.
 *
 * @example
 * const store = new OpenSearchServerlessStore("support-vectors", { workload, key, network });
 * store.grantSearch(role);
 */
export class OpenSearchServerlessStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `opensearch-serverless`. */
  readonly kind = "opensearch-serverless";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** None: clients use the collection's own VPC endpoint, or Bedrock. */
  readonly endpoints: readonly string[] = [];
  /** Storage configuration of a Bedrock knowledge base on this store. Known once the index exists. */
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** Name of the collection and of its index. Known in preview. */
  readonly collectionName: string;
  /** ARN of the collection. Assigned by AWS. */
  readonly collectionArn: pulumi.Output<string>;
  readonly #endpoint: pulumi.Output<string>;

  constructor(name: string, args: OpenSearchServerlessStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OpenSearchServerlessStore", name, args, opts, faults(name, args));
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.collectionName = this.physicalName();

    const setupRole = new WorkloadRole(
      `${name}-setup`,
      { workload: args.workload, service: "lambda" },
      { parent: this },
    );
    const policies = this.#createPolicies(args);
    const collection = this.#createCollection(args, [...policies, this.#grant("setup", setupRole, "index-maker")]);
    const index = this.#createIndex(args, setupRole, collection);

    this.collectionArn = collection.arn;
    this.#endpoint = collection.collectionEndpoint;
    this.knowledgeBaseStorage = {
      type: "OPENSEARCH_SERVERLESS",
      opensearchServerlessConfiguration: {
        // The knowledge base requires the index.
        collectionArn: pulumi.all([collection.arn, index.id]).apply(([arn]) => arn),
        vectorIndexName: this.collectionName,
        fieldMapping: SEARCH_FIELDS,
      },
    };
    this.registerOutputs({ collectionName: this.collectionName, collectionArn: this.collectionArn });
  }

  /** Environment variables of clients: `VECTOR_STORE`, `VECTOR_INDEX` and `VECTOR_ENDPOINT` (URL of the collection). */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { VECTOR_STORE: this.kind, VECTOR_INDEX: this.collectionName, VECTOR_ENDPOINT: this.#endpoint };
  }

  /** Allows a role to search, in IAM and in a data access policy of the collection. */
  grantSearch(role: WorkloadRole): void {
    this.#grant("search", role);
  }

  /** Allows a role to write and search, in IAM and in a data access policy of the collection. */
  grantWrite(role: WorkloadRole): void {
    this.#grant("write", role);
  }

  /** IAM authorises requests to the collection, whose id AWS assigns, and the data access policy their actions. */
  #grant(
    purpose: keyof typeof INDEX_PERMISSIONS,
    role: WorkloadRole,
    grant = `${role.name}-${purpose}`,
  ): opensearch.ServerlessAccessPolicy {
    role.allow(`${purpose}-${this.name}`, {
      actions: ["aoss:APIAccessAll"],
      resources: [this.arn("aoss", "collection/*")],
      conditions: { StringEquals: { "aoss:collection": this.collectionName } },
    });
    const { collectionName } = this;
    return new opensearch.ServerlessAccessPolicy(
      `${this.name}-${grant}`,
      {
        name: accessPolicyName(collectionName, grant),
        type: "data",
        description: `${grant} in ${collectionName}`,
        policy: indexPolicy(collectionName, collectionName, INDEX_PERMISSIONS[purpose], [role.roleArn]),
      },
      this.child(),
    );
  }

  #createPolicies({ key, network }: OpenSearchServerlessStoreArgs): opensearch.ServerlessSecurityPolicy[] {
    const { collectionName: name } = this;
    const endpoint = this.#createEndpoint(network);
    const encryption = new opensearch.ServerlessSecurityPolicy(
      `${this.name}-encryption`,
      { name, type: "encryption", policy: encryptionPolicy(name, key.keyArn) },
      this.child(),
    );
    const networkAccess = new opensearch.ServerlessSecurityPolicy(
      `${this.name}-network`,
      { name, type: "network", policy: networkPolicy(name, endpoint.id) },
      this.child(),
    );
    return [encryption, networkAccess];
  }

  #createEndpoint(network: WorkloadNetwork): opensearch.ServerlessVpcEndpoint {
    const tags = { Name: this.physicalName("endpoint"), ...this.tags() };
    const group = serviceSecurityGroup(
      `${this.name}-endpoint`,
      { network, description: "OpenSearch Serverless", port: 443, tags },
      this.child(),
    );
    return new opensearch.ServerlessVpcEndpoint(
      `${this.name}-endpoint`,
      {
        name: this.collectionName,
        vpcId: network.vpcId,
        subnetIds: network.subnetIds,
        securityGroupIds: [group.id],
      },
      this.child(),
    );
  }

  #createCollection(
    { classification }: OpenSearchServerlessStoreArgs,
    policies: pulumi.Resource[],
  ): opensearch.ServerlessCollection {
    return new opensearch.ServerlessCollection(
      `${this.name}-collection`,
      {
        name: this.collectionName,
        type: "VECTORSEARCH",
        description: `Vectors of ${this.workload.name} in ${this.workload.environment}`,
        standbyReplicas: this.isProduction ? "ENABLED" : "DISABLED",
        tags: { ...this.tags(classification), [STORE_TAG]: "vector" },
      },
      // The policies that the index needs take effect while the collection is created, which takes minutes.
      this.dataStore({ dependsOn: policies }),
    );
  }

  #createIndex(
    { workload, network, key }: OpenSearchServerlessStoreArgs,
    role: WorkloadRole,
    { collectionEndpoint: endpoint }: opensearch.ServerlessCollection,
  ): pulumi.CustomResource {
    const setup = new SearchSetup(
      `${this.name}-setup`,
      { workload, network, key, role, service: "aoss", endpoint },
      { parent: this },
    );
    return setup.runTask("index", { kind: "index", index: this.collectionName, body: indexBody(this.dimensions) });
  }
}

function faults(name: string, args: OpenSearchServerlessStoreArgs): Fault[] {
  const named = physicalName(args.workload, name);
  return faultsOf(
    "data/OpenSearchServerlessStore",
    name,
    [COLLECTION_NAME.test(named), "name", "a name that leaves the collection's within 32 characters", named],
    ...vectorChecks(args, 16_000),
  );
}
