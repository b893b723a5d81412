import { STORE_TAG } from "@plinth/standards";
import * as elasticache from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { GeneratedSecret } from "../identity/generated-secret";
import { serviceSecurityGroup } from "../network/service-security-group";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Arguments of {@link LangfuseCache}. */
export interface LangfuseCacheArgs extends PlinthComponentArgs {
  /** Private subnets of the cache. Compute with the network's first security group can reach it. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts data and password. */
  readonly key: EncryptionKey;
}

const PORT = 6379;

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html (read 2026-11). */
const ENGINE = { engine: "valkey", engineVersion: "8.0" } as const;

/**
 * Langfuse's queue between its API and its worker: Valkey on Amazon ElastiCache, encrypted at rest and in transit, with a
 * password, and in two Availability Zones in production. It evicts no keys, as Langfuse requires
 * (https://langfuse.com/self-hosting/deployment/infrastructure/cache, read 2026-11). It has no backups, because the bucket of
 * events contains the same data.
 *
 * @example
 * new LangfuseCache("langfuse-cache", { workload, network, key });
 */
export class LangfuseCache extends PlinthComponent {
  /** Password of the cache, in Secrets Manager. */
  readonly password: GeneratedSecret;
  readonly #group: elasticache.ReplicationGroup;

  constructor(name: string, args: LangfuseCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("LangfuseCache", name, args, opts, faults(name, args));
    const { workload, network, key } = args;
    this.password = new GeneratedSecret(
      `${name}-password`,
      { workload, key, purpose: "Password of Langfuse's queue" },
      { parent: this },
    );
    const subnets = new elasticache.SubnetGroup(
      `${name}-subnets`,
      { name: this.physicalName(), subnetIds: network.subnetIds, tags: this.tags() },
      this.child(),
    );
    const parameters = new elasticache.ParameterGroup(
      `${name}-parameters`,
      {
        name: this.physicalName(),
        family: "valkey8",
        parameters: [{ name: "maxmemory-policy", value: "noeviction" }],
        tags: this.tags(),
      },
      this.child(),
    );
    const tags = { Name: this.physicalName(), ...this.tags() };
    const door = serviceSecurityGroup(
      name,
      { network, description: "Langfuse's queue", port: PORT, tags },
      this.child(),
    );
    this.#group = new elasticache.ReplicationGroup(
      `${name}-group`,
      {
        replicationGroupId: this.physicalName(),
        description: "Queue of Langfuse",
        ...ENGINE,
        nodeType: "cache.t4g.small",
        port: PORT,
        numCacheClusters: this.isProduction ? 2 : 1,
        multiAzEnabled: this.isProduction,
        automaticFailoverEnabled: this.isProduction,
        autoMinorVersionUpgrade: true,
        parameterGroupName: parameters.name,
        subnetGroupName: subnets.name,
        securityGroupIds: [door.id],
        atRestEncryptionEnabled: true,
        kmsKeyId: key.keyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        authToken: this.password.value,
        tags: { ...this.tags(), [STORE_TAG]: "output" },
      },
      this.dataStore(),
    );
    this.registerOutputs({});
  }

  /** Langfuse's environment variables for the connection: https://langfuse.com/self-hosting/deployment/infrastructure/cache (read 2026-11). */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return {
      REDIS_HOST: this.#group.primaryEndpointAddress,
      REDIS_PORT: `${PORT}`,
      REDIS_TLS_ENABLED: "true",
    };
  }
}

function faults(name: string, { workload }: LangfuseCacheArgs) {
  const named = physicalName(workload, name);
  return faultsOf("observability/LangfuseCache", name, [
    /^[a-z](-?[a-z0-9])*$/.test(named) && named.length <= 40,
    "name",
    "a name that leaves ElastiCache's within 40 characters",
    named,
  ]);
}
