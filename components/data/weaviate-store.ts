import type { Classification, Fault } from "@plinth/standards";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
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

export interface WeaviateStoreArgs extends PlinthComponentArgs {
  /** Where it runs, and whose compute reaches it; its endpoints are `ecr-api`, `ecr-dkr`, `logs`, `s3` and `secretsmanager`. */
  readonly network: WorkloadNetwork;
  /** Encrypts vectors, API keys and logs; its policy must let `logs` use it. It cannot be changed without losing the vectors. */
  readonly key: EncryptionKey;
  /** Weaviate's own image, copied to the organisation's registry and pinned by digest. */
  readonly image: ContainerImage;
  /** Numbers in each vector. Bounds: 1 to 65,535. Default: 1,024, as Titan Text Embeddings V2 writes them. */
  readonly dimensions?: number;
  /** What the vectors were made of: they give it away. Default: what the workload handles. Bounds: at most that. */
  readonly classification?: Classification;
  /** Units of 1/1,024 vCPU. Bounds: one of Fargate's sizes. Default: 2,048. */
  readonly cpu?: number;
  /** Vectors are searched in memory. Bounds: one of Fargate's sizes for the CPU. Default: 8,192. */
  readonly memoryMb?: number;
  /** Zones that it may run in, one at a time. Bounds: 2 to 6, as many as the network has. Default: 2. */
  readonly zones?: number;
}

const PORT = 8080;
const USER_ID = 65_532;
const FOLDER = "/var/lib/weaviate";

/**
 * What the container is told (read 2026-11): https://docs.weaviate.io/deploy/configuration/env-vars. Nothing of it calls
 * anybody: vectors come from the workload's own embedding model.
 */
const SETTINGS = {
  PERSISTENCE_DATA_PATH: FOLDER,
  CLUSTER_HOSTNAME: "node1",
  DEFAULT_VECTORIZER_MODULE: "none",
  DISABLE_TELEMETRY: "true",
  AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: "false",
  AUTHENTICATION_APIKEY_ENABLED: "true",
  // In the order of their API keys.
  AUTHENTICATION_APIKEY_USERS: "searcher,writer",
  AUTHORIZATION_ADMINLIST_ENABLED: "true",
  AUTHORIZATION_ADMINLIST_USERS: "writer",
  AUTHORIZATION_ADMINLIST_READONLY_USERS: "searcher",
} as const;

/**
 * Vectors in Weaviate, in the workload's own network. Choose it where an application speaks to Weaviate already and its data may
 * not leave the account; whoever begins anew has less to look after with {@link S3VectorStore} or Aurora. One container at a
 * time holds the data, so deployments and failures interrupt it for a minute or two. Code speaks to it by REST or GraphQL,
 * unencrypted inside the network; Bedrock knows no Weaviate.
 *
 * Its files are on EFS, because nothing else outlives a task on Fargate. Weaviate advises against network file systems, which
 * slow down imports and starts: keep it to a million vectors, whose searches are answered from memory. The access point makes
 * whoever writes the container's own user, so the image need not run as root.
 * Sources (read 2026-11): https://github.com/weaviate/weaviate-io/pull/3090,
 * https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html.
 *
 * Creates a container service on Fargate whose data is on an encrypted file system that it alone mounts, a name for it in a
 * private zone of the network, and two API keys in Secrets Manager: one that reads, one that writes too.
 *
 * @example
 * const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/weaviate@sha256:${"0".repeat(64)}`, "aws");
 * const store = new WeaviateStore("support-vectors", { workload, network, key, image });
 * store.grantSearch(role);
 */
export class WeaviateStore extends PlinthComponent implements VectorStore {
  readonly kind = "weaviate";
  readonly dimensions: number;
  readonly endpoints = ["secretsmanager"];
  readonly knowledgeBaseStorage = undefined;
  /** Known in preview: a name that the network alone resolves. */
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

  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    const { searcher, writer } = this.#keys;
    return {
      VECTOR_STORE: this.kind,
      // The first letter of Weaviate's collections is a capital.
      VECTOR_INDEX: "Documents",
      VECTOR_ENDPOINT: `http://${this.hostName}:${PORT}`,
      VECTOR_SEARCH_SECRET_ARN: searcher.secretArn,
      VECTOR_WRITE_SECRET_ARN: writer.secretArn,
    };
  }

  grantSearch(role: WorkloadRole): void {
    this.#grant("search", this.#keys.searcher, role);
  }

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
        // It runs where its data can be mounted.
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
    Number.isInteger(zones) && zones >= 2 && zones <= 6,
    "zones",
    "a whole number, 2 to 6",
    `${zones}`,
  ]);
}
