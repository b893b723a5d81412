import type { RetentionRange } from "@plinth/standards";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import type { KeptFor } from "../../../readers/data/own-periods";
import { allowedRetention } from "../../../readers/data/retention";
import { RETAINING_TYPES, type Retention, retentionOf } from "../../../readers/data/retention-periods";
import { storeKindOf } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

/** Images are no data of a workload: what is not cleared away costs, and is worth a word. */
const ADVISED_ONLY = "aws:ecr/repository:Repository";

/** See why.md. */
export const rule: Rule = {
  id: "store-retention-follows-classification",
  layer: "data",
  family: "retention",
  severity: "medium",
  cures: "anything",
  title: "Streams, archives, snapshots and event stores keep data within the retention of its classification",
  scope: "stack",
  types: RETAINING_TYPES,

  judge: hygiene((store, estate): Verdict => {
    const retention = retentionOf(store, estate);
    if (retention === undefined) return { outcome: "not-applicable", reason: "it keeps nothing beyond its transport" };
    const level = classificationOf(store, estate.standard);
    const kind = retention === UNKNOWN ? UNKNOWN : storeKindOf(store, retention.kind);
    if (retention === UNKNOWN || level === UNKNOWN || kind === UNKNOWN) {
      return { outcome: "undetermined", reason: "which retention applies is not said: no tag tells what it holds" };
    }
    const allowed = allowedRetention(level, kind, estate.standard);
    const fault = retention.periods
      .map((period) => faultOf(period, allowed, retention))
      .find((one) => one !== undefined);
    if (fault !== undefined) {
      return {
        outcome: "violation",
        found: `${store.name}, a ${kind} store of ${level ?? "unclassified"} data, ${fault}`,
        required: `data that is deleted after ${retention.hasMinimum ? `${allowed.minimumDays} to` : "at most"} ${allowed.maximumDays} days`,
        fix: retention.property
          ? `set ${retention.property} in that range`
          : "let a lifecycle make and delete it: a plan of AWS Backup, a policy of Data Lifecycle Manager or of the repository",
        ...(store.type === ADVISED_ONLY && { advisory: true }),
      };
    }
    return retention.periods.includes(UNKNOWN)
      ? { outcome: "undetermined", reason: "how long it keeps data is not known yet" }
      : { outcome: "pass" };
  }),
};

function faultOf(
  period: KeptFor,
  { minimumDays, maximumDays }: RetentionRange,
  { hasMinimum }: Retention,
): string | undefined {
  if (period === UNKNOWN) return undefined;
  if (period === "for ever") return "keeps it for ever";
  if (period > maximumDays) return `keeps it for ${Math.floor(period)} days`;
  return hasMinimum && period < minimumDays ? `deletes it after ${Math.floor(period)} days` : undefined;
}
