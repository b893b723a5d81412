import type * as pulumi from "@pulumi/pulumi";

/** @internal A metric of a widget, or a metric math expression over the widget's other metrics. */
export type Metric =
  | {
      readonly namespace: string;
      readonly name: string;
      readonly stat: string;
      readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
      readonly label?: string;
      /** Id for expressions: letters, digits and `_`, with a lower-case letter first. Default: none. */
      readonly id?: string;
      readonly hidden?: boolean;
    }
  | { readonly expression: string; readonly id: string; readonly label: string };

/** @internal A metric widget of a dashboard. */
export interface Panel {
  /** Title of the widget. */
  readonly title: string;
  /** Metrics that the widget shows. */
  readonly metrics: readonly Metric[];
}

/** Widgets in a row. A dashboard is 24 units wide. */
const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 6;
const PERIOD_SECONDS = 300;

/**
 * @internal Dashboard body of CloudWatch, with the widgets in rows of three.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * (read 2026-11).
 */
export function layOut(panels: readonly Panel[], region: string) {
  return {
    periodOverride: "inherit",
    widgets: panels.map(({ title, metrics }, index) => ({
      type: "metric",
      x: (index % COLUMNS) * WIDTH,
      y: Math.floor(index / COLUMNS) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title,
        region,
        view: "timeSeries",
        stacked: false,
        period: PERIOD_SECONDS,
        metrics: metrics.map(lineOf),
      },
    })),
  };
}

function lineOf(metric: Metric) {
  if ("expression" in metric) return [metric];
  const { namespace, name, dimensions, stat, label, id, hidden } = metric;
  const rendering = { stat, ...(label && { label }), ...(id && { id }), ...(hidden && { visible: false }) };
  return [namespace, name, ...Object.entries(dimensions).flat(), rendering];
}
