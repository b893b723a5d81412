import type * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import type { OutputStore } from "../data/output-store";
import type { FunctionCode, InferenceFunction } from "../lambda/inference-function";
import { faultsOf, PlinthComponent } from "../plinth-component";
import { type CheckArgs, ScheduledCheck, scheduleFaults } from "./scheduled-check";

/** Arguments of {@link EvaluationSchedule}. */
export interface EvaluationScheduleArgs extends CheckArgs {
  /** Function to evaluate. The network must reach the endpoint `lambda` to invoke it. */
  readonly target: InferenceFunction;
  /**
   * Bucket of the golden cases, one object `<prefix><name>.json` for each: `GoldenCase` of `@plinth/standards/events`. The
   * default runner evaluates the first 50.
   */
  readonly goldenSet: ClassifiedBucket;
  /** Prefix of the golden cases' object keys, with a slash at its end. Default: `golden/`. */
  readonly goldenSetPrefix?: string;
  /** Store of the results, with the prefix `evaluations/`. */
  readonly results: OutputStore;
  /** Mean score below which the alarm is triggered. Bounds: 0 to 1. Default: 0.8. */
  readonly minimumScore?: number;
  /** Custom runner with the same interface. Default: a runner that invokes the target and checks for the texts that a case expects. */
  readonly code?: FunctionCode;
}

/**
 * Evaluates a workload with golden cases on a schedule, with an alarm on the mean score.
 *
 * Creates a {@link ScheduledCheck} that invokes the workload's own function with each golden case. The evaluation includes
 * the function's instructions, guardrail and knowledge, which a model evaluation job of Amazon Bedrock does not. Each run
 * stores an `EvaluationResult`. With an empty golden set nothing is measured: add cases to start.
 *
 * @example
 * const goldenSet = new ClassifiedBucket("golden", { workload, classification: "internal", kind: "source" });
 * const results = new OutputStore("results", { workload });
 * new EvaluationSchedule("support-evaluation", { workload, key, network, target: handler, goldenSet, results });
 */
export class EvaluationSchedule extends PlinthComponent {
  /** Function that runs the evaluation. Pass it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;
  /** Name of the metric of the mean score, in the namespace `Plinth`. */
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
