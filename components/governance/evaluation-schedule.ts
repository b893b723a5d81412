import type * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import type { OutputStore } from "../data/output-store";
import type { FunctionCode, InferenceFunction } from "../lambda/inference-function";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { type CheckArgs, ScheduledCheck, scheduleFaults } from "./scheduled-check";

export interface EvaluationScheduleArgs extends CheckArgs {
  /** The function whose answers are judged. The network must reach the endpoint `lambda` to ask it. */
  readonly target: InferenceFunction;
  /**
   * Where golden cases lie, one object `<prefix><name>.json` each: `GoldenCase` of `@plinth/standards/events`. The default
   * runner asks the first 50.
   */
  readonly goldenSet: ClassifiedBucket;
  /** Folder of the golden cases. Default: `golden/`. */
  readonly goldenSetPrefix?: string;
  /** Where results are kept, below `evaluations/`. */
  readonly results: OutputStore;
  /** Mean score below which somebody is told. Bounds: 0 to 1. Default: 0.8. */
  readonly minimumScore?: number;
  /** Another runner, by the same contract. Default: one that asks the target, and looks for the texts that a case names. */
  readonly code?: FunctionCode;
}

/**
 * Asks a workload the same questions again and again, and tells somebody when its answers get worse.
 *
 * Creates a {@link ScheduledCheck} that puts each golden case to the workload's own function, as its callers do: with its
 * instructions, its guardrail and its knowledge, which a job of Bedrock's that evaluates a model leaves out. It keeps an
 * `EvaluationResult` of each run, and rings an alarm on the mean score. Its first step is an empty golden set: put cases
 * there, and it begins to measure.
 *
 * @example
 * const goldenSet = new ClassifiedBucket("golden", { workload, classification: "internal", kind: "source" });
 * const results = new OutputStore("results", { workload });
 * new EvaluationSchedule("support-evaluation", { workload, key, network, target: handler, goldenSet, results });
 */
export class EvaluationSchedule extends PlinthComponent {
  /** The function that judges: give it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;
  readonly metricName: string;

  constructor(name: string, args: EvaluationScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("EvaluationSchedule", name, args, opts, faults(name, args));
    const { target, goldenSet, results, goldenSetPrefix = "golden/", minimumScore = 0.8 } = args;
    const check = new ScheduledCheck(
      `${name}-evaluator`,
      {
        ...args,
        measures: "mean score of the golden cases",
        alarm: { below: minimumScore },
        code: args.code ?? { entry: require.resolve("@plinth/service-evaluation") },
        environment: {
          TARGET_FUNCTION: target.functionName,
          GOLDEN_SET_BUCKET: goldenSet.bucketName,
          GOLDEN_SET_PREFIX: goldenSetPrefix,
          RESULTS_BUCKET: results.bucketName,
          RESULTS_KEY_ARN: results.key.keyArn,
        },
      },
      { parent: this },
    );
    check.role.allow("ask", { actions: ["lambda:InvokeFunction"], resources: [target.functionArn] });
    goldenSet.grantRead(check.role);
    results.grantWrite(check.role);

    this.handler = check.handler;
    this.metricName = check.metricName;
    this.registerOutputs({ metricName: this.metricName });
  }
}

function faults(name: string, args: EvaluationScheduleArgs) {
  const { goldenSetPrefix = "golden/", minimumScore = 0.8 } = args;
  return [
    ...scheduleFaults("EvaluationSchedule", name, args),
    ...faultsOf(
      "governance/EvaluationSchedule",
      name,
      [minimumScore >= 0 && minimumScore <= 1, "minimumScore", "a score from 0 to 1", String(minimumScore)],
      [/^[^/].{0,254}\/$/.test(goldenSetPrefix), "goldenSetPrefix", "a folder such as golden/", goldenSetPrefix],
    ),
  ];
}
