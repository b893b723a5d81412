import { type ResourceRecord, type Rule, type Types, UNKNOWN, type Verdict } from "../../../core/rule";
import type { PlainObject } from "../../../core/values";
import { BUCKETS, LOCK } from "../../../readers/data/buckets";
import { lockOf } from "../../../readers/data/lock";
import { holdsContent, INVOCATION_LOGGING, loggingOf } from "../../../readers/observability/invocation-logging";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-raw-text-is-locked",
  layer: "observability",
  family: "observability",
  severity: "critical",
  cures: LOCK.types,
  causes: [...BUCKETS, ...LOCK.types],
  title: "Prompts and completions are recorded into a locked store only",
  scope: "stack",
  types: [INVOCATION_LOGGING],

  judge(configuration, estate): Verdict {
    const logging = loggingOf(configuration);
    const content = logging === UNKNOWN ? UNKNOWN : holdsContent(logging);
    if (logging === UNKNOWN || content === UNKNOWN) {
      return { outcome: "undetermined", reason: "whether records hold prompts and completions is not known yet" };
    }
    if (!content) return { outcome: "not-applicable", reason: "its records hold no prompts and no completions" };

    if (goesToLogGroup(logging)) return violation(configuration, "a log group, which cannot be locked", []);
    const { found, complete } = estate.references(configuration, "loggingConfig.s3Config.bucketName", BUCKETS);
    const locks = found.map((bucket) => ({ bucket, ...lockOf(bucket, estate) }));
    const open = locks.find(({ days }) => days === 0);
    if (open) return violation(configuration, `${open.bucket.name}, which is not locked`);
    const isKnown = complete && found.length > 0 && logging.cloudwatchConfig !== UNKNOWN;
    if (!isKnown || locks.some(({ days }) => days === UNKNOWN)) {
      return { outcome: "undetermined", reason: "the lock of the store that takes the records cannot be seen" };
    }
    return { outcome: "pass" };
  },
};

function goesToLogGroup({ cloudwatchConfig }: PlainObject): boolean {
  return cloudwatchConfig !== undefined && cloudwatchConfig !== null && cloudwatchConfig !== UNKNOWN;
}

function violation({ name }: ResourceRecord, where: string, cures: Types = LOCK.types): Verdict {
  return {
    outcome: "violation",
    found: `${name} delivers prompts and completions to ${where}`,
    required: "records without content, or a bucket with a default object lock",
    fix: "turn off text, image, video and embedding delivery, which are on by default, or use InvocationLogging with textDelivery",
    cures,
  };
}
