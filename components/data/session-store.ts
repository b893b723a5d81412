import { type Fault, type RetentionRange, retentionRange, STORE_TAG } from "@plinth/standards";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Arguments of {@link SessionStore}. */
export interface SessionStoreArgs extends PlinthComponentArgs {
  /** Encrypts the conversations. Use a key that no source bucket uses. Default: a new {@link WorkloadKey}. */
  readonly key?: EncryptionKey;
  /**
   * Days until a turn of a conversation expires. Bounds: the standard's range for outputs of the workload's
   * classification, because a conversation holds prompts and answers. Default: its minimum.
   */
  readonly sessionDays?: number;
}

/**
 * DynamoDB's limit:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html (read 2026-11).
 */
const MAX_RECOVERY_DAYS = 35;

/**
 * Conversation history in a DynamoDB table: one item for each turn, with its own expiry.
 *
 * Creates the table with on-demand capacity, its own key, time to live, point-in-time recovery, and deletion protection
 * in production. The partition key `session` is a string, the sort key `turn` a number; `expiresAt` is in seconds since
 * the epoch.
 *
 * @example
 * const sessions = new SessionStore("assistant-sessions", { workload });
 * sessions.grantUse(role);
 */
export class SessionStore extends PlinthComponent {
  /** Name of the table. Known in preview. */
  readonly tableName: pulumi.Output<string>;
  /** ARN of the table, computed from its name. Known in preview. */
  readonly tableArn: pulumi.Output<string>;
  /** Key that encrypts the table. */
  readonly key: EncryptionKey;
  /** Days until a turn expires, for the value of `expiresAt`. */
  readonly sessionDays: number;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = ["dynamodb"];

  constructor(name: string, args: SessionStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("SessionStore", name, args, opts, faults(name, args));
    const { workload } = args;
    this.key = args.key ?? new WorkloadKey(`${name}-key`, { workload }, { parent: this });
    this.sessionDays = args.sessionDays ?? rangeOf(args).minimumDays;

    const table = this.#createTable();
    this.tableName = table.name;
    this.tableArn = this.arn("dynamodb", pulumi.interpolate`table/${table.name}`);
    this.registerOutputs({ tableName: this.tableName, tableArn: this.tableArn });
  }

  /** Environment variables of clients: `SESSION_TABLE` and `SESSION_DAYS`. */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { SESSION_TABLE: this.tableName, SESSION_DAYS: `${this.sessionDays}` };
  }

  /** Allows a role to query a conversation and add turns. It cannot change, delete or list items. */
  grantUse(role: WorkloadRole): void {
    role.allow(`use-${this.name}`, { actions: ["dynamodb:PutItem", "dynamodb:Query"], resources: [this.tableArn] });
    this.key.grantEncrypt(role);
    this.key.grantDecrypt(role);
  }

  #createTable(): dynamodb.Table {
    const { standard, classification } = this.workload;
    const backup = retentionRange(standard, classification, "backup");
    return new dynamodb.Table(
      `${this.name}-table`,
      {
        name: this.physicalName(),
        billingMode: "PAY_PER_REQUEST",
        hashKey: "session",
        rangeKey: "turn",
        attributes: [
          { name: "session", type: "S" },
          { name: "turn", type: "N" },
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        pointInTimeRecovery: {
          enabled: true,
          recoveryPeriodInDays: Math.min(backup.minimumDays, MAX_RECOVERY_DAYS),
        },
        serverSideEncryption: { enabled: true, kmsKeyArn: this.key.keyArn },
        deletionProtectionEnabled: this.isProduction,
        tags: { ...this.tags(), [STORE_TAG]: "output" },
      },
      this.dataStore(),
    );
  }
}

function rangeOf({ workload }: SessionStoreArgs): RetentionRange {
  return retentionRange(workload.standard, workload.classification, "output");
}

function faults(name: string, args: SessionStoreArgs): Fault[] {
  const { workload, sessionDays: days } = args;
  const { minimumDays, maximumDays } = rangeOf(args);
  const named = physicalName(workload, name);
  return faultsOf(
    "data/SessionStore",
    name,
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (read 2026-11)
    [/^[\w.-]{3,255}$/.test(named), "name", "a name that leaves the table's within 3 to 255 characters", named],
    [
      days === undefined || isIntegerBetween(days, minimumDays, maximumDays),
      "sessionDays",
      `${minimumDays} to ${maximumDays} whole days for ${workload.classification} data`,
      String(days),
    ],
  );
}
