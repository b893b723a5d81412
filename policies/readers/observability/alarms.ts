import { memoize, memoizeByEstate } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue, isObject, type PlainObject, valuesAt } from "../../core/values";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
/** Types that say when somebody is told. */
export const ALARM_TYPES: readonly string[] = [ALARM, COMPOSITE];

/** Where a service counts what goes wrong: the namespace of its metrics, and the dimension that names the resource. */
export interface MetricSource {
  readonly namespaces: readonly string[];
  /** Default: what is counted belongs to no resource, and any alarm on it will do. */
  readonly dimension?: string;
  /** Types of the resources that the dimension names. */
  readonly types: readonly string[];
}

/**
 * Whether an alarm that tells somebody watches one of some metrics of a resource: by the dimension that names it, or all
 * resources of its kind by naming none.
 */
export function hasAlarm(
  resource: ResourceRecord,
  source: MetricSource,
  metrics: readonly string[],
  estate: Estate,
): boolean | Unknown {
  const scoped = pathsTo(source).flatMap((path) => estate.referrers(resource, path, [ALARM]));
  const { unscoped, unclear } = alarmsWithoutResource(estate)(source);
  const answers = [...scoped, ...unscoped].map((alarm) => notifiesOf(alarm, source, metrics, estate));
  return answers.includes(true) || (unclear || answers.includes(UNKNOWN) ? UNKNOWN : false);
}

/** Where an alarm names what it watches: for one metric, and among those of an expression. */
function pathsTo({ dimension }: MetricSource): readonly string[] {
  return dimension ? [`dimensions.${dimension}`, `metricQueries[].metric.dimensions.${dimension}`] : [];
}

interface AlarmsWithoutResource {
  /** Alarms that name no resource. */
  readonly unscoped: readonly ResourceRecord[];
  /** Whether there is an alarm of which it cannot be seen yet what it watches. */
  readonly unclear: boolean;
}

const alarmsWithoutResource = memoizeByEstate((estate) =>
  memoize((source: MetricSource) => findAlarmsWithoutResource(source, estate)),
);

function findAlarmsWithoutResource(source: MetricSource, estate: Estate): AlarmsWithoutResource {
  const alarms = estate.ofType(ALARM);
  return {
    unscoped: alarms.filter((alarm) => metricsOf(alarm).some((watched) => watchesAllResources(watched, source))),
    unclear: alarms.some(
      (alarm) =>
        metricsOf(alarm).includes(UNKNOWN) ||
        pathsTo(source).some((path) => {
          if (!valuesAt(alarm.props, path).includes(UNKNOWN)) return false;
          return estate.references(alarm, path, source.types).found.length === 0;
        }),
    ),
  };
}

function notifiesOf(
  alarm: ResourceRecord,
  source: MetricSource,
  metrics: readonly string[],
  estate: Estate,
): boolean | Unknown {
  if (alarm.props.actionsEnabled === false) return false;
  // What an alarm without actions finds can be told by one that is composed of several.
  if (!isSet(alarm, "alarmActions") && estate.ofType(COMPOSITE).length === 0) return false;
  const answers = metricsOf(alarm).map((watched) => {
    if (watched === UNKNOWN || watched.metricName === UNKNOWN || watched.namespace === UNKNOWN) return UNKNOWN;
    return isOf(watched, source) && metrics.some((metric) => metric === watched.metricName);
  });
  return anyTrue(answers);
}

function watchesAllResources(watched: PlainObject | Unknown, source: MetricSource): boolean {
  if (watched === UNKNOWN || !isOf(watched, source)) return false;
  if (source.dimension === undefined) return true;
  if (watched.dimensions === UNKNOWN) return false;
  return !isObject(watched.dimensions) || Object.keys(watched.dimensions).length === 0;
}

function isOf({ namespace }: PlainObject, { namespaces }: MetricSource): boolean {
  return namespaces.some((one) => one === namespace);
}

/** The metrics of an alarm: its own, and those of its queries. */
function metricsOf({ props }: ResourceRecord): readonly (PlainObject | Unknown)[] {
  const queried = valuesAt(props, "metricQueries[].metric");
  return [props, ...queried].map((metric) => (isObject(metric) ? metric : UNKNOWN));
}
