import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, tagged } from "../example-buckets";

const database = (props: object = {}, tags: unknown = tagged("confidential")) => ({
  type: "aws:rds/cluster:Cluster",
  name: "memory",
  props: { tags, ...props },
});
const plan = (...rules: readonly unknown[]) => ({
  type: "aws:backup/plan:Plan",
  name: "nightly",
  props: { tags: tagged("confidential"), rules },
});
const nightly = (more: object) => ({ ruleName: "nightly", targetVaultName: "vault", ...more });
const selection = (props: object, refersTo?: Record<string, string>) => ({
  type: "aws:backup/selection:Selection",
  name: "databases",
  props: { planId: "nightly", ...props },
  refersTo,
});
const other = (type: string, props: object) => ({ type, name: "other", props: { tags: tagged("internal"), ...props } });

export const examples: RuleExample[] = [
  {
    title: "a database with the days of its level",
    resources: [database({ backupRetentionPeriod: 35 })],
    outcome: "pass",
  },
  { title: "a database with the day that RDS gives it", resources: [database(), model], outcome: "violation" },
  {
    title: "a database of another service with too few days",
    resources: [other("aws:docdb/cluster:Cluster", { backupRetentionPeriod: 5 }), model],
    outcome: "violation",
  },
  {
    title: "an instance whose backups are off",
    resources: [other("aws:rds/instance:Instance", { backupRetentionPeriod: 0 }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a replica, which is backed up where its source is",
    resources: [other("aws:rds/instance:Instance", { replicateSourceDb: "main" }), model],
    outcome: "not-applicable",
  },
  {
    title: "a database that a plan names",
    resources: [database(), selection({}, { resources: "memory" }), model],
    outcome: "pass",
  },
  {
    title: "a database that a plan selects by its tag",
    resources: [
      database(),
      selection({ selectionTags: [{ type: "STRINGEQUALS", key: "data-classification", value: "confidential" }] }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a plan that selects by another value",
    resources: [
      database(),
      selection({ selectionTags: [{ type: "STRINGEQUALS", key: "data-classification", value: "public" }] }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a plan that deletes in time",
    resources: [plan(nightly({ lifecycle: { deleteAfter: 90 } }))],
    outcome: "pass",
  },
  {
    title: "a plan that never deletes",
    resources: [plan(nightly({ lifecycle: { coldStorageAfter: 30 } })), model],
    outcome: "violation",
  },
  {
    title: "a plan that keeps for ten years",
    resources: [plan(nightly({ lifecycle: { deleteAfter: 3650 } })), model],
    outcome: "violation",
  },
  {
    title: "near miss: copies that are never deleted",
    resources: [
      plan(nightly({ lifecycle: { deleteAfter: 90 }, copyActions: [{ destinationVaultArn: "arn:aws:backup:other" }] })),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a table that can be restored to any second of 35 days",
    resources: [other("aws:dynamodb/table:Table", { pointInTimeRecovery: { enabled: true } })],
    outcome: "pass",
  },
  {
    title: "a table that can be restored to any second of one week",
    resources: [
      other("aws:dynamodb/table:Table", { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a cache that keeps snapshots for a day",
    resources: [other("aws:elasticache/replicationGroup:ReplicationGroup", { snapshotRetentionLimit: 1 }), model],
    outcome: "violation",
  },
  {
    title: "a cache without snapshots",
    resources: [other("aws:elasticache/replicationGroup:ReplicationGroup", {}), model],
    outcome: "not-applicable",
  },
  {
    title: "the other provider's plan without an end",
    resources: [
      {
        type: "aws-native:backup:BackupPlan",
        name: "nightly",
        props: { backupPlan: { backupPlanName: "nightly", backupPlanRule: [{ ruleName: "nightly" }] } },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "days that are not known yet",
    resources: [plan(nightly({ lifecycle: { deleteAfter: UNKNOWN } }))],
    outcome: "undetermined",
  },
  {
    title: "near miss: one rule without an end beside days that are not known yet",
    resources: [plan(nightly({ lifecycle: { deleteAfter: UNKNOWN } }), nightly({})), model],
    outcome: "violation",
  },
];
