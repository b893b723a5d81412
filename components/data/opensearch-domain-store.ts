import { type Classification, type Fault, STORE_TAG } from "@plinth/standards";
import * as opensearch from "@pulumi/aws/opensearch";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { DOMAIN_GRANTS, domainAccessPolicy } from "./opensearch/domain-access";
import { DomainLogs } from "./opensearch/domain-logs";
import { indexBody } from "./opensearch/search-index";
import { SearchSetup } from "./opensearch/search-setup";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { VectorStore } from "./vector-store";

/** Arguments of {@link OpenSearchDomainStore}. */
export interface OpenSearchDomainStoreArgs extends PlinthComponentArgs {
  /** Network of the domain, which uses its first subnets, and of the compute that may reach it. */
  readonly network: WorkloadNetwork;
  /**
   * Encrypts data and logs. The key policy must allow `lambda` and `logs` to use it. A change replaces the domain and
   * loses its vectors.
   */
  readonly key: EncryptionKey;
  /** Dimensions of each vector. Bounds: 1 to 16,000. Default: 1,024, the output of Titan Text Embeddings V2. */
  readonly dimensions?: number;
  /**
   * Classification of the embedded documents, which vectors reveal. Bounds: at most the workload's. Default: the
   * workload's.
   */
  readonly classification?: Classification;
  /** Availability zones of nodes and replicas, each with a subnet of the network. Bounds: 2 or 3. Default: 2. */
  readonly zones?: 2 | 3;
  /**
   * Instance type of the data nodes, which hold vectors in memory. Bounds: no burstable type. Default:
   * `r7g.large.search`.
   */
  readonly nodeType?: string;
  /** Data nodes in each zone. Bounds: 1 to 20. Default: 1. */
  readonly nodesPerZone?: number;
  /** Volume of each data node, in GiB. Bounds: 10 to 3,072. Default: 100. */
  readonly volumeGb?: number;
}

/**
 * The first version with multi-tier storage that OpenSearch Service offers; minor versions are upgraded in place:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/features-by-version.html (read 2026-11).
 */
const ENGINE = "OpenSearch_3.3";

/**
 * Vectors in a provisioned OpenSearch cluster, for loads beyond OpenSearch Serverless or options that only a domain
 * has. Choose it last: you size, upgrade and monitor it. Application code searches it directly. Bedrock knowledge bases
 * support public domains only, and this one is private:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read 2026-11). The account needs
 * OpenSearch's service-linked role before its first domain in a VPC.
 *
 * Creates a domain in the network, with dedicated master nodes in production, encryption at rest and between nodes, TLS
 * 1.2, Auto-Tune and four log groups. IAM limits access to roles of the workload, and OpenSearch's access control to
 * one role for each grant. A function in the network creates these and the index.
 *
 * @example
 * const store = new OpenSearchDomainStore("support-vectors", { workload, network, key });
 * store.grantSearch(role);
 */
