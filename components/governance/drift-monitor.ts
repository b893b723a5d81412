import type * as pulumi from "@pulumi/pulumi";
import type { OutputStore } from "../data/output-store";
import type { FunctionCode, InferenceFunction } from "../lambda/inference-function";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { type CheckArgs, ScheduledCheck, scheduleFaults } from "./scheduled-check";

export interface DriftMonitorArgs extends CheckArgs {
  /** Where {@link EvaluationSchedule} keeps its results. */
  readonly results: OutputStore;
  /** Days of late that are compared. Bounds: 1 to 90. Default: 7. */
  readonly currentDays?: number;
  /** Days before them that they are compared with. Bounds: 1 to 365, and not fewer. Default: 28. */
  readonly baselineDays?: number;
  /**
   * Distance from which on somebody is told: the most by which the cumulative distributions of scores differ
   * (https://www.itl.nist.gov/div898/handbook/eda/section3/eda35g.htm, read 2026-11). Bounds: above 0, to 1. Default: 0.2.
   */
  readonly maximumDistance?: number;
  /** Another comparison, by the same contract. Default: that of Kolmogorov and Smirnov. */
  readonly code?: FunctionCode;
}

/**
 * Tells somebody when a workload's answers of late are not what they were, although each of them may still pass.
 *
 * Creates a {@link ScheduledCheck} that compares the scores of the last days with those of the weeks before: a model that
 * was changed behind its name, articles that grew old, customers who ask for something else. It reads evaluation results
 * only, and logs a `DriftReport`.
 *
 * @example
 * const results = new OutputStore("results", { workload });
 * new DriftMonitor("support-quality", { workload, key, network, results });
 */
export class DriftMonitor extends PlinthComponent {
  /** The function that compares: give it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;
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
  const days = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  return [
    ...scheduleFaults("DriftMonitor", name, args),
    ...faultsOf(
      "governance/DriftMonitor",
      name,
      [days(currentDays, 1, 90), "currentDays", "1 to 90 whole days", `${currentDays}`],
      [
        days(baselineDays, Math.max(1, currentDays), 365),
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
