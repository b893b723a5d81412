import { retentionRange } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import type { PlainObject } from "../../../core/values";
import { levelRequiring } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

const VAULT = "aws:backup/vault:Vault";
const AIR_GAPPED = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

/** See why.md. */
export const rule: Rule = {
  id: "backup-vault-is-locked",
  layer: "data",
  family: "retention",
  severity: "high",
  cures: [LOCK],
  causes: [LOCK],
  title: "Backups of data that must not be changed lie in a locked vault",
  scope: "stack",
  types: [VAULT, AIR_GAPPED],

  judge: hygiene((vault, estate): Verdict => {
    const level = levelRequiring("objectLock", "no lock", vault, estate.standard);
    if (typeof level === "object") return level;
    const { minimumDays, maximumDays } = retentionRange(estate.standard, level, "backup");
    const lock = lockOf(vault, estate);
    const fault = lock ? faultOf(lock, minimumDays, maximumDays) : "is not locked";
    if (fault === UNKNOWN) return { outcome: "undetermined", reason: "a setting of the lock is not known yet" };
    if (fault === undefined) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${vault.name} holds backups of ${level} data and ${fault}`,
      required: `a lock in compliance mode that demands ${minimumDays} to ${maximumDays} days`,
      fix: "add an aws.backup.VaultLockConfiguration with changeableForDays, minRetentionDays and maxRetentionDays",
    };
  }),
};

/** Undefined if there is no lock. A vault that is logically air-gapped is locked from the first day. */
function lockOf(vault: ResourceRecord, estate: Estate): PlainObject | undefined {
  if (vault.type === AIR_GAPPED) return { ...vault.props, changeableForDays: 0 };
  return estate.referrers(vault, "backupVaultName", [LOCK])[0]?.props;
}

/** Without `changeableForDays` the lock is in governance mode: whoever may remove it, may. */
function faultOf(lock: PlainObject, minimumDays: number, maximumDays: number): string | undefined | typeof UNKNOWN {
  const { changeableForDays, minRetentionDays = 0, maxRetentionDays = Number.POSITIVE_INFINITY } = lock;
  if (changeableForDays === undefined || changeableForDays === null) return "is locked in governance mode";
  if (typeof minRetentionDays === "number" && minRetentionDays < minimumDays) return "lets short retention in";
  if (typeof maxRetentionDays === "number" && maxRetentionDays > maximumDays) return "lets long retention in";
  return [changeableForDays, minRetentionDays, maxRetentionDays].includes(UNKNOWN) ? UNKNOWN : undefined;
}
