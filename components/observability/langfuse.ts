import type { Fault } from "@plinth/standards";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { isEmailAddress, isHostName } from "../argument-checks";
import { OutputStore } from "../data/output-store";
import type { ContainerImage } from "../ecs/container-image";
import { ContainerService } from "../ecs/container-service";
import type { Peer } from "../ecs/container-service-args";
import { StreamingService } from "../ecs/streaming-service";
import type { EncryptionKey } from "../identity/encryption-key";
import { GeneratedSecret } from "../identity/generated-secret";
import { WorkloadRole } from "../identity/workload-role";
import { computeGroupId, singlePort } from "../network/security-group-rules";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { LangfuseCache } from "./langfuse-cache";
import { LangfuseDatabase } from "./langfuse-database";

/** Arguments of {@link Langfuse}. */
export interface LangfuseArgs extends PlinthComponentArgs {
  /** Copies of `langfuse` and `langfuse-worker` in the organisation's ECR, for arm64, both of the same version 4. */
  readonly images: { readonly web: ContainerImage; readonly worker: ContainerImage };
  /** Private subnets. Their security group must reach the endpoints `ecr-api`, `ecr-dkr`, `logs`, `secretsmanager` and `s3`. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts logs, database, queue and secrets. Its key policy must allow `logs`. The component creates another key for events. */
  readonly key: EncryptionKey;
  /** ClickHouse service that stores the traces. */
  readonly clickhouse: ClickHouse;
  /** Host name that users and SDKs connect to, as in the certificate: `langfuse.acme.example`. */
  readonly host: string;
  /** ARN of the certificate in AWS Certificate Manager. */
  readonly certificateArn: pulumi.Input<string>;
  /** Clients that may connect, by kebab-case name. Bounds: at least one; IPv4 ranges must be private. */
  readonly clients: Readonly<Record<string, Peer>>;
  /** E-mail address of the first user, the owner. Sign-up is disabled. The password is in the secret `<workload>-<environment>-…-owner`. */
  readonly ownerEmail: string;
  /** Further settings of Langfuse, such as single sign-on. Not for secrets. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A ClickHouse service, 25.12 or later, with TLS: ClickHouse Cloud or BYOC over AWS PrivateLink. */
export interface ClickHouse {
  /** Host name, without protocol and port. */
  readonly host: string;
  /** User name. Default: `default`. */
  readonly user?: string;
  /** Full ARN of a secret in Secrets Manager whose value is the password. The same key must encrypt it. */
  readonly passwordSecretArn: string;
  /** Id of the security group of the PrivateLink endpoint. */
  readonly securityGroupId: pulumi.Input<string>;
}

const CLICKHOUSE_PORTS = { https: 8443, native: 9440 };

/** Langfuse requires at least 2 CPUs and 4 GB: https://langfuse.com/self-hosting/deployment/infrastructure/containers (read 2026-11). */
const SIZE = { cpu: 2048, memoryMb: 4096 } as const;
const HEAP_MB = 3072;

/** User of both images. Langfuse and Node.js write to `/tmp` only. */
const CONTAINER = { user: "1001:1001", writableFolders: ["/tmp"] } as const;

/**
 * Self-hosted Langfuse for traces, prompts and scores, for organisations whose data must not go to Langfuse Cloud.
 *
 * Creates the web application behind an internal load balancer and the worker on ECS, an Aurora PostgreSQL database, a Valkey
 * queue, an output store of events with its own key, and generated secrets in Secrets Manager. It requires version 4:
 * version 2 has no security updates, and version 3 has an older data model. ClickHouse is an argument, because it needs
 * replicated local disks, which Fargate does not have. Langfuse recommends ClickHouse Cloud or BYOC for production.
 * CloudWatch with {@link TransactionSearch} is simpler: choose Langfuse for its prompt management and scores.
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
  /** DNS name of the load balancer. The record of `host` must be an alias of it. */
  readonly dnsName: pulumi.Output<string>;
  /** Service of the web application and the API. */
  readonly web: StreamingService;
  /** Service of the worker, which processes events from the queue. */
  readonly worker: ContainerService;
  readonly #args: LangfuseArgs;

