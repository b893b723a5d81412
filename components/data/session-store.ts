import { type Fault, type RetentionRange, retentionRange, STORE_TAG } from "@plinth/standards";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

export interface SessionStoreArgs extends PlinthComponentArgs {
  /** Encrypts what was said. Never a key that sources are encrypted with. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /**
   * Days after which a turn of a conversation is forgotten. Bounds: the standard's range for outputs of the workload's
   * classification, because a conversation is prompts and answers. Default: its minimum.
   */
  readonly sessionDays?: number;
}

/** The longest that DynamoDB keeps: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html (read 2026-11). */
const MOST_RECOVERY_DAYS = 35;

/**
 * What was said in conversations: a DynamoDB table, one item a turn, each with its own day of being forgotten.
 *
 * Creates the table (on demand, key of its own, time to live, recovery to any second, protected in production). Its
 * partition key `session` is text, its sort key `turn` a number; `expiresAt` is seconds since the epoch.
 *
 * @example
 * const sessions = new SessionStore("assistant-sessions", { workload });
 * sessions.grantUse(role);
 */
export class SessionStore extends PlinthComponent {
  /** Known in preview. */
  readonly tableName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly tableArn: pulumi.Output<string>;
  readonly key: EncryptionKey;
  readonly sessionDays: number;
  /** Names in the standard's catalogue of the endpoints that its users' network needs. */
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

  /** `SESSION_TABLE` and `SESSION_DAYS`, for whoever remembers. */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { SESSION_TABLE: this.tableName, SESSION_DAYS: `${this.sessionDays}` };
  }

  /** Lets one workload's role read a conversation and add to it. It cannot change, list or erase what was said. */
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
          recoveryPeriodInDays: Math.min(backup.minimumDays, MOST_RECOVERY_DAYS),
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
      days === undefined || (Number.isInteger(days) && days >= minimumDays && days <= maximumDays),
      "sessionDays",
      `${minimumDays} to ${maximumDays} whole days for ${workload.classification} data`,
      String(days),
    ],
  );
}
