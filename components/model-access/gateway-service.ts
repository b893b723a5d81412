import { type Fault, type RetentionRange, retentionRange, STORE_TAG } from "@plinth/standards";
import { GATEWAY_PATHS, type GatewayProvider } from "@plinth/standards/contracts/gateway";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { ContainerImage } from "../ecs/container-image";
import { ContainerService } from "../ecs/container-service";
import type { AuditTrail } from "../governance/audit-trail";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import type { NetworkNeed } from "../network/endpoint-set";
import { LatticeService } from "../network/lattice-service";
import { LATTICE_ADDRESSES } from "../network/service-network-association";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { ModelAccess } from "./model-access";
import type { ProviderSecret } from "./provider-secret";

/** Workload that calls models through the gateway. */
export interface GatewayClient {
  /** Name of the workload: `support`. */
  readonly workload: string;
  /** AWS account of the workload: twelve digits. */
  readonly accountId: string;
  /** Limit of input and output tokens a minute. Bounds: at least 1. Default: 100,000. */
  readonly tokensPerMinute?: number;
  /** Monthly budget in US dollars; the gateway rejects requests beyond it. Bounds: above 0. Default: no limit. */
  readonly monthlyUsd?: number;
}

/** Arguments of {@link GatewayService}. */
export interface GatewayServiceArgs extends PlinthComponentArgs {
  /**
   * Container image of the gateway, which implements the contract of `standards/contracts/gateway.ts` and writes
   * `UsageEvent`.
   */
  readonly image: ContainerImage;
  /** Models that the gateway may invoke, with their guardrail. */
  readonly models: ModelAccess;
  /** Network of the containers: private subnets with the endpoints of {@link GatewayService.needs}. */
  readonly network: WorkloadNetwork;
  /** Encrypts logs and usage records. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
  /** Id or ARN of the service network that exposes the gateway. */
  readonly serviceNetworkId: pulumi.Input<string>;
  /** Organisation that every client must belong to: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Workloads that may call the gateway, with their limits. Default: none. */
  readonly clients?: readonly GatewayClient[];
  /** Days until usage records expire. Bounds: the standard's range for logs. Default: its minimum. */
  readonly usageDays?: number;
  /** Audit trail that receives one `AuditEvent` for each request. The gateway cannot read it. Default: none. */
  readonly audit?: AuditTrail;
  /** Tasks at a time, which follow the load. Bounds: 1 to 100. Default: 2 to 10. */
  readonly tasks?: { readonly min: number; readonly max: number };
  /**
   * Model providers other than Bedrock, each with the secret of its API key; see `MultiProviderGateway`. Default: none.
   */
  readonly providers?: readonly (GatewayProvider & Pick<ProviderSecret, "secretArn" | "secretArnPattern">)[];
  /** Key that decrypts those secrets. Default: {@link key}. */
  readonly secretsKey?: EncryptionKey;
}

const TOKENS_PER_MINUTE = 100_000;
/**
 * DynamoDB's limit:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html (read 2026-11).
 */
const RECOVERY_DAYS = 35;

/**
 * The organisation's internal model gateway: one place for failover, limits, guardrails and cost by workload.
 *
 * Creates the containers (ECS on Fargate), a VPC Lattice service that roles of named workloads call over TLS with
 * signed requests, a role that invokes the given models and writes usage records, and the usage table: one item for
 * each request, with its own expiry.
 *
 * @example
 * new GatewayService("gateway", {
 *   workload,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/gateway@sha256:${"0".repeat(64)}`, "aws"),
 *   models,
 *   network,
 *   key,
 *   serviceNetworkId: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
 *   organizationId: "o-a1b2c3d4e5",
 *   clients: [{ workload: "claims", accountId: "123456789012", monthlyUsd: 4000 }],
 * });
 */
export class GatewayService extends PlinthComponent {
  /** Capabilities that its network must support; `endpointSet` returns the endpoints. */
  static readonly needs: readonly NetworkNeed[] = ["container", "models", "tables", "traces"];
  /** URL of the gateway: `https://…`. Assigned by AWS. */
  readonly url: pulumi.Output<string>;
  /** Name of the usage table. Known in preview. */
  readonly usageTableName: pulumi.Output<string>;
  /** Container service that runs the gateway. */
  readonly service: ContainerService;

