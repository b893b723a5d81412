import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../rule";
import { isGiven } from "../given";
import { perEstate } from "../per-estate";
import { isObject, type PlainObject, valuesAt } from "../values";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const NAMESPACE = "AWS/Lambda";

/** Where an alarm names the function that it watches: for one metric, and among those of an expression. */
const DIMENSIONS = ["dimensions.FunctionName", "metricQueries[].metric.dimensions.FunctionName"] as const;

/**
 * Whether an alarm that tells somebody watches a metric of a function: by its name, or all functions by naming none.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11).
 */
export function isAlarmed(lambda: ResourceRecord, metric: string, estate: Estate): boolean | Unknown {
  const watching = DIMENSIONS.flatMap((path) => estate.referrers(lambda, path, [ALARM]));
  const { everywhere, unclear } = overview(estate);
  const answers = [...watching, ...everywhere].map((alarm) => rings(alarm, metric, estate));
  return answers.includes(true) || (unclear || answers.includes(UNKNOWN) ? UNKNOWN : false);
}

/** Alarms on functions that name none of them, and whether there is one of which the function cannot be seen. */
const overview = perEstate((estate) => {
  const alarms = estate.ofType(ALARM);
  return {
    everywhere: alarms.filter((alarm) => metricsOf(alarm).some(watchesEverything)),
    unclear: alarms.some(
      (alarm) =>
        metricsOf(alarm).includes(UNKNOWN) ||
        DIMENSIONS.some((path) => {
          if (!valuesAt(alarm.props, path).includes(UNKNOWN)) return false;
          return estate.references(alarm, path, ["aws:lambda/function:Function"]).found.length === 0;
        }),
    ),
  };
});

function rings(alarm: ResourceRecord, metric: string, estate: Estate): boolean | Unknown {
  if (alarm.props.actionsEnabled === false) return false;
  // What an alarm without actions finds can be told by one that is composed of several.
  if (!isGiven(alarm, "alarmActions") && estate.ofType(COMPOSITE).length === 0) return false;
  const answers = metricsOf(alarm).map((watched) => {
    if (watched === UNKNOWN || watched.metricName === UNKNOWN || watched.namespace === UNKNOWN) return UNKNOWN;
    return watched.namespace === NAMESPACE && watched.metricName === metric;
  });
  return answers.includes(true) || (answers.includes(UNKNOWN) ? UNKNOWN : false);
}

function watchesEverything(watched: PlainObject | Unknown): boolean {
  if (watched === UNKNOWN || watched.namespace !== NAMESPACE || watched.dimensions === UNKNOWN) return false;
  return !isObject(watched.dimensions) || Object.keys(watched.dimensions).length === 0;
}

/** The metrics of an alarm: its own, and those of its queries. */
function metricsOf({ props }: ResourceRecord): readonly (PlainObject | Unknown)[] {
  const queried = valuesAt(props, "metricQueries[].metric");
  return [props, ...queried].map((metric) => (isObject(metric) ? metric : UNKNOWN));
}
