import { performance } from "node:perf_hooks";
import type { StackPreview } from "@plinth/engine";
import { createEstate, judge, recordsOf, rules } from "@plinth/policies";
import { type Fault, loadStandard, PlinthError, type Standard } from "@plinth/standards";
import { OFFLINE_SECRET, type PulumiProject, readPulumiProject, type StackSettings } from "../readers/pulumi-project";
import { StackRunner } from "../readers/stack-runner";
import { costDrivers } from "../report/cost";
import { jsonReport } from "../report/json-report";
import { changesSinceLastPreview } from "../report/last-preview";
import { redactor } from "../report/redact";
import { exitCodeOf, type StackFailure, type StackReport } from "../report/stack-report";
import { failureText, stackText, summaryText } from "../report/text-report";
import type { Terminal } from "../terminal";

export interface PreviewArguments {
  /** Stacks by name; none means all of the project. */
  readonly stacks: readonly string[];
  /** Folder of the Pulumi project, or one below it. */
  readonly directory: string;
  /** What is undetermined counts as a violation. */
  readonly strict: boolean;
  readonly json: boolean;
  readonly everyResource: boolean;
  /** `key` → value pairs that win over the stack files. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Previews stacks offline, in the order of their StackReferences, and judges them.
 * @returns The exit code: 0, 1 (violation; with `strict` also undetermined) or 2 (a stack could not be previewed).
 * @throws PlinthError if the project, a stack's name or the standard is not right; nothing has run then.
 */
export async function preview(args: PreviewArguments, terminal: Terminal): Promise<0 | 1 | 2> {
  const started = performance.now();
  const standard = loadStandard();
  const project = readPulumiProject(args.directory, args.config);
  const stacks = chosenStacks(project, args.stacks);
  const runner = new StackRunner(project, (stack, n) => terminal.progress(`previewing ${stack}: ${n} resources`));
  const options = { colors: terminal.colors, everyResource: args.everyResource };
  const reports: StackReport[] = [];
  const failures: StackFailure[] = [];
  const secrets = new Set<string>([OFFLINE_SECRET]);
  const print = (text: string) => terminal.out(redactor(secrets)(text));

  for (const settings of stacks) {
    for (const secret of settings.secrets) secrets.add(secret);
    const result = await runner.preview(settings);
    if ("message" in result) failures.push(result);
    else {
      for (const secret of result.secrets) secrets.add(secret);
      reports.push(reportOf(project, settings, result, standard));
    }
    if (args.json) continue;
    print(
      `${"message" in result ? failureText(result, options) : stackText(reports[reports.length - 1] as StackReport, options)}\n`,
    );
  }
  const seconds = (performance.now() - started) / 1000;
  print(
    args.json
      ? `${JSON.stringify(jsonReport(reports, failures), null, 2)}\n`
      : summaryText(reports, failures, seconds, options),
  );
  return exitCodeOf(reports, failures, args.strict);
}

function reportOf(
  project: PulumiProject,
  settings: StackSettings,
  preview: StackPreview,
  standard: Standard,
): StackReport {
  return {
    stack: preview.stack,
    preview,
    judgements: judge(rules, createEstate(recordsOf(preview.resources), standard)),
    costs: costDrivers(preview.resources, expectedInferenceUsd(settings), standard),
    changes: changesSinceLastPreview(project.root, preview),
  };
}

function chosenStacks(project: PulumiProject, names: readonly string[]): readonly StackSettings[] {
  if (names.length === 0) return project.stacks;
  const allowed = `one of ${project.stacks.map((s) => s.name).join(", ")}`;
  const faults: Fault[] = names
    .filter((name) => !project.stacks.some((s) => s.name === name))
    .map((name) => ({ id: "cli/Preview/stack", path: "stack", found: name, allowed }));
  if (faults.length > 0) throw new PlinthError(`project ${project.name}`, faults);
  return project.stacks.filter((s) => names.includes(s.name));
}

/** What the stack's owner expects to spend on inference: `plinth:workload.expectedMonthlyInferenceUsd`. */
function expectedInferenceUsd({ config }: StackSettings): number | undefined {
  try {
    const workload = JSON.parse(config["plinth:workload"] ?? "{}") as { expectedMonthlyInferenceUsd?: unknown };
    return typeof workload.expectedMonthlyInferenceUsd === "number" ? workload.expectedMonthlyInferenceUsd : undefined;
  } catch {
    return undefined; // Not Plinth's configuration, then: somebody else's `plinth:workload`.
  }
}
