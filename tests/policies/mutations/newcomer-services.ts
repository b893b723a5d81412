import type { Newcomer } from "./newcomer";

const BACKUPS = "backup-retention-follows-classification";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/5d942b32-2c2c-49c8-a933-7f5ec85cfc3f";

/** Services that no shipped stack uses, as teams add them. */
export const SERVICES: readonly Newcomer[] = [
  {
    title: "a plan that keeps backups for ever",
    type: "aws:backup/plan:Plan",
    props: { rules: [{ ruleName: "nightly", targetVaultName: "vault" }] },
    caughtBy: BACKUPS,
  },
  {
    title: "a cluster of databases whose backups last a day",
    type: "aws:rds/cluster:Cluster",
    props: { engine: "aurora-postgresql", storageEncrypted: true, kmsKeyId: KEY },
    caughtBy: BACKUPS,
  },
  {
    title: "a vault of restricted data without a lock",
    type: "aws:backup/vault:Vault",
    props: { kmsKeyArn: KEY, tagsAll: { "data-classification": "restricted" } },
    caughtBy: "backup-vault-is-locked",
    companions: ["data-store-is-classified"],
  },
];
