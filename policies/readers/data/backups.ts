import { isSet, valueSetAt } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, numberOf, textOf, valueAt, valuesAt } from "../../core/values";
import { tagsOf } from "../resource/tags";

const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";

/** Days that backups are kept; UNKNOWN is not known yet, "for ever" has no end. */
export type BackupPeriod = number | Unknown | "for ever";

interface BackupSettings {
  /** Where the days stand. */
  readonly days: string;
  /** What saying nothing means, in days; 0 is no backups. */
  readonly defaultDays: number;
  /** Where backups are switched on, if by a switch of its own. */
  readonly switchPath?: string;
  /** Whether the data has to be backed up: a database of record, unlike a cache. */
  readonly isSystemOfRecord?: true;
}

const database = (defaultDays: number): BackupSettings => ({
  days: "backupRetentionPeriod",
  defaultDays,
  isSystemOfRecord: true,
});
const cache: BackupSettings = { days: "snapshotRetentionLimit", defaultDays: 0 };
const files = (defaultDays: number): BackupSettings => ({ days: "automaticBackupRetentionDays", defaultDays });

/**
 * Stores that AWS backs up by itself, and what their days are without a word of the program.
 * Sources (read 2026-11): https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html, and the
 * arguments of each type in the AWS provider.
 */
const BACKUP_SETTINGS: Readonly<Record<string, BackupSettings>> = {
  "aws:rds/instance:Instance": database(0),
  "aws:rds/cluster:Cluster": database(1),
  "aws:docdb/cluster:Cluster": database(1),
  "aws:docdb/elasticCluster:ElasticCluster": database(1),
  "aws:neptune/cluster:Cluster": database(1),
  "aws:redshift/cluster:Cluster": { days: "automatedSnapshotRetentionPeriod", defaultDays: 1, isSystemOfRecord: true },
  "aws:elasticache/cluster:Cluster": cache,
  "aws:elasticache/replicationGroup:ReplicationGroup": cache,
  "aws:elasticache/serverlessCache:ServerlessCache": cache,
  "aws:memorydb/cluster:Cluster": cache,
  "aws:fsx/lustreFileSystem:LustreFileSystem": files(0),
  "aws:fsx/ontapFileSystem:OntapFileSystem": files(0),
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": files(0),
  "aws:fsx/windowsFileSystem:WindowsFileSystem": files(7),
  "aws:dynamodb/table:Table": {
    switchPath: "pointInTimeRecovery.enabled",
    days: "pointInTimeRecovery.recoveryPeriodInDays",
    defaultDays: 35,
  },
};

/** What has backups, or makes them. */
export const BACKED_UP: readonly string[] = [PLAN, ...Object.keys(BACKUP_SETTINGS)];

/** How long each kind of backup of a store, or of what a plan selects, is kept. None if there are no backups. */
export function backupPeriods(store: ResourceRecord): readonly BackupPeriod[] {
  if (store.type === PLAN) return rulesOf(store, "rules[]").flatMap((rule) => periodsOfRule(rule, "deleteAfter"));
  const { days, switchPath, defaultDays } = BACKUP_SETTINGS[store.type] ?? { days: "", defaultDays: 0 };
  const isOn = switchPath === undefined || valueSetAt(store, switchPath);
  if (isOn === UNKNOWN) return [UNKNOWN];
  const period = isOn === true ? (valueSetAt(store, days) ?? defaultDays) : 0;
  if (period === UNKNOWN) return [UNKNOWN];
  return numberOf(period) > 0 ? [numberOf(period)] : [];
}

/** Whether a store holds what nobody could make again; a replica is backed up where its source is. */
export function isSystemOfRecord(store: ResourceRecord): boolean {
  return BACKUP_SETTINGS[store.type]?.isSystemOfRecord === true && !isSet(store, "replicateSourceDb");
}

/**
 * Whether a selection of AWS Backup certainly names a store: by itself, by a tag, or all.
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html (read 2026-11).
 */
export function isSelected(store: ResourceRecord, estate: Estate): boolean {
  if (estate.referrers(store, "resources[]", [SELECTION]).length > 0) return true;
  const tags = tagsOf(store);
  return estate.ofType(SELECTION).some(({ props }) => {
    if (valuesAt(props, "resources[]").includes("*")) return true;
    return valuesAt(props, "selectionTags[]").some(
      (tag) => tags !== UNKNOWN && isObject(tag) && tag.value !== UNKNOWN && tags.get(textOf(tag.key)) === tag.value,
    );
  });
}

function rulesOf({ props }: ResourceRecord, path: string): readonly unknown[] {
  return valuesAt(props, path);
}

/** A rule without a lifecycle keeps its backups for ever, and so does a copy of them. */
function periodsOfRule(rule: unknown, key: string): readonly BackupPeriod[] {
  if (!isObject(rule)) return [UNKNOWN];
  return [rule, ...valuesAt(rule, "copyActions[]")].map((one) => {
    const days = one === UNKNOWN ? UNKNOWN : valueAt(one, `lifecycle.${key}`);
    if (days === UNKNOWN) return UNKNOWN;
    return numberOf(days) > 0 ? numberOf(days) : "for ever";
  });
}