  constructor(name: string, args: LangfuseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Langfuse", name, args, opts, faults(name, args));
    this.#args = args;
    const { workload, network, key, images, host, certificateArn, clients } = args;
    const childOpts = { parent: this };

    const database = new LangfuseDatabase(`${name}-database`, { workload, network, key }, childOpts);
    const cache = new LangfuseCache(`${name}-cache`, { workload, network, key }, childOpts);
    const events = new OutputStore(`${name}-events`, { workload }, childOpts);
    const role = new WorkloadRole(`${name}-task`, { workload, service: "ecs-tasks" }, childOpts);
    events.grantWrite(role);
    events.grantRead(role);
    this.#allowEgressToClickHouse();

    const shared = {
      DATABASE_PASSWORD: database.password,
      REDIS_AUTH: cache.password,
      SALT: this.#generateSecret("salt", "What Langfuse hashes API keys with"),
      ENCRYPTION_KEY: this.#generateSecret("encryption-key", "What Langfuse encrypts credentials with", "hex"),
    };
    const session = { NEXTAUTH_SECRET: this.#generateSecret("session-key", "What Langfuse signs sessions with") };
    const owner = { LANGFUSE_INIT_USER_PASSWORD: this.#generateSecret("owner", "Password of Langfuse's first user") };
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
        ...this.#secretsOf({ ...shared, ...session, ...owner }),
        certificateArn,
        clients,
      },
      childOpts,
    );
    this.worker = new ContainerService(
      `${name}-worker`,
      { ...common, image: images.worker, port: 3030, environment, ...this.#secretsOf(shared) },
      childOpts,
    );
    this.dnsName = this.web.dnsName;
    this.registerOutputs({ dnsName: this.dnsName, host });
  }

  #generateSecret(part: string, purpose: string, form?: "hex"): GeneratedSecret {
    const { workload, key } = this.#args;
    return new GeneratedSecret(`${this.name}-${part}`, { workload, key, purpose, form }, { parent: this });
  }

  /** Secrets of a task, and the ARN patterns that its execution role may read. */
  #secretsOf(secrets: Readonly<Record<string, GeneratedSecret>>) {
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

  /** Allows egress from the network's first security group, as for services inside the network. */
  #allowEgressToClickHouse(): void {
    const { network, clickhouse } = this.#args;
    const compute = computeGroupId(network);
    for (const [protocol, port] of Object.entries(CLICKHOUSE_PORTS)) {
      new vpc.SecurityGroupEgressRule(
        `${this.name}-to-clickhouse-${protocol}`,
        {
          securityGroupId: compute,
          referencedSecurityGroupId: clickhouse.securityGroupId,
          ...singlePort(port),
          tags: this.tags(),
        },
        this.child(),
      );
    }
  }
}

function faults(name: string, { workload, host, ownerEmail, clickhouse }: LangfuseArgs): Fault[] {
  const secret = new RegExp(`^arn:aws[a-z-]*:secretsmanager:${workload.region}:\\d{12}:secret:[\\w/+=.@-]+-\\w{6}$`);
  return faultsOf(
    "observability/Langfuse",
    name,
    [isHostName(host), "host", "a host such as langfuse.acme.example", host],
    [isEmailAddress(ownerEmail), "ownerEmail", "an e-mail address", ownerEmail],
    [isHostName(clickhouse.host), "clickhouse.host", "a host without protocol and port", clickhouse.host],
    [
      secret.test(clickhouse.passwordSecretArn),
      "clickhouse.passwordSecretArn",
      `the whole ARN of a secret in ${workload.region}`,
      clickhouse.passwordSecretArn,
    ],
  );
}
