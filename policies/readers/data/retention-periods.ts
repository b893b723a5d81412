import { STORE_TAG, type StoreKind } from "@plinth/standards";
import { isSet, topLevelProperty } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, numberOf, type PlainObject, parsedJson, textOf, valueAt, valuesAt } from "../../core/values";
import { tagOf } from "../resource/tags";
import { type KeptFor, periodsOfBrokers, periodsOfFeatures, periodsOfTopic, UNIT_DAYS } from "./own-periods";

interface RetentionSettings {
  /** What the store holds, where its tag does not say. */
  readonly kind: StoreKind;
  /** Where the period stands; none if the service deletes nothing by itself. */
  readonly path?: string;
  /** "words" is the name of a period, such as `EIGHTEEN_MONTHS`. */
  readonly unit: "days" | "hours" | "words";
  /** What saying nothing means. Default: nothing is kept. */
  readonly otherwise?: number | "for ever";
  /** Whether it carries data rather than keeps it: it becomes a store if it keeps for longer than a queue can. */
  readonly isTransport?: true;
  /** Whether what is deleted too early counts as well. */
  readonly hasMinimum?: true;
}

const MESSAGES_DAYS = 14;
const days = (path: string, kind: StoreKind, otherwise?: number | "for ever"): RetentionSettings => ({
  path,
  kind,
  otherwise,
  unit: "days",
});
/** A copy that stays until somebody deletes it. */
const untilDeleted = (kind: StoreKind): RetentionSettings => ({ kind, unit: "days", otherwise: "for ever" });
const stream = (path: string, otherwise?: number): RetentionSettings => ({
  path,
  kind: "source",
  unit: "hours",
  otherwise,
  isTransport: true,
});

const POLICY = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const TOPIC = "aws:sns/topic:Topic";
const REPOSITORY = "aws:ecr/repository:Repository";
const KAFKA = "aws:msk/cluster:Cluster";
const KAFKA_TOPIC = "aws:msk/topic:Topic";
const FEATURES = "aws:sagemaker/featureGroup:FeatureGroup";

/**
 * Stores with a period of their own, and what leaving it out means. Defaults: the arguments of each type in
 * `@pulumi/aws` 7.48.0. Snapshots that a program makes, and archives of S3 Glacier, stay until they are deleted:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html,
 * https://docs.aws.amazon.com/amazonglacier/latest/dev/deleting-an-archive.html (read 2026-11). See
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html.
 */
