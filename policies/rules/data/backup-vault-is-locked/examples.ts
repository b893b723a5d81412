import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tagged } from "../example-buckets";

const vault = (level: unknown = "restricted") => ({
  type: "aws:backup/vault:Vault",
  name: "vault",
  props: { name: "vault", tags: tagged(level) },
});
const lock = (props: object = {}) => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: "lock",
  props: { changeableForDays: 3, minRetentionDays: 35, maxRetentionDays: 365, ...props },
  refersTo: { backupVaultName: "vault" },
});
const airGapped = (minRetentionDays: number) => ({
  type: "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
  name: "vault",
  props: { name: "vault", tags: tagged("restricted"), minRetentionDays, maxRetentionDays: 365 },
});

export const examples: RuleExample[] = [
  { title: "a lock that nobody can take off", resources: [vault(), lock()], outcome: "pass" },
  { title: "a vault that is logically air-gapped", resources: [airGapped(35)], outcome: "pass" },
  { title: "an air-gapped vault for a week", resources: [airGapped(7)], outcome: "violation" },
  { title: "no lock", resources: [vault()], outcome: "violation" },
  {
    title: "near miss: a lock that administrators can take off",
    resources: [vault(), lock({ changeableForDays: undefined })],
    outcome: "violation",
  },
  {
    title: "near miss: a lock that lets backups of one day in",
    resources: [vault(), lock({ minRetentionDays: 1 })],
    outcome: "violation",
  },
  {
    title: "near miss: a lock that lets backups without end in",
    resources: [vault(), lock({ maxRetentionDays: undefined })],
    outcome: "violation",
  },
  {
    title: "near miss: the lock of another vault",
    resources: [vault(), { ...lock(), refersTo: undefined, props: { ...lock().props, backupVaultName: "other" } }],
    outcome: "violation",
  },
  {
    title: "the other provider's vault, locked",
    resources: [
      {
        type: "aws-native:backup:BackupVault",
        name: "vault",
        props: {
          tags: [{ key: "data-classification", value: "restricted" }],
          lockConfiguration: { changeableForDays: 3, minRetentionDays: 35, maxRetentionDays: 365 },
        },
      },
    ],
    outcome: "pass",
  },
  {
    title: "days that are not known yet",
    resources: [vault(), lock({ minRetentionDays: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "a level that is not known yet", resources: [vault(UNKNOWN)], outcome: "undetermined" },
  { title: "data that needs no lock", resources: [vault("confidential")], outcome: "not-applicable" },
  {
    title: "a vault that says nothing about its data",
    resources: [{ type: "aws:backup/vault:Vault", name: "vault", props: {} }],
    outcome: "not-applicable",
  },
];
