import type { Classification, Fault } from "@plinth/standards";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { ContainerImage } from "../ecs/container-image";
import { ContainerService } from "../ecs/container-service";
import type { EncryptionKey } from "../identity/encryption-key";
import type { GeneratedSecret } from "../identity/generated-secret";
import { WorkloadRole } from "../identity/workload-role";
import { allowIngressFromCompute } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { VectorStore } from "./vector-store";
import { ApiKeys } from "./weaviate/api-keys";
import { EncryptedFolder } from "./weaviate/encrypted-folder";

/** Arguments of {@link WeaviateStore}. */
export interface WeaviateStoreArgs extends PlinthComponentArgs {
  /**
   * Network of the container and of the compute that reaches it. Requires the endpoints `ecr-api`, `ecr-dkr`, `logs`,
   * `s3` and `secretsmanager`.
   */
  readonly network: WorkloadNetwork;
  /**
   * Encrypts vectors, API keys and logs. The key policy must allow the service `logs` to use it. A change replaces the
   * file system and loses its vectors.
   */
  readonly key: EncryptionKey;
  /** Weaviate's image, copied to the organisation's registry and pinned by digest. */
  readonly image: ContainerImage;
  /** Dimensions of each vector. Bounds: 1 to 65,535. Default: 1,024, the output of Titan Text Embeddings V2. */
  readonly dimensions?: number;
  /**
   * Classification of the embedded documents, which vectors reveal. Bounds: at most the workload's. Default: the
   * workload's.
   */
  readonly classification?: Classification;
  /** CPU units, of which 1,024 are one vCPU. Bounds: one of Fargate's sizes. Default: 2,048. */
  readonly cpu?: number;
  /** Memory in MiB, which holds all vectors. Bounds: one of Fargate's sizes for the CPU. Default: 8,192. */
  readonly memoryMb?: number;
  /**
   * Availability zones that the container may run in, one at a time. Bounds: 2 to 6, as many as the network has.
   * Default: 2.
   */
  readonly zones?: number;
}

const PORT = 8080;
const USER_ID = 65_532;
const FOLDER = "/var/lib/weaviate";

/**
 * Environment variables of the container: https://docs.weaviate.io/deploy/configuration/env-vars (read 2026-11). It
 * makes no outbound calls: the workload's own embedding model supplies the vectors.
 */
const SETTINGS = {
  PERSISTENCE_DATA_PATH: FOLDER,
  CLUSTER_HOSTNAME: "node1",
  DEFAULT_VECTORIZER_MODULE: "none",
  DISABLE_TELEMETRY: "true",
  AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: "false",
  AUTHENTICATION_APIKEY_ENABLED: "true",
  // In the order of the API keys.
  AUTHENTICATION_APIKEY_USERS: "searcher,writer",
  AUTHORIZATION_ADMINLIST_ENABLED: "true",
  AUTHORIZATION_ADMINLIST_USERS: "writer",
  AUTHORIZATION_ADMINLIST_READONLY_USERS: "searcher",
} as const;

/**
 * Vectors in Weaviate, in the workload's own network. Choose it where an application uses Weaviate already and its data
 * may not leave the account; otherwise {@link S3VectorStore} or Aurora need less operation. A single container holds
 * the data, so deployments and failures interrupt it for a minute or two. Code calls it over REST or GraphQL,
 * unencrypted inside the network. Bedrock knowledge bases do not support Weaviate.
 *
 * Its files are on EFS, the only storage that outlives a Fargate task. Weaviate advises against network file systems,
 * which slow down imports and starts: limit it to a million vectors, which it searches in memory. The access point maps
 * every client to the container's user, so the image need not run as root. Sources (read 2026-11):
 * https://github.com/weaviate/weaviate-io/pull/3090,
 * https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html.
 *
 * Creates a container service on Fargate with an encrypted file system that only it mounts, a name in a private DNS
 * zone of the network, and two API keys in Secrets Manager: one that reads, and one that also writes.
 *
 * @example
 * const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/weaviate@sha256:${"0".repeat(64)}`, "aws");
 * const store = new WeaviateStore("support-vectors", { workload, network, key, image });
 * store.grantSearch(role);
 */
