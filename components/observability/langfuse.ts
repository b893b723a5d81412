import type { Fault } from "@plinth/standards";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { OutputStore } from "../data/output-store";
import type { ContainerImage } from "../ecs/container-image";
import { ContainerService } from "../ecs/container-service";
import type { Peer } from "../ecs/container-service-args";
import { StreamingService } from "../ecs/streaming-service";
import type { EncryptionKey } from "../identity/encryption-key";
import { GeneratedSecret } from "../identity/generated-secret";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { LangfuseCache } from "./langfuse-cache";
import { LangfuseDatabase } from "./langfuse-database";

export interface LangfuseArgs extends PlinthComponentArgs {
  /** Copies of `langfuse` and `langfuse-worker` of one version 4, for arm64, in the organisation's own ECR. */
  readonly images: { readonly web: ContainerImage; readonly worker: ContainerImage };
  /** Private subnets whose security group reaches the endpoints `ecr-api`, `ecr-dkr`, `logs`, `secretsmanager` and `s3`. */
  readonly network: WorkloadNetwork;
  /** Encrypts logs, database, queue and secrets; traces have a key of their own. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /** Where Langfuse keeps its traces. */
  readonly clickhouse: ClickHouse;
  /** Host that people and SDKs connect to, which the certificate is for: `langfuse.acme.example`. */
  readonly host: string;
  /** Certificate of AWS Certificate Manager: its ARN. */
  readonly certificateArn: pulumi.Input<string>;
  /** Who may open a connection, each by a name of its own. Bounds: at least one. */
  readonly clients: Readonly<Record<string, Peer>>;
  /** Address of the first user, its owner; nobody can sign up. The secret `<workload>-<environment>-…-owner` is the password. */
  readonly ownerEmail: string;
  /** More of Langfuse's settings, such as those of single sign-on. Never a secret. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** ClickHouse 25.12 or later with TLS: ClickHouse Cloud or BYOC, by PrivateLink. */
export interface ClickHouse {
  readonly host: string;
  /** Default: `default`. */
  readonly user?: string;
  /** Secret in Secrets Manager that is the password, and nothing else, encrypted with the same key: its ARN. */
  readonly passwordSecretArn: string;
  /** Security group of what leads there: the endpoint of its PrivateLink. */
  readonly securityGroupId: pulumi.Input<string>;
}

const CLICKHOUSE_PORTS = { https: 8443, native: 9440 };

/** At least 2 CPUs and 4 GB: https://langfuse.com/self-hosting/deployment/infrastructure/containers (read 2026-11). */
const SIZE = { cpu: 2048, memoryMb: 4096 } as const;
const HEAP_MB = 3072;

/** The user of both images; Langfuse and Node.js write to `/tmp` alone. */
const CONTAINER = { user: "1001:1001", writableFolders: ["/tmp"] } as const;

/**
 * Langfuse in the organisation's own account: traces, prompts and scores, where data may not leave for Langfuse's cloud.
 *
 * It is version 4, because 2 gets no security updates any more and 3 lacks the data model of today. Creates its web
 * application behind an internal load balancer and its worker on ECS, Aurora PostgreSQL, Valkey, a store of events with a
 * key of its own, and every secret, drawn and kept in Secrets Manager. ClickHouse is an argument: it keeps its data on
 * replicated local disks, which Fargate does not have, and Langfuse itself advises ClickHouse Cloud or BYOC for
 * production. CloudWatch with {@link TransactionSearch} needs none of this: choose Langfuse for its prompts and scores.
 * Source: https://langfuse.com/resources/engineering/self-hosted-langfuse-production-checklist (read 2026-11).
 *
 * @example
 * const repository = "210987654321.dkr.ecr.eu-west-1.amazonaws.com";
 * new Langfuse("langfuse", {
 *   workload,
 *   network,
 *   key,
 *   images: {
 *     web: containerImage(`${repository}/langfuse@sha256:${"0".repeat(64)}`, "aws"),
 *     worker: containerImage(`${repository}/langfuse-worker@sha256:${"1".repeat(64)}`, "aws"),
 *   },
 *   clickhouse: {
 *     host: "a1b2c3d4e5.eu-west-1.vpce.aws.clickhouse.cloud",
 *     passwordSecretArn: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:clickhouse-a1b2c3",
 *     securityGroupId: "sg-0fedcba9876543210",
 *   },
 *   host: "langfuse.acme.example",
 *   certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   clients: { engineers: { securityGroupId: "sg-0123456789abcdef0" } },
 *   ownerEmail: "platform@acme.example",
 * });
 */
export class Langfuse extends PlinthComponent {
  /** What `host` must lead to. */
  readonly dnsName: pulumi.Output<string>;
  readonly web: StreamingService;
  readonly worker: ContainerService;
  readonly #args: LangfuseArgs;

