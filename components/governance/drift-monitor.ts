import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { OutputStore } from "../data/output-store";
import type { FunctionCode, InferenceFunction } from "../lambda/inference-function";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { type CheckArgs, ScheduledCheck, scheduleFaults } from "./scheduled-check";

/** Arguments of {@link DriftMonitor}. */
export interface DriftMonitorArgs extends CheckArgs {
  /** Store of the results of {@link EvaluationSchedule}. */
  readonly results: OutputStore;
  /** Length of the current period, in days. Bounds: 1 to 90. Default: 7. */
  readonly currentDays?: number;
  /** Length of the baseline period before it, in days. Bounds: `currentDays` to 365. Default: 28. */
  readonly baselineDays?: number;
  /**
   * Distance above which the alarm is triggered: the Kolmogorov-Smirnov statistic, the maximum difference of the cumulative
   * distributions of scores (https://www.itl.nist.gov/div898/handbook/eda/section3/eda35g.htm, read 2026-11).
   * Bounds: above 0, at most 1. Default: 0.2.
   */
  readonly maximumDistance?: number;
  /** Custom comparison with the same interface. Default: the Kolmogorov-Smirnov test. */
  readonly code?: FunctionCode;
}

/**
 * Detects drift in the quality of a workload's answers, even if each evaluation still passes.
 *
 * Creates a {@link ScheduledCheck} that compares the evaluation scores of the current period with those of the baseline
 * period. Causes of drift include a changed model, outdated articles, and different requests. The check reads evaluation
 * results only, and logs a `DriftReport`.
 *
 * @example
 * const results = new OutputStore("results", { workload });
 * new DriftMonitor("support-quality", { workload, key, network, results });
 */
export class DriftMonitor extends PlinthComponent {
  /** Function that compares the scores. Pass it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;
  /** Name of the metric of the distance, in the namespace `Plinth`. */
  readonly metricName: string;

  constructor(name: string, args: DriftMonitorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DriftMonitor", name, args, opts, faults(name, args));
    const { results, currentDays, baselineDays, maximumDistance } = withDefaults(args);
    const check = new ScheduledCheck(
      `${name}-drift`,
      {
        ...args,
        measures: "distance of the latest scores from those before",
        alarm: { above: maximumDistance },
        code: args.code ?? { entry: require.resolve("@plinth/service-drift") },
        environment: {
          RESULTS_BUCKET: results.bucketName,
          CURRENT_DAYS: `${currentDays}`,
          BASELINE_DAYS: `${baselineDays}`,
        },
      },
      { parent: this },
    );
    results.grantRead(check.role);

    this.handler = check.handler;
    this.metricName = check.metricName;
    this.registerOutputs({ metricName: this.metricName });
  }
}

function withDefaults(args: DriftMonitorArgs) {
  return { currentDays: 7, baselineDays: 28, maximumDistance: 0.2, ...args };
}

function faults(name: string, args: DriftMonitorArgs) {
  const { currentDays, baselineDays, maximumDistance } = withDefaults(args);
  return [
    ...scheduleFaults("DriftMonitor", name, args),
    ...faultsOf(
      "governance/DriftMonitor",
      name,
      [isIntegerBetween(currentDays, 1, 90), "currentDays", "1 to 90 whole days", `${currentDays}`],
      [
        isIntegerBetween(baselineDays, Math.max(1, currentDays), 365),
        "baselineDays",
        `${currentDays} to 365 whole days`,
        `${baselineDays}`,
      ],
      [
        maximumDistance > 0 && maximumDistance <= 1,
        "maximumDistance",
        "a distance above 0, up to 1",
        `${maximumDistance}`,
      ],
    ),
  ];
}