export class WeaviateStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `weaviate`. */
  readonly kind = "weaviate";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = ["secretsmanager"];
  /** Undefined: Bedrock knowledge bases do not support Weaviate. */
  readonly knowledgeBaseStorage = undefined;
  /** Host name of the server, which resolves inside the network only. Known in preview. */
  readonly hostName: string;
  readonly #keys: ApiKeys;
  readonly #key: EncryptionKey;

  constructor(name: string, args: WeaviateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WeaviateStore", name, args, opts, faults(name, args));
    const { workload, network, key, classification, zones = 2 } = args;
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.hostName = `weaviate.${this.physicalName()}.internal`;
    this.#key = key;

    const role = new WorkloadRole(`${name}-task`, { workload, service: "ecs-tasks" }, { parent: this });
    this.#keys = new ApiKeys(`${name}-keys`, { workload, key }, { parent: this });
    const folder = new EncryptedFolder(
      `${name}-data`,
      { workload, network, zones, key, classification, role, userId: USER_ID },
      { parent: this },
    );
    const registry = this.#createRegistry(network);
    const service = this.#createService(args, role, folder, registry);
    allowIngressFromCompute(
      `${name}-port`,
      service.securityGroupId,
      { network, port: PORT, tags: this.tags() },
      this.child(),
    );
    this.registerOutputs({ hostName: this.hostName });
  }

  /**
   * Environment variables of clients: `VECTOR_STORE`, `VECTOR_INDEX` (the collection), `VECTOR_ENDPOINT` (URL of the
   * server), and the ARNs of the secrets, `VECTOR_SEARCH_SECRET_ARN` and `VECTOR_WRITE_SECRET_ARN`.
   */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    const { searcher, writer } = this.#keys;
    return {
      VECTOR_STORE: this.kind,
      // Names of Weaviate collections begin with a capital letter.
      VECTOR_INDEX: "Documents",
      VECTOR_ENDPOINT: `http://${this.hostName}:${PORT}`,
      VECTOR_SEARCH_SECRET_ARN: searcher.secretArn,
      VECTOR_WRITE_SECRET_ARN: writer.secretArn,
    };
  }

  /** Allows a role to read the API key for searches. */
  grantSearch(role: WorkloadRole): void {
    this.#grant("search", this.#keys.searcher, role);
  }

  /** Allows a role to read the API key for writes and searches. */
  grantWrite(role: WorkloadRole): void {
    this.#grant("write", this.#keys.writer, role);
  }

  #grant(purpose: string, { secretArnPattern }: GeneratedSecret, role: WorkloadRole): void {
    role.allow(`${purpose}-${this.name}`, {
      actions: ["secretsmanager:GetSecretValue"],
      resources: [secretArnPattern],
    });
    this.#key.grantDecrypt(role);
  }

  #createRegistry(network: WorkloadNetwork): servicediscovery.Service {
    const namespace = new servicediscovery.PrivateDnsNamespace(
      `${this.name}-zone`,
      {
        name: `${this.physicalName()}.internal`,
        description: `Vectors of ${this.workload.name} in ${this.workload.environment}`,
        vpc: network.vpcId,
        tags: this.tags(),
      },
      this.child(),
    );
    return new servicediscovery.Service(
      `${this.name}-name`,
      {
        name: "weaviate",
        dnsConfig: {
          namespaceId: namespace.id,
          dnsRecords: [{ type: "A", ttl: 10 }],
          routingPolicy: "MULTIVALUE",
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #createService(
    { workload, network, key, image, cpu = 2_048, memoryMb = 8_192, zones = 2 }: WeaviateStoreArgs,
    role: WorkloadRole,
    { fileSystemId, accessPointId }: EncryptedFolder,
    registry: servicediscovery.Service,
  ): ContainerService {
    return new ContainerService(
      `${this.name}-server`,
      {
        workload,
        role,
        // Subnets with a mount target of its file system.
        network: { ...network, subnetIds: pulumi.output(network.subnetIds).apply((ids) => ids.slice(0, zones)) },
        key,
        image,
        port: PORT,
        cpu,
        memoryMb,
        user: `${USER_ID}:${USER_ID}`,
        environment: SETTINGS,
        secrets: { AUTHENTICATION_APIKEY_ALLOWED_KEYS: this.#keys.bothArn },
        secretArnPatterns: [this.#keys.bothArnPattern],
        writableFolders: ["/tmp"],
        persistentFolders: [{ folder: FOLDER, fileSystemId, accessPointId }],
        tasks: { min: 1, max: 1 },
        oneAtATime: true,
        registryArn: registry.arn,
      },
      { parent: this },
    );
  }
}

function faults(name: string, args: WeaviateStoreArgs): Fault[] {
  const { zones = 2 } = args;
  return faultsOf("data/WeaviateStore", name, ...vectorChecks(args, 65_535), [
    isIntegerBetween(zones, 2, 6),
    "zones",
    "a whole number, 2 to 6",
    `${zones}`,
  ]);
}
