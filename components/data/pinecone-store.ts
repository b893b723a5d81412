import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { VectorStore } from "./vector-store";

/** Arguments of {@link PineconeStore}. */
export interface PineconeStoreArgs extends PlinthComponentArgs {
  /** Network of the compute that searches. */
  readonly network: WorkloadNetwork;
  /**
   * Name of Pinecone's endpoint service in the workload's region: `com.amazonaws.vpce.eu-west-1.vpce-svc-…`, as
   * https://docs.pinecone.io/guides/production/configure-private-endpoints lists them (read 2026-11).
   */
  readonly serviceName: string;
  /** Private host of the index, from Pinecone's console: `articles-1a2b3c4.svc.private.apu-57e2-42f6.pinecone.io`. */
  readonly indexHost: string;
  /** Dimensions of each vector, those of the index. Bounds: 1 to 20,000. */
  readonly dimensions: number;
  /** ARN of the secret with an API key of the role DataPlaneViewer. Bounds: in the workload's account and region. */
  readonly searchSecretArn: pulumi.Input<string>;
  /** ARN of the secret with an API key of the role DataPlaneEditor. Bounds: in the workload's account and region. */
  readonly writeSecretArn: pulumi.Input<string>;
  /** Key that decrypts the secrets. */
  readonly key: EncryptionKey;
}

/**
 * Vectors in Pinecone, through AWS PrivateLink and never over the internet. Choose it where the organisation has a
 * contract with Pinecone (Enterprise plan): vectors reveal the embedded documents to another data processor. You create
 * the index and its API keys in Pinecone. Application code searches it directly; Bedrock knowledge bases reach Pinecone
 * over the internet only.
 *
 * Creates an interface endpoint with private DNS in the network, which only the network's compute reaches. Grants give
 * access to the secret with one of two API keys.
 *
 * @example
 * const secret = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:support/pinecone";
 * const store = new PineconeStore("support-vectors", {
 *   workload,
 *   network,
 *   serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
 *   indexHost: "articles-1a2b3c4.svc.private.apu-57e2-42f6.pinecone.io",
 *   dimensions: 1_024,
 *   searchSecretArn: `${secret}-search-a1b2c3`,
 *   writeSecretArn: `${secret}-write-d4e5f6`,
 *   key,
 * });
 * store.grantSearch(role);
 */
export class PineconeStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `pinecone`. */
  readonly kind = "pinecone";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = ["secretsmanager"];
  /** Undefined: Bedrock knowledge bases do not support private endpoints of Pinecone. */
  readonly knowledgeBaseStorage = undefined;
  /** Id of the interface endpoint: `vpce-…`. Assigned by AWS. */
  readonly endpointId: pulumi.Output<string>;
  readonly #args: PineconeStoreArgs;

  constructor(name: string, args: PineconeStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("PineconeStore", name, args, opts, faults(name, args));
    this.dimensions = args.dimensions;
    this.#args = args;

    const endpoint = this.#createEndpoint(args);

    this.endpointId = endpoint.id;
    this.registerOutputs({ endpointId: this.endpointId });
  }

  /**
   * Environment variables of clients: `VECTOR_STORE`, `VECTOR_INDEX`, `VECTOR_ENDPOINT` (URL of the index), and the
   * ARNs of the secrets, `VECTOR_SEARCH_SECRET_ARN` and `VECTOR_WRITE_SECRET_ARN`.
   */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    const { indexHost, searchSecretArn, writeSecretArn } = this.#args;
    return {
      VECTOR_STORE: this.kind,
      VECTOR_INDEX: indexHost.split(".")[0] ?? indexHost,
      VECTOR_ENDPOINT: `https://${indexHost}`,
      VECTOR_SEARCH_SECRET_ARN: searchSecretArn,
      VECTOR_WRITE_SECRET_ARN: writeSecretArn,
    };
  }

  /** Allows a role to read the API key for searches. */
  grantSearch(role: WorkloadRole): void {
    this.#grant("search", role, this.#args.searchSecretArn);
  }

  /** Allows a role to read the API key for writes and searches. */
  grantWrite(role: WorkloadRole): void {
    this.#grant("write", role, this.#args.writeSecretArn);
  }

  #grant(purpose: string, role: WorkloadRole, secretArn: pulumi.Input<string>): void {
    role.allow(`${purpose}-${this.name}`, { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] });
    this.#args.key.grantDecrypt(role);
  }

  #createEndpoint({ network, serviceName }: PineconeStoreArgs): ec2.VpcEndpoint {
    const tags = { Name: this.physicalName(), ...this.tags() };
    const group = serviceSecurityGroup(this.name, { network, description: "Pinecone", port: 443, tags }, this.child());
    return new ec2.VpcEndpoint(
      `${this.name}-endpoint`,
      {
        vpcId: network.vpcId,
        serviceName,
        vpcEndpointType: "Interface",
        subnetIds: network.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags,
      },
      this.child(),
    );
  }
}

function faults(name: string, args: PineconeStoreArgs): Fault[] {
  const { workload, serviceName, indexHost, dimensions } = args;
  const { region, accountId, partition } = workload;
  const secrets = (["searchSecretArn", "writeSecretArn"] as const).map((member) => [member, args[member]] as const);
  const own = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:`;
  return faultsOf(
    "data/PineconeStore",
    name,
    [
      new RegExp(`^com\\.amazonaws\\.vpce\\.${region}\\.vpce-svc-[0-9a-f]{8,17}$`).test(serviceName),
      "serviceName",
      `Pinecone's endpoint service in ${region}: com.amazonaws.vpce.${region}.vpce-svc-…`,
      serviceName,
    ],
    [
      /^[a-z0-9-]+\.svc\.private\.[a-z0-9-]+\.pinecone\.io$/.test(indexHost),
      "indexHost",
      "the private host of an index: <index>.svc.private.<environment>.pinecone.io",
      indexHost,
    ],
    [isIntegerBetween(dimensions, 1, 20_000), "dimensions", "a whole number, 1 to 20000", `${dimensions}`],
    ...secrets.map(
      ([member, arn]) =>
        [
          typeof arn !== "string" || arn.startsWith(own),
          member,
          `the ARN of a secret of the workload's account and region: ${own}…`,
          // Text that is not an ARN may be the API key itself, so it is not shown.
          typeof arn === "string" && arn.startsWith("arn:") ? arn : undefined,
        ] as const,
    ),
  );
}
