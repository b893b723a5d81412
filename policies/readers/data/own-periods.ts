import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, numberOf, parsedJson, textOf, valueAt } from "../../core/values";

/** Days that something is kept; UNKNOWN is not known yet, "for ever" has no end. */
export type KeptFor = number | Unknown | "for ever";

/** What one of a unit is in days. */
export const UNIT_DAYS: Readonly<Record<string, number>> = {
  SECONDS: 1 / 86_400,
  MINUTES: 1 / 1440,
  HOURS: 1 / 24,
  DAYS: 1,
  WEEKS: 7,
  MONTHS: 31,
  YEARS: 366,
};

/** What of a property of Kafka is a day, the property that goes before the others first. */
const TOPIC_RETENTION = [
  ["log.retention.ms", 86_400_000],
  ["log.retention.minutes", 1440],
  ["log.retention.hours", 24],
] as const;

/**
 * How long the brokers of a cluster keep records, where no topic says otherwise: -1 is for ever.
 * Source: https://kafka.apache.org/documentation/#brokerconfigs_log.retention.ms (read 2026-11).
 */
export function periodsOfBrokers(cluster: ResourceRecord, estate: Estate): readonly KeptFor[] {
  const { found } = estate.references(cluster, "configurationInfo.arn", ["aws:msk/configuration:Configuration"]);
  return found.map(({ props: { serverProperties } }) => {
    if (serverProperties === UNKNOWN) return UNKNOWN;
    const set = new Map(
      [...textOf(serverProperties).matchAll(/^\s*([\w.]+)\s*=\s*(\S+)/gm)].map(([, key, value]) => [key, value]),
    );
    const [property, day] = TOPIC_RETENTION.find(([name]) => set.has(name)) ?? [];
    if (property === undefined || day === undefined) return 7;
    const period = numberOf(set.get(property));
    return period < 0 ? "for ever" : Math.ceil(period / day);
  });
}

/**
 * A topic's own configuration goes before that of the brokers. It is JSON, in Base64 as the API takes it.
 * Source: https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-topics.html (read 2026-11).
 */
export function periodsOfTopic({ props: { configs } }: ResourceRecord): readonly KeptFor[] {
  if (configs === UNKNOWN) return [UNKNOWN];
  const given = textOf(configs);
  const settings = parsedJson(given.trim().startsWith("{") ? given : Buffer.from(given, "base64").toString());
  const period = isObject(settings) ? settings["retention.ms"] : undefined;
  if (period === undefined) return [];
  return [numberOf(period) < 0 ? "for ever" : Math.ceil(numberOf(period) / 86_400_000)];
}

/**
 * Records of the online store stay until they are deleted, where the group sets no time to live: what single records say of
 * theirs stands in the code that writes them. The offline store is a bucket.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-time-to-live.html (read 2026-11).
 */
export function periodsOfFeatures({ props }: ResourceRecord): readonly KeptFor[] {
  const online = valueAt(props, "onlineStoreConfig");
  if (online === UNKNOWN) return [UNKNOWN];
  if (!isObject(online) || online.enableOnlineStore === false) return [];
  const { ttlDuration } = online;
  if (ttlDuration === UNKNOWN) return [UNKNOWN];
  if (!isObject(ttlDuration)) return ["for ever"];
  const { unit, value } = ttlDuration;
  const size = UNIT_DAYS[textOf(unit).toUpperCase()];
  return [value === UNKNOWN || size === undefined ? UNKNOWN : Math.ceil(numberOf(value) * size)];
}
