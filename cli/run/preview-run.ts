import { forcesReplacement, type StackPreview } from "@plinth/engine";
import { createEstate, judge, recordsOf } from "@plinth/policies";
import { type Fault, PlinthError } from "@plinth/standards";
import { changesSinceLastPreview } from "../history/last-preview";
import { type ExceptionFiles, loadExceptions } from "../readers/exception-files";
import { type ConfiguredRule, type PackInForce, packsInForce } from "../readers/pack-in-force";
import {
  OFFLINE_SECRET,
  type PulumiProject,
  readPulumiProject,
  type StackSettings,
  workloadOf,
} from "../readers/pulumi-project";
import { stackFile } from "../readers/stack-file";
import { costDrivers } from "./cost";
import { managedResources } from "./managed-resources";
import { RunExceptions } from "./run-exceptions";
import { type GivenFiles, RunGiven } from "./run-given";
import type { RunReport, StackFailure, StackReport } from "./run-report";
import { StackRunner, type StackRunnerOptions } from "./stack-runner";

/** What a run previews, and what it is judged by. */
export interface RunArguments extends ExceptionFiles, GivenFiles {
  /** Stacks by name; none means all of the project. */
  readonly stacks: readonly string[];
  /** Folder of the Pulumi project, or one below it. */
  readonly directory: string;
  /** Name of the policy pack that judges. Default: `regulated` for workloads that are regulated, else `baseline`. */
  readonly pack?: string;
  /** File of Pulumi's policy configuration, as `--policy-pack-config` names it. Default: none. */
  readonly packConfig?: string;
  /** Seconds without progress after which a program is ended. Default: 60. */
  readonly timeoutSeconds?: number;
  /** `key` → value pairs that win over the stack files. */
  readonly config: Readonly<Record<string, string>>;
}

/** What a run tells while it goes on. */
export type RunEvents = Required<Pick<StackRunnerOptions, "onProgress" | "onBlocked">>;

/** One run: stacks of a project, previewed in the order of their references, and judged. */
export class PreviewRun {
  /** Secret values that the run has seen so far, for redaction of everything that is printed. */
  readonly secrets = new Set<string>([OFFLINE_SECRET]);
  readonly #project: PulumiProject;
  readonly #stacks: readonly StackSettings[];
  readonly #timeoutSeconds: number | undefined;
  readonly #packOf: (stack: StackSettings) => PackInForce;
  readonly #packs: readonly PackInForce[];
  readonly #exceptions: RunExceptions;
  readonly #given: RunGiven;
  readonly #reports: StackReport[] = [];
  readonly #failures: StackFailure[] = [];

  /** @throws PlinthError if the project, a stack's name, a file or the standard is not valid. */
  constructor(args: RunArguments) {
    this.#project = readPulumiProject(args.directory, args.config);
    this.#stacks = selectStacks(this.#project, args.stacks);
    this.#timeoutSeconds = args.timeoutSeconds;
    this.#packOf = packsInForce(this.#stacks, args.pack, args.packConfig);
    this.#packs = [...new Set(this.#stacks.map(this.#packOf))];
    this.#exceptions = new RunExceptions(this.#packs, loadExceptions(this.#project, args));
    this.#given = new RunGiven(args);
  }

  /** Runs the stacks, and gives the result of each as soon as there is one. */
  async *results({ onBlocked, ...options }: RunEvents): AsyncGenerator<StackReport | StackFailure, void> {
    const runner = new StackRunner(this.#project, {
      ...options,
      timeoutSeconds: this.#timeoutSeconds,
      given: this.#given.values,
      onBlocked: (failure) => {
        this.#failures.push(failure);
        onBlocked(failure);
      },
    });
    for (const settings of this.#stacks) {
      for (const secret of settings.secrets) this.secrets.add(secret);
      const result = await runner.preview(settings);
      if ("message" in result) {
        this.#failures.push(result);
        yield result;
      } else {
        for (const secret of result.secrets) this.secrets.add(secret);
        const report = this.#judged(settings, result);
        this.#reports.push(report);
        yield report;
      }
    }
  }

  /** What the run has found, once every stack has run. */
  report(): RunReport {
    const [stacks, failures] = [this.#reports, this.#failures];
    const complete = this.#stacks.length === this.#project.stacks.length && failures.length === 0;
    const configured = distinct(this.#packs.flatMap((pack) => pack.configured));
    const weakenings = [...new Set(this.#packs.flatMap((pack) => pack.weakenings))];
    const unusedGiven = this.#given.unused(complete);
    return { stacks, failures, weakenings, configured, unusedGiven, ...this.#exceptions.summary(stacks, complete) };
  }

  /** Configuration that a stack ran with. */
  configOf(stack: string): StackSettings["config"] {
    return this.#stacks.find(({ name }) => name === stack)?.config ?? {};
  }

  /** Writes the baseline, if the arguments name a file for it, and returns whether they do. */
  writeBaseline(): boolean {
    return this.#exceptions.writeBaseline(this.#reports);
  }

  /**
   * Adds what the programs read outside of the stacks, and is not given, to the file that the arguments name for it.
   * @param redacted A value without its secrets.
   * @returns How many values are to be filled in; undefined if they name none.
   */
  writeGiven(redacted: (value: unknown) => unknown): number | undefined {
    const ofStacks = this.#reports.flatMap(({ preview }) => preview.outside);
    const ofFailures = this.#failures.flatMap(({ outside = [] }) => outside);
    return this.#given.write([...ofStacks, ...ofFailures], redacted);
  }

  #judged(settings: StackSettings, preview: StackPreview): StackReport {
    const { name: pack, rules, standard } = this.#packOf(settings);
    const { stack, secrets } = preview;
    const judgements = judge(rules, createEstate(recordsOf(preview.resources), standard));
    return {
      stack,
      pack,
      file: stackFile(this.#project, stack),
      preview,
      judgements: judgements.map((judgement) => this.#exceptions.apply(judgement)),
      costs: costDrivers(preview.resources, expectedInferenceUsd(settings), standard),
      changes: changesSinceLastPreview(
        this.#project.root,
        { stack, secrets, resources: managedResources(preview) },
        forcesReplacement,
      ),
    };
  }
}

function selectStacks(project: PulumiProject, names: readonly string[]): readonly StackSettings[] {
  if (names.length === 0) return project.stacks;
  const allowed = `one of ${project.stacks.map((s) => s.name).join(", ")}`;
  const faults: Fault[] = names
    .filter((name) => !project.stacks.some((s) => s.name === name))
    .map((name) => ({ id: "cli/Preview/stack", path: "stack", found: name, allowed }));
  if (faults.length > 0) throw new PlinthError(`project ${project.name}`, faults);
  return project.stacks.filter((s) => names.includes(s.name));
}

/** Inference cost that the stack's owner expects: `plinth:workload.expectedMonthlyInferenceUsd`. */
function expectedInferenceUsd(stack: StackSettings): number | undefined {
  const { expectedMonthlyInferenceUsd: expected } = workloadOf(stack);
  return typeof expected === "number" ? expected : undefined;
}

/** A configuration that several packs share is reported once. */
function distinct(configured: readonly ConfiguredRule[]): readonly ConfiguredRule[] {
  return [...new Map(configured.map((one) => [JSON.stringify(one), one])).values()];
}