  constructor(name: string, args: LangfuseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Langfuse", name, args, opts, faults(name, args));
    this.#args = args;
    const { workload, network, key, images, host, certificateArn, clients } = args;
    const here = { parent: this };

    const database = new LangfuseDatabase(`${name}-database`, { workload, network, key }, here);
    const cache = new LangfuseCache(`${name}-cache`, { workload, network, key }, here);
    const events = new OutputStore(`${name}-events`, { workload }, here);
    const role = new WorkloadRole(`${name}-task`, { workload, service: "ecs-tasks" }, here);
    events.grantWrite(role);
    events.grantRead(role);
    this.#reachClickHouse();

    const shared = {
      DATABASE_PASSWORD: database.password,
      REDIS_AUTH: cache.password,
      SALT: this.#draw("salt", "What Langfuse hashes API keys with"),
      ENCRYPTION_KEY: this.#draw("encryption-key", "What Langfuse encrypts credentials with", "hex"),
    };
    const session = { NEXTAUTH_SECRET: this.#draw("session-key", "What Langfuse signs sessions with") };
    const owner = { LANGFUSE_INIT_USER_PASSWORD: this.#draw("owner", "Password of Langfuse's first user") };
    const environment = {
      ...this.#settings(events),
      ...database.environment,
      ...cache.environment,
      ...args.environment,
    };
    const common = { workload, network, key, role, ...SIZE, ...CONTAINER };

    this.web = new StreamingService(
      `${name}-web`,
      {
        ...common,
        image: images.web,
        port: 3000,
        healthPath: "/api/public/health",
        environment: { ...environment, ...this.#firstUser() },
        ...this.#handedOver({ ...shared, ...session, ...owner }),
        certificateArn,
        clients,
      },
      here,
    );
    this.worker = new ContainerService(
      `${name}-worker`,
      { ...common, image: images.worker, port: 3030, environment, ...this.#handedOver(shared) },
      here,
    );
    this.dnsName = this.web.dnsName;
    this.registerOutputs({ dnsName: this.dnsName, host });
  }

  #draw(part: string, purpose: string, form?: "hex"): GeneratedSecret {
    const { workload, key } = this.#args;
    return new GeneratedSecret(`${this.name}-${part}`, { workload, key, purpose, form }, { parent: this });
  }

  /** Secrets as a task is handed them, with what the role that starts it may read. */
  #handedOver(secrets: Readonly<Record<string, GeneratedSecret>>) {
    const { passwordSecretArn } = this.#args.clickhouse;
    const arns = Object.entries(secrets).map(([variable, { secretArn }]) => [variable, secretArn] as const);
    return {
      secrets: { CLICKHOUSE_PASSWORD: passwordSecretArn, ...Object.fromEntries(arns) },
      secretArnPatterns: [passwordSecretArn, ...Object.values(secrets).map(({ secretArnPattern }) => secretArnPattern)],
    };
  }

  /** https://langfuse.com/self-hosting/configuration (read 2026-11). */
  #settings({ bucketName }: OutputStore): Record<string, pulumi.Input<string>> {
    const { host, clickhouse } = this.#args;
    const { region } = this.workload;
    return {
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
      NEXTAUTH_URL: `https://${host}`,
      HOSTNAME: "0.0.0.0",
      AUTH_DISABLE_SIGNUP: "true",
      TELEMETRY_ENABLED: "false",
      CLICKHOUSE_URL: `https://${clickhouse.host}:${CLICKHOUSE_PORTS.https}`,
      CLICKHOUSE_MIGRATION_URL: `clickhouse://${clickhouse.host}:${CLICKHOUSE_PORTS.native}`,
      CLICKHOUSE_MIGRATION_SSL: "true",
      CLICKHOUSE_CLUSTER_ENABLED: "false",
      CLICKHOUSE_USER: clickhouse.user ?? "default",
      LANGFUSE_S3_EVENT_UPLOAD_BUCKET: bucketName,
      LANGFUSE_S3_EVENT_UPLOAD_REGION: region,
      LANGFUSE_S3_EVENT_UPLOAD_PREFIX: "events/",
      LANGFUSE_S3_MEDIA_UPLOAD_BUCKET: bucketName,
      LANGFUSE_S3_MEDIA_UPLOAD_REGION: region,
      LANGFUSE_S3_MEDIA_UPLOAD_PREFIX: "media/",
    };
  }

  /** https://langfuse.com/self-hosting/administration/headless-initialization (read 2026-11). */
  #firstUser(): Record<string, string> {
    const { workload, ownerEmail } = this.#args;
    return {
      LANGFUSE_INIT_ORG_ID: workload.name,
      LANGFUSE_INIT_ORG_NAME: workload.owner,
      LANGFUSE_INIT_USER_EMAIL: ownerEmail,
      LANGFUSE_INIT_USER_NAME: workload.owner,
    };
  }

  /** From the network's compute, as {@link serviceSecurityGroup} has it for what stands in the network itself. */
  #reachClickHouse(): void {
    const { network, clickhouse } = this.#args;
    const compute = pulumi.output(network.securityGroupIds).apply(([first = ""]) => first);
    for (const [protocol, port] of Object.entries(CLICKHOUSE_PORTS)) {
      new vpc.SecurityGroupEgressRule(
        `${this.name}-to-clickhouse-${protocol}`,
        {
          securityGroupId: compute,
          referencedSecurityGroupId: clickhouse.securityGroupId,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          tags: this.tags(),
        },
        this.child(),
      );
    }
  }
}

function faults(name: string, { workload, host, ownerEmail, clickhouse }: LangfuseArgs): Fault[] {
  const isHost = (value: string) => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(value);
  const secret = new RegExp(`^arn:aws[a-z-]*:secretsmanager:${workload.region}:\\d{12}:secret:[\\w/+=.@-]+-\\w{6}$`);
  return faultsOf(
    "observability/Langfuse",
    name,
    [isHost(host), "host", "a host such as langfuse.acme.example", host],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(ownerEmail), "ownerEmail", "an e-mail address", ownerEmail],
    [isHost(clickhouse.host), "clickhouse.host", "a host without protocol and port", clickhouse.host],
    [
      secret.test(clickhouse.passwordSecretArn),
      "clickhouse.passwordSecretArn",
      `the whole ARN of a secret in ${workload.region}`,
      clickhouse.passwordSecretArn,
    ],
  );
}
