import type { RetentionRange } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import {
  BACKED_UP,
  type BackupPeriod,
  backupPeriods,
  isSelected,
  isSystemOfRecord,
} from "../../../readers/data/backups";
import { allowedRetention } from "../../../readers/data/retention";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "backup-retention-follows-classification",
  layer: "data",
  family: "retention",
  severity: "medium",
  cures: ["aws:backup/selection:Selection", "aws:backup/plan:Plan"],
  title: "Backups are kept, and deleted, within the retention of their classification",
  scope: "stack",
  types: BACKED_UP,

  judge: hygiene((store, estate): Verdict => {
    const level = classificationOf(store, estate.standard);
    const periods = backupPeriods(store);
    if (periods.length === 0 && !isSystemOfRecord(store))
      return { outcome: "not-applicable", reason: "it has no backups" };
    if (level === UNKNOWN) return { outcome: "undetermined", reason: "the classification tag is not known yet" };
    const allowed = allowedRetention(level, "backup", estate.standard);
    const found = faultOf(store, periods, allowed, estate);
    if (found !== undefined) {
      return {
        outcome: "violation",
        found: `${store.name}, of ${level ?? "unclassified"} data, ${found}`,
        required: `backups that are deleted after ${allowed.minimumDays} to ${allowed.maximumDays} days`,
        fix: "set the retention of its backups, or select it in a backup plan whose rules delete in that range",
      };
    }
    return periods.includes(UNKNOWN)
      ? { outcome: "undetermined", reason: "how long backups are kept is not known yet" }
      : { outcome: "pass" };
  }),
};

function faultOf(
  store: ResourceRecord,
  periods: readonly BackupPeriod[],
  { minimumDays, maximumDays }: RetentionRange,
  estate: Estate,
): string | undefined {
  if (periods.includes("for ever")) return "keeps backups for ever";
  const days = periods.filter((period): period is number => typeof period === "number");
  const longest = Math.max(...days);
  if (longest > maximumDays) return `keeps backups for ${longest} days`;
  const shortest = Math.min(...days);
  const isShort = shortest < minimumDays || periods.length === 0;
  // What a plan of AWS Backup keeps beside the service's own backups is judged on the plan.
  if (!isShort || isSelected(store, estate)) return undefined;
  return periods.length === 0 ? "is backed up nowhere" : `deletes backups after ${shortest} days`;
}
