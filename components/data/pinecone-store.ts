import type { Fault } from "@plinth/standards";
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { VectorStore } from "./vector-store";

export interface PineconeStoreArgs extends PlinthComponentArgs {
  /** Whose compute searches. */
  readonly network: WorkloadNetwork;
  /**
   * Pinecone's endpoint service in the workload's region: `com.amazonaws.vpce.eu-west-1.vpce-svc-…`, as
   * https://docs.pinecone.io/guides/production/configure-private-endpoints lists them (read 2026-11).
   */
  readonly serviceName: string;
  /** The index's private host, as Pinecone's console tells it: `articles-1a2b3c4.svc.private.apu-57e2-42f6.pinecone.io`. */
  readonly indexHost: string;
  /** Numbers in each vector, as the index was made for. Bounds: 1 to 20,000. */
  readonly dimensions: number;
  /** ARN of the secret in Secrets Manager that holds an API key of the role DataPlaneViewer. */
  readonly searchSecretArn: pulumi.Input<string>;
  /** ARN of the secret that holds one of the role DataPlaneEditor. */
  readonly writeSecretArn: pulumi.Input<string>;
  /** What opens the secrets. */
  readonly key: EncryptionKey;
}

/**
 * Vectors in Pinecone, reached by AWS PrivateLink and never over the internet. Choose it where the organisation has a contract
 * with Pinecone already, of the Enterprise plan: vectors, which give away what they were made of, are with another processor.
 * Pinecone makes the index and its API keys; here is the way to it. Code searches it by itself: a Bedrock knowledge base
 * reaches Pinecone over the internet only.
 *
 * Creates an interface endpoint with private DNS in the network, which its compute alone reaches. Grants hand over one of
 * two API keys by reference.
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
  readonly kind = "pinecone";
  readonly dimensions: number;
  readonly endpoints = ["secretsmanager"];
  readonly knowledgeBaseStorage = undefined;
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

  grantSearch(role: WorkloadRole): void {
    this.#grant("search", role, this.#args.searchSecretArn);
  }

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
    [
      Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= 20_000,
      "dimensions",
      "a whole number, 1 to 20000",
      `${dimensions}`,
    ],
    ...secrets.map(
      ([member, arn]) =>
        [
          typeof arn !== "string" || arn.startsWith(own),
          member,
          `the ARN of a secret of the workload's account and region: ${own}…`,
          // What is no ARN may be the key itself.
          typeof arn === "string" && arn.startsWith("arn:") ? arn : undefined,
        ] as const,
    ),
  );
}
