import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tagged } from "../example-buckets";

type Resource = RuleExample["resources"][number];

const store = (type: string, props: Resource["props"] = {}, level: unknown = "internal"): Resource => ({
  type: `aws:${type}`,
  name: "store",
  props: { tags: tagged(level), ...props },
});
const STREAM = "kinesis/stream:Stream";
const ARCHIVE = "cloudwatch/eventArchive:EventArchive";
const TRAIL_STORE = "cloudtrail/eventDataStore:EventDataStore";
const table = (magneticStoreRetentionPeriodInDays: unknown) =>
  store("timestreamwrite/table:Table", {
    retentionProperties: { magneticStoreRetentionPeriodInDays, memoryStoreRetentionPeriodInHours: 24 },
  });
const lifecycle = (retainRule: object, createRule: object = { interval: 24 }) =>
  store("dlm/lifecyclePolicy:LifecyclePolicy", { policyDetails: { schedules: [{ createRule, retainRule }] } });
const snapshot = store("ebs/snapshot:Snapshot", { volumeId: "vol-1" });
const repository = store("ecr/repository:Repository", { name: "images" });

const brokers = (serverProperties: unknown): RuleExample["resources"] => [
  {
    ...store("msk/cluster:Cluster", { configurationInfo: { arn: "brokers", revision: 1 } }),
    refersTo: { configurationInfo: "brokers" },
  },
  { type: "aws:msk/configuration:Configuration", name: "brokers", props: { serverProperties } },
];

const mails = (retentionPeriod: unknown) => store("mailmanager/archive:Archive", { retention: { retentionPeriod } });
/** A topic of Kafka with a period of its own, in a cluster of outputs. */
const topic = (configs: unknown): RuleExample["resources"] => [
  {
    type: "aws:msk/topic:Topic",
    name: "answers",
    props: { name: "answers", clusterArn: "kafka", configs },
    refersTo: { clusterArn: "kafka" },
  },
  { ...store("msk/cluster:Cluster", { tags: tagged("internal", { "plinth:store": "output" }) }), name: "kafka" },
];
const retentionMs = (period: string) => Buffer.from(JSON.stringify({ "retention.ms": period })).toString("base64");
const features = (onlineStoreConfig: unknown) => store("sagemaker/featureGroup:FeatureGroup", { onlineStoreConfig });