const RETENTION_SETTINGS: Readonly<Record<string, RetentionSettings>> = {
  "aws:kinesis/stream:Stream": stream("retentionPeriod", 24),
  "aws:kinesis/videoStream:VideoStream": stream("dataRetentionInHours", 0),
  "aws:timestreamwrite/table:Table": days("retentionProperties.magneticStoreRetentionPeriodInDays", "source", 73_000),
  "aws:cloudtrail/eventDataStore:EventDataStore": { ...days("retentionPeriod", "audit", 2555), hasMinimum: true },
  "aws:cloudwatch/eventArchive:EventArchive": days("retentionDays", "source", "for ever"),
  "aws:mailmanager/archive:Archive": {
    kind: "source",
    path: "retention.retentionPeriod",
    unit: "words",
    // Six months.
    otherwise: 183,
  },
  "aws:customerprofiles/domain:Domain": days("defaultExpirationDays", "source"),
  "aws:amp/workspaceConfiguration:WorkspaceConfiguration": days("retentionPeriodInDays", "log"),
  // CloudFormation alone says it there.
  "aws:amp/workspace:Workspace": days("workspaceConfiguration.retentionPeriodInDays", "log"),
  "aws:redshiftserverless/namespace:Namespace": days("finalSnapshotRetentionPeriod", "backup"),
  "aws:lambda/function:Function": days("durableConfig.retentionPeriod", "output"),
  "aws:securitylake/dataLake:DataLake": days(
    "configuration.lifecycleConfiguration.expiration.days",
    "audit",
    "for ever",
  ),
  "aws:observabilityadmin/telemetryRule:TelemetryRule": days(
    "rule.destinationConfiguration.retentionInDays",
    "log",
    "for ever",
  ),
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": days(
    "retentionPeriod",
    "backup",
    7,
  ),
  "aws:redshift/clusterSnapshot:ClusterSnapshot": days("manualSnapshotRetentionPeriod", "backup", "for ever"),
  "aws:redshift/cluster:Cluster": days("manualSnapshotRetentionPeriod", "backup"),
  "aws:redshift/snapshotCopy:SnapshotCopy": days("manualSnapshotRetentionPeriod", "backup"),
  "aws:redshiftserverless/snapshot:Snapshot": days("retentionPeriod", "backup", "for ever"),
  "aws:docdb/clusterSnapshot:ClusterSnapshot": untilDeleted("backup"),
  "aws:ebs/snapshot:Snapshot": untilDeleted("backup"),
  "aws:ebs/snapshotCopy:SnapshotCopy": untilDeleted("backup"),
  "aws:ebs/snapshotImport:SnapshotImport": untilDeleted("backup"),
  "aws:fsx/backup:Backup": untilDeleted("backup"),
  "aws:memorydb/snapshot:Snapshot": untilDeleted("backup"),
  "aws:neptune/clusterSnapshot:ClusterSnapshot": untilDeleted("backup"),
  "aws:rds/clusterSnapshot:ClusterSnapshot": untilDeleted("backup"),
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": untilDeleted("backup"),
  "aws:rds/snapshot:Snapshot": untilDeleted("backup"),
  "aws:rds/snapshotCopy:SnapshotCopy": untilDeleted("backup"),
  "aws:glacier/vault:Vault": untilDeleted("source"),
  [KAFKA]: { kind: "source", unit: "days", isTransport: true },
  [KAFKA_TOPIC]: { kind: "source", unit: "days", isTransport: true },
  [FEATURES]: { kind: "source", path: "onlineStoreConfig.ttlDuration", unit: "days" },
  [TOPIC]: { kind: "source", path: "archivePolicy", unit: "days", isTransport: true },
  [POLICY]: { kind: "backup", unit: "days" },
  [REPOSITORY]: untilDeleted("source"),
};

/** Types whose retention is read here; logs, buckets, backups and memories have rules of their own. */
export const RETAINING_TYPES: readonly string[] = Object.keys(RETENTION_SETTINGS);

/** How long one store keeps what it holds, and what that is. */
export interface Retention {
  readonly kind: StoreKind;
  readonly periods: readonly KeptFor[];
  readonly hasMinimum: boolean;
  /** The property that says it. Default: there is none. */
  readonly property?: string;
}

/** Undefined if it keeps nothing, or only carries it. UNKNOWN if a carrier keeps for long and does not say what. */
export function retentionOf(store: ResourceRecord, estate: Estate): Retention | Unknown | undefined {
  const settings = RETENTION_SETTINGS[store.type];
  if (!settings) return undefined;
  const periods = periodsOf(store, settings, estate);
  const kept = periods.filter((period) => period !== 0);
  if (kept.length === 0) return undefined;
  if (settings.isTransport) {
    const isShort = kept.every((period) => typeof period === "number" && period <= MESSAGES_DAYS);
    if (isShort) return undefined;
    // Beyond what a queue can keep it is a store, whose tag says which retention applies.
    if (tagOf(holderOf(store, estate), STORE_TAG) === undefined && kept.every((period) => !isVeryLong(period, estate)))
      return UNKNOWN;
  }
  const { kind, hasMinimum = false, path } = settings;
  return { kind, periods: kept, hasMinimum, property: path };
}

/** A topic has no tags: its cluster says what it holds. */
function holderOf(store: ResourceRecord, estate: Estate): ResourceRecord {
  const [cluster] = store.type === KAFKA_TOPIC ? estate.references(store, "clusterArn", [KAFKA]).found : [];
  return cluster ?? store;
}

/** Longer than any kind of store may keep anything. */
function isVeryLong(period: KeptFor, { standard }: Estate): boolean {
  const longest = Object.values(standard.classifications).flatMap(({ retention }) =>
    [retention.source, retention.output, retention.vector].map(({ maximumDays }) => maximumDays),
  );
  return period === "for ever" || (period !== UNKNOWN && period > Math.min(...longest));
}

