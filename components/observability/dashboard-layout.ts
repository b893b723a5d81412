import type * as pulumi from "@pulumi/pulumi";

/** One line of a panel: a metric, or an expression over the panel's other metrics. */
export type Metric =
  | {
      readonly namespace: string;
      readonly name: string;
      readonly stat: string;
      readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
      readonly label?: string;
      /** Letters, digits and `_`, small letter first; what expressions call it. */
      readonly id?: string;
      readonly hidden?: boolean;
    }
  | { readonly expression: string; readonly id: string; readonly label: string };

export interface Panel {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

/** A dashboard is 24 columns wide. */
const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 6;
const PERIOD_SECONDS = 300;

/**
 * Panels in rows of three, in CloudWatch's own words.
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