  constructor(name: string, args: GatewayServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("GatewayService", name, args, opts, faults(name, args));
    const { workload, network, key, serviceNetworkId, organizationId, clients = [] } = args;
    const childOpts = { parent: this };
    const role = new WorkloadRole(`${name}-task`, { workload, service: "ecs-tasks" }, childOpts);
    args.models.grantInvoke(role);
    args.audit?.grantAppend(role);
    const table = this.#createUsageTable(args);
    this.#allowUsage(table, role, key);

    const lattice = new LatticeService(
      `${name}-door`,
      {
        workload,
        serviceNetworkId,
        vpcId: network.vpcId,
        organizationId,
        callers: clients.map(({ workload, accountId }) => ({ workload, accountId, paths: GATEWAY_PATHS })),
      },
      childOpts,
    );
    this.service = new ContainerService(
      name,
      {
        workload,
        image: args.image,
        tasks: args.tasks,
        role,
        network,
        key,
        environment: this.#environment(args, table),
        lattice: [lattice.targets],
        ...secretsOf(args),
      },
      childOpts,
    );
    this.service.allowIngressFrom("lattice", { cidrIpv4: LATTICE_ADDRESSES });

    this.url = lattice.url;
    this.usageTableName = table.name;
    this.registerOutputs({ url: this.url, usageTableName: this.usageTableName });
  }

  #environment(args: GatewayServiceArgs, table: dynamodb.Table): Record<string, pulumi.Input<string>> {
    const { workload, models, clients = [], providers = [] } = args;
    const callers = clients.map((client) => ({ tokensPerMinute: TOKENS_PER_MINUTE, ...client }));
    const others = providers.map(({ name, host, keyVariable }) => ({ name, host, keyVariable }));
    return {
      WORKLOAD: workload.name,
      ENVIRONMENT: workload.environment,
      ACCOUNT_ID: workload.accountId,
      ...models.environment,
      ...args.audit?.environment,
      CALLERS: JSON.stringify(callers),
      ...(others.length > 0 && { PROVIDERS: JSON.stringify(others) }),
      USAGE_TABLE: table.name,
      USAGE_DAYS: `${args.usageDays ?? rangeOf(args).minimumDays}`,
    };
  }

  #createUsageTable({ key }: GatewayServiceArgs): dynamodb.Table {
    const { standard, classification } = this.workload;
    const { minimumDays } = retentionRange(standard, classification, "backup");
    return new dynamodb.Table(
      `${this.name}-usage`,
      {
        name: this.physicalName("usage"),
        billingMode: "PAY_PER_REQUEST",
        hashKey: "caller",
        rangeKey: "request",
        attributes: [
          { name: "caller", type: "S" },
          { name: "request", type: "S" },
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: Math.min(minimumDays, RECOVERY_DAYS) },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.keyArn },
        deletionProtectionEnabled: this.isProduction,
        tags: { ...this.tags(), [STORE_TAG]: "log" },
      },
      this.dataStore(),
    );
  }

  /** Adds and queries usage records, and updates its counters of requests in progress. */
  #allowUsage(table: dynamodb.Table, role: WorkloadRole, key: EncryptionKey): void {
    role.allow("usage", {
      actions: ["dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      resources: [this.arn("dynamodb", pulumi.interpolate`table/${table.name}`)],
    });
    key.grantEncrypt(role);
    key.grantDecrypt(role);
  }
}

function secretsOf({ providers = [], secretsKey, key }: GatewayServiceArgs) {
  const secrets = Object.fromEntries(providers.map(({ keyVariable, secretArn }) => [keyVariable, secretArn]));
  return {
    secrets,
    secretArnPatterns: providers.map(({ secretArnPattern }) => secretArnPattern),
    secretsKey: secretsKey ?? key,
    providers: providers.map(({ name }) => name),
  };
}

function rangeOf({ workload }: GatewayServiceArgs): RetentionRange {
  return retentionRange(workload.standard, workload.classification, "log");
}

function faults(name: string, args: GatewayServiceArgs): Fault[] {
  const { workload, clients = [], usageDays: days } = args;
  const { minimumDays, maximumDays } = rangeOf(args);
  const duplicates = clients.filter(
    (client, index) => clients.findIndex((c) => c.workload === client.workload) < index,
  );
  const invalidLimits = clients.filter(
    ({ tokensPerMinute = 1, monthlyUsd = 1 }) =>
      !(Number.isInteger(tokensPerMinute) && tokensPerMinute >= 1 && monthlyUsd > 0),
  );
  return faultsOf(
    "model-access/GatewayService",
    name,
    [duplicates.length === 0, "clients", "each workload once", duplicates.map((c) => c.workload).join(", ")],
    [
      invalidLimits.length === 0,
      "clients",
      "with whole tokens a minute from 1, and US dollars a month above 0",
      invalidLimits.map((c) => c.workload).join(", "),
    ],
    [
      days === undefined || isIntegerBetween(days, minimumDays, maximumDays),
      "usageDays",
      `${minimumDays} to ${maximumDays} whole days for ${workload.classification} data`,
      String(days),
    ],
  );
}