export class OpenSearchDomainStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `opensearch-domain`. */
  readonly kind = "opensearch-domain";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** None: the domain is in the network. */
  readonly endpoints: readonly string[] = [];
  /** Undefined: Bedrock knowledge bases do not support private domains. */
  readonly knowledgeBaseStorage = undefined;
  /** Name of the domain and of its index. Known in preview. */
  readonly domainName: string;
  /** ARN of the domain, computed from its name. Known in preview. */
  readonly domainArn: pulumi.Output<string>;
  readonly #endpoint: pulumi.Output<string>;
  readonly #setup: SearchSetup;

  constructor(name: string, args: OpenSearchDomainStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OpenSearchDomainStore", name, args, opts, faults(name, args));
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.domainName = this.physicalName();

    const master = this.#createMaster(args);
    const domain = this.#createDomain(args, master);
    const endpoint = pulumi.interpolate`https://${domain.endpoint}`;
    const { workload, network, key, zones = 2 } = args;
    this.#setup = new SearchSetup(
      `${name}-setup`,
      { workload, network, key, role: master, service: "es", endpoint },
      { parent: this },
    );
    this.#setup.runTask("index", {
      kind: "index",
      index: this.domainName,
      body: indexBody(this.dimensions, { number_of_replicas: zones - 1 }),
    });

    this.domainArn = this.arn("es", pulumi.interpolate`domain/${domain.domainName}`);
    this.#endpoint = endpoint;
    this.registerOutputs({ domainName: this.domainName, domainArn: this.domainArn });
  }

  /** Environment variables of clients: `VECTOR_STORE`, `VECTOR_INDEX` and `VECTOR_ENDPOINT` (URL of the domain). */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { VECTOR_STORE: this.kind, VECTOR_INDEX: this.domainName, VECTOR_ENDPOINT: this.#endpoint };
  }

  /** Allows a role to search, in IAM and in OpenSearch's access control. */
  grantSearch(role: WorkloadRole): void {
    this.#grant("search", role);
  }

  /** Allows a role to write and search, in IAM and in OpenSearch's access control. */
  grantWrite(role: WorkloadRole): void {
    this.#grant("write", role);
  }

  /** IAM authorises requests to the index, and a role of OpenSearch's access control their actions. Both must allow. */
  #grant(purpose: keyof typeof DOMAIN_GRANTS, role: WorkloadRole): void {
    const { paths, clusterActions, indexActions } = DOMAIN_GRANTS[purpose];
    role.allow(
      `${purpose}-${this.name}`,
      ...Object.entries(paths).map(([action, indexPaths]) => ({
        actions: [`es:${action}`],
        resources: indexPaths.map((path: string) => pulumi.interpolate`${this.domainArn}/${this.domainName}/${path}`),
      })),
    );
    const name = `${role.name}-${purpose}`;
    this.#setup.runTask(name, {
      kind: "role",
      name,
      principal: role.roleArn,
      index: this.domainName,
      clusterActions,
      indexActions,
    });
  }

  /** Master user of the domain: the only role that creates indexes and roles. */
  #createMaster({ workload }: OpenSearchDomainStoreArgs): WorkloadRole {
    const role = new WorkloadRole(`${this.name}-setup`, { workload, service: "lambda" }, { parent: this });
    const arnOf = (path: string) => this.arn("es", `domain/${this.domainName}/${path}`);
    role.allow("set-up", {
      actions: ["es:ESHttpPut"],
      resources: [
        arnOf(this.domainName),
        arnOf("_plugins/_security/api/roles/*"),
        arnOf("_plugins/_security/api/rolesmapping/*"),
      ],
    });
    return role;
  }

  #createDomain(args: OpenSearchDomainStoreArgs, master: WorkloadRole): opensearch.Domain {
    const { workload, key, network, classification } = args;
    const { zones = 2, nodeType = "r7g.large.search", nodesPerZone = 1, volumeGb = 100 } = args;
    const tags = { ...this.tags(classification), [STORE_TAG]: "vector" };
    const description = "OpenSearch domain";
    const group = serviceSecurityGroup(`${this.name}-domain`, { network, description, port: 443, tags }, this.child());
    const { publishing } = new DomainLogs(
      `${this.name}-logs`,
      { workload, domainName: this.domainName, key },
      { parent: this },
    );
    return new opensearch.Domain(
      `${this.name}-domain`,
      {
        domainName: this.domainName,
        engineVersion: ENGINE,
        clusterConfig: {
          instanceType: nodeType,
          instanceCount: zones * nodesPerZone,
          zoneAwarenessEnabled: true,
          zoneAwarenessConfig: { availabilityZoneCount: zones },
          ...(this.isProduction
            ? { dedicatedMasterEnabled: true, dedicatedMasterCount: 3, dedicatedMasterType: "m7g.large.search" }
            : {}),
        },
        ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: volumeGb },
        vpcOptions: {
          subnetIds: pulumi.output(network.subnetIds).apply((ids) => ids.slice(0, zones)),
          securityGroupIds: [group.id],
        },
        encryptAtRest: { enabled: true, kmsKeyId: key.keyArn },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
        advancedSecurityOptions: {
          enabled: true,
          internalUserDatabaseEnabled: false,
          masterUserOptions: { masterUserArn: master.roleArn },
        },
        // IAM authorises the index in the path of a request, so its body must not name others.
        advancedOptions: { "rest.action.multi.allow_explicit_index": "false" },
        accessPolicies: domainAccessPolicy(workload, this.domainName),
        logPublishingOptions: publishing,
        autoTuneOptions: { desiredState: "ENABLED", useOffPeakWindow: true },
        offPeakWindowOptions: { enabled: true },
        softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
        tags,
      },
      this.dataStore(),
    );
  }
}

function faults(name: string, args: OpenSearchDomainStoreArgs): Fault[] {
  const { zones = 2, nodesPerZone = 1, volumeGb = 100, nodeType } = args;
  const named = physicalName(args.workload, name);
  return faultsOf(
    "data/OpenSearchDomainStore",
    name,
    [/^[a-z][a-z0-9-]{2,27}$/.test(named), "name", "a name that leaves the domain's within 28 characters", named],
    ...vectorChecks(args, 16_000),
    [isIntegerBetween(zones, 2, 3), "zones", "2 or 3", `${zones}`],
    [
      nodeType === undefined || (/^[a-z0-9]+\.[a-z0-9]+\.search$/.test(nodeType) && !nodeType.startsWith("t")),
      "nodeType",
      "a type such as r7g.large.search; those of burstable performance know no Auto-Tune",
      nodeType,
    ],
    [isIntegerBetween(nodesPerZone, 1, 20), "nodesPerZone", "a whole number, 1 to 20", `${nodesPerZone}`],
    [isIntegerBetween(volumeGb, 10, 3_072), "volumeGb", "a whole number, 10 to 3072", `${volumeGb}`],
  );
}
