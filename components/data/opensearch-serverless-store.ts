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
} from "./collection-policies";
import { indexBody, SEARCH_FIELDS } from "./search-index";
import { SearchSetup } from "./search-setup/search-setup";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

export interface OpenSearchServerlessStoreArgs extends PlinthComponentArgs {
  /** Where code that searches by itself runs, and the function that makes the index. */
  readonly network: WorkloadNetwork;
  /** Encrypts the collection; its policy must let `lambda` and `logs` use it. It cannot be changed without losing the vectors. */
  readonly key: EncryptionKey;
  /** Numbers in each vector. Bounds: 1 to 16,000. Default: 1,024, as Titan Text Embeddings V2 writes them. */
  readonly dimensions?: number;
  /** What the vectors were made of: they give it away. Default: what the workload handles. Bounds: at most that. */
  readonly classification?: Classification;
}

/**
 * Vectors, and the text that they were made of, in Amazon OpenSearch Serverless: searches by meaning and by words at once
 * (hybrid) within tens of milliseconds, with nothing to size and a knowledge base over it. Choose it when Bedrock manages
 * the knowledge base and exact words matter; it costs two to four capacity units an hour even when nobody asks.
 *
 * Creates a collection encrypted with the key, with standby replicas in production; a VPC endpoint in the
 * network; policies that let in that endpoint and Bedrock, and nobody from the internet; a data access policy for each
 * role; and the function that makes the index, in the network.
 *
 * @example
 * const store = new OpenSearchServerlessStore("support-vectors", { workload, key, network });
 * store.grantSearch(role);
 */
export class OpenSearchServerlessStore extends PlinthComponent implements VectorStore {
  readonly kind = "opensearch-serverless";
  readonly dimensions: number;
  /** None: its data is reached by an endpoint of its own, or by Bedrock. */
  readonly endpoints: readonly string[] = [];
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** Also the index's. */
  readonly collectionName: string;
  /** AWS assigns it. */
  readonly collectionArn: pulumi.Output<string>;
  readonly #endpoint: pulumi.Output<string>;

  constructor(name: string, args: OpenSearchServerlessStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OpenSearchServerlessStore", name, args, opts, faults(name, args));
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.collectionName = this.physicalName();

    const maker = new WorkloadRole(`${name}-setup`, { workload: args.workload, service: "lambda" }, { parent: this });
    const policies = this.#createPolicies(args);
    const collection = this.#createCollection(args, [...policies, this.#grant("setup", maker, "index-maker")]);
    const index = this.#createIndex(args, maker, collection);

    this.collectionArn = collection.arn;
    this.#endpoint = collection.collectionEndpoint;
    this.knowledgeBaseStorage = {
      type: "OPENSEARCH_SERVERLESS",
      opensearchServerlessConfiguration: {
        // The knowledge base is made after the index.
        collectionArn: pulumi.all([collection.arn, index.id]).apply(([arn]) => arn),
        vectorIndexName: this.collectionName,
        fieldMapping: SEARCH_FIELDS,
      },
    };
    this.registerOutputs({ collectionName: this.collectionName, collectionArn: this.collectionArn });
  }

  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { VECTOR_STORE: this.kind, VECTOR_INDEX: this.collectionName, VECTOR_ENDPOINT: this.#endpoint };
  }

  grantSearch(role: WorkloadRole): void {
    this.#grant("search", role);
  }

  grantWrite(role: WorkloadRole): void {
    this.#grant("write", role);
  }

  /** IAM lets the role speak to the collection, whose id AWS assigns; the data access policy says what it may do there. */
  #grant(
    purpose: keyof typeof INDEX_PERMISSIONS,
    role: WorkloadRole,
    who = `${role.name}-${purpose}`,
  ): opensearch.ServerlessAccessPolicy {
    role.allow(`${purpose}-${this.name}`, {
      actions: ["aoss:APIAccessAll"],
      resources: [this.arn("aoss", "collection/*")],
      conditions: { StringEquals: { "aoss:collection": this.collectionName } },
    });
    const { collectionName } = this;
    return new opensearch.ServerlessAccessPolicy(
      `${this.name}-${who}`,
      {
        name: accessPolicyName(collectionName, who),
        type: "data",
        description: `${who} in ${collectionName}`,
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
    const reach = new opensearch.ServerlessSecurityPolicy(
      `${this.name}-network`,
      { name, type: "network", policy: networkPolicy(name, endpoint.id) },
      this.child(),
    );
    return [encryption, reach];
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
      // A collection takes minutes, in which the policies that its index needs come into effect.
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
    return setup.ask("index", { kind: "index", index: this.collectionName, body: indexBody(this.dimensions) });
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