function periodsOf(
  store: ResourceRecord,
  { path, unit, otherwise = 0 }: RetentionSettings,
  estate: Estate,
): readonly KeptFor[] {
  if (store.type === POLICY) return periodsOfSnapshotPolicy(store);
  if (store.type === TOPIC) return periodsOfArchive(store);
  if (store.type === KAFKA) return periodsOfBrokers(store, estate);
  if (store.type === KAFKA_TOPIC) return periodsOfTopic(store);
  if (store.type === FEATURES) return periodsOfFeatures(store);
  if (store.type === REPOSITORY) {
    return estate.referrers(store, "repository", ["aws:ecr/lifecyclePolicy:LifecyclePolicy"]).length > 0
      ? []
      : ["for ever"];
  }
  const values = path === undefined ? [] : valuesAt(store.props, path);
  const set = path !== undefined && isSet(store, topLevelProperty(path)) ? values : [];
  if (set.length === 0) return [otherwise === "for ever" ? otherwise : inDays(otherwise, unit)];
  return set.map((value) => {
    if (value === UNKNOWN) return UNKNOWN;
    if (unit === "words") return daysOf(textOf(value));
    const period = numberOf(value);
    if (period < 0 || (period === 0 && otherwise === "for ever")) return "for ever";
    return inDays(period, unit);
  });
}

const NUMBERS = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN".split(" ");
const MONTHS: Readonly<Record<string, number>> = { EIGHTEEN: 18, THIRTY: 30 };

/**
 * The days of a period that is named; one that names no number, such as `PERMANENT`, is for ever.
 * Source: https://docs.aws.amazon.com/sesmailmanager/latest/APIReference/API_ArchiveRetention.html (read 2026-11).
 */
function daysOf(name: string): number | "for ever" {
  const [, word = "", unit] = /^([A-Z]+)_(MONTHS?|YEARS?)$/.exec(name) ?? [];
  const count = MONTHS[word] ?? NUMBERS.indexOf(word) + 1;
  if (count === 0) return "for ever";
  return Math.ceil(count * (unit?.startsWith("YEAR") ? 365.25 : 365.25 / 12));
}

function inDays(period: number, unit: RetentionSettings["unit"]): number {
  return unit === "hours" ? Math.ceil(period / 24) : period;
}

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-archiving-replay.html (read 2026-11). */
function periodsOfArchive({ props }: ResourceRecord): readonly KeptFor[] {
  const { archivePolicy } = props;
  if (archivePolicy === undefined || archivePolicy === null || archivePolicy === "") return [];
  const period = archivePolicy === UNKNOWN ? UNKNOWN : valueAt(parsedJson(archivePolicy), "MessageRetentionPeriod");
  return period === undefined ? [] : [period === UNKNOWN ? UNKNOWN : numberOf(period)];
}

/**
 * A count of snapshots is a period as soon as it is known how often one is made. A schedule by cron is made at most once
 * an hour and at least once a year, so its count is not a period.
 * Source: https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-ami-policy.html (read 2026-11).
 */
function periodsOfSnapshotPolicy({ props }: ResourceRecord): readonly KeptFor[] {
  const schedules = valuesAt(props, "policyDetails.schedules[]");
  return schedules.flatMap((schedule): readonly KeptFor[] => {
    if (!isObject(schedule)) return [UNKNOWN];
    const copies = valuesAt(schedule, "crossRegionCopyRules[].retainRule").map((rule) => intervalOf(rule));
    const all: readonly (KeptFor | undefined)[] = [intervalOf(schedule.retainRule) ?? countOf(schedule), ...copies];
    return all.filter((one): one is KeptFor => one !== undefined);
  });
}

function countOf(schedule: PlainObject): KeptFor {
  const count = valueAt(schedule, "retainRule.count");
  const every = intervalOf(schedule.createRule, "HOURS");
  if (typeof every !== "number" || count === UNKNOWN) return UNKNOWN;
  return Math.floor(numberOf(count) * every);
}

function intervalOf(rule: unknown, otherwise = ""): KeptFor | undefined {
  if (rule === UNKNOWN) return UNKNOWN;
  const [interval, unit] = [valueAt(rule, "interval"), valueAt(rule, "intervalUnit")];
  if (interval === UNKNOWN || unit === UNKNOWN) return UNKNOWN;
  const size = UNIT_DAYS[textOf(unit) || otherwise];
  return numberOf(interval) > 0 && size !== undefined ? numberOf(interval) * size : undefined;
}