export const examples: RuleExample[] = [
  { title: "an archive of mails for ever", resources: [mails("PERMANENT")], outcome: "violation" },
  {
    title: "an archive of mails for longer than its level allows",
    resources: [mails("SIX_YEARS")],
    outcome: "violation",
  },
  { title: "an archive of mails for as long as its level allows", resources: [mails("FIVE_YEARS")], outcome: "pass" },
  { title: "an archive of mails for thirty months", resources: [mails("THIRTY_MONTHS")], outcome: "pass" },
  {
    title: "an archive of mails that leaves its half year to AWS",
    resources: [store("mailmanager/archive:Archive")],
    outcome: "pass",
  },
  {
    title: "an archive of mails whose period is not known yet",
    resources: [mails(UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "Kafka brokers that keep records for a week",
    resources: brokers("auto.create.topics.enable=false\nlog.retention.ms=604800000"),
    outcome: "not-applicable",
  },
  {
    title: "near miss: Kafka brokers that keep records for ever",
    resources: brokers("log.retention.hours=168\nlog.retention.ms = -1"),
    outcome: "violation",
  },
  { title: "Kafka brokers that leave their week to Kafka", resources: brokers(""), outcome: "not-applicable" },
  { title: "a topic that keeps records for ever", resources: topic(retentionMs("-1")), outcome: "violation" },
  { title: "a topic that keeps records for 90 days", resources: topic(retentionMs("7776000000")), outcome: "pass" },
  { title: "a topic with the period of its brokers", resources: topic("{}"), outcome: "not-applicable" },
  { title: "a topic whose configuration is not known yet", resources: topic(UNKNOWN), outcome: "undetermined" },
  {
    title: "features online without time to live",
    resources: [features({ enableOnlineStore: true })],
    outcome: "violation",
  },
  {
    title: "features online for a year",
    resources: [features({ enableOnlineStore: true, ttlDuration: { unit: "Weeks", value: 52 } })],
    outcome: "pass",
  },
  { title: "features online, as far as is known yet", resources: [features(UNKNOWN)], outcome: "undetermined" },
  { title: "features that are offline only", resources: [features(undefined)], outcome: "not-applicable" },
  {
    title: "a stream that carries for a week",
    resources: [store(STREAM, { retentionPeriod: 168 })],
    outcome: "not-applicable",
  },
  { title: "a stream that leaves its period to AWS", resources: [store(STREAM)], outcome: "not-applicable" },
  {
    title: "a stream that keeps for a year, and does not say what",
    resources: [store(STREAM, { retentionPeriod: 8760 })],
    outcome: "undetermined",
  },
  {
    title: "a stream of outputs that keeps for a year",
    resources: [store(STREAM, { retentionPeriod: 8760, tags: tagged("internal", { "plinth:store": "output" }) })],
    outcome: "pass",
  },
  {
    title: "a video stream that keeps for ten years",
    resources: [store("kinesis/videoStream:VideoStream", { dataRetentionInHours: 87_600 })],
    outcome: "violation",
  },
  { title: "a table for a year", resources: [table(365)], outcome: "pass" },
  { title: "a table for 200 years", resources: [table(73_000)], outcome: "violation" },
  {
    title: "a table that leaves its 200 years to AWS",
    resources: [store("timestreamwrite/table:Table")],
    outcome: "violation",
  },
  { title: "a table whose period is not known yet", resources: [table(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a table whose level is not known yet",
    resources: [store("timestreamwrite/table:Table", {}, UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "an archive of events for a month",
    resources: [store(ARCHIVE, { retentionDays: 30, tags: {} })],
    outcome: "pass",
  },
  { title: "an archive of events for ever", resources: [store(ARCHIVE, { tags: {} })], outcome: "violation" },
  {
    title: "an archive of events for 0 days, which is for ever",
    resources: [store(ARCHIVE, { retentionDays: 0, tags: {} })],
    outcome: "violation",
  },
  { title: "an event data store for seven years", resources: [store(TRAIL_STORE)], outcome: "pass" },
  {
    title: "an event data store for a week",
    resources: [store(TRAIL_STORE, { retentionPeriod: 7 })],
    outcome: "violation",
  },
  {
    title: "a topic that archives for a month, and does not say what",
    resources: [store("sns/topic:Topic", { archivePolicy: '{"MessageRetentionPeriod":30}' })],
    outcome: "undetermined",
  },
  { title: "a topic without an archive", resources: [store("sns/topic:Topic")], outcome: "not-applicable" },
  { title: "a snapshot that no lifecycle deletes", resources: [snapshot], outcome: "violation" },
  {
    title: "a snapshot that is deleted in a year",
    resources: [store("redshift/clusterSnapshot:ClusterSnapshot", { manualSnapshotRetentionPeriod: 365 })],
    outcome: "pass",
  },
  {
    title: "a snapshot whose period has no end",
    resources: [store("redshift/clusterSnapshot:ClusterSnapshot", { manualSnapshotRetentionPeriod: -1 })],
    outcome: "violation",
  },
  {
    title: "a cluster that says nothing of manual snapshots",
    resources: [store("redshift/cluster:Cluster")],
    outcome: "not-applicable",
  },
  { title: "14 daily snapshots", resources: [lifecycle({ count: 14 })], outcome: "pass" },
  { title: "1000 daily snapshots", resources: [lifecycle({ count: 1000 })], outcome: "violation" },
  {
    title: "1000 hourly snapshots",
    resources: [lifecycle({ count: 1000 }, { interval: 1, intervalUnit: "HOURS" })],
    outcome: "pass",
  },
  {
    title: "snapshots of five years",
    resources: [lifecycle({ interval: 5, intervalUnit: "YEARS" })],
    outcome: "violation",
  },
  {
    title: "snapshots by a schedule, of which 1000 are kept",
    resources: [lifecycle({ count: 1000 }, { cronExpression: "cron(0 18 ? * WED *)" })],
    outcome: "undetermined",
  },
  { title: "a repository without a lifecycle", resources: [repository], outcome: "violation" },
  {
    title: "a repository with a lifecycle",
    resources: [
      repository,
      {
        type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        name: "clear",
        props: { policy: "{}" },
        refersTo: { repository: "store" },
      },
    ],
    outcome: "not-applicable",
  },
  { title: "what is no store", resources: [store("iam/role:Role")], outcome: "not-applicable" },
];
