import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { performance } from "node:perf_hooks";
import type { StackPreview } from "@plinth/engine";
import { createEstate, judge, recordsOf } from "@plinth/policies";
import { type Fault, PlinthError } from "@plinth/standards";
import { drawingOf, type GraphFormat } from "../graph";
import { changesSinceLastPreview } from "../history/last-preview";
import { exceptionsOf } from "../readers/exception-files";
import { type ConfiguredRule, type PackInForce, packsInForce } from "../readers/pack-in-force";
import {
  OFFLINE_SECRET,
  type PulumiProject,
  readPulumiProject,
  type StackSettings,
  workloadOf,
} from "../readers/pulumi-project";
import { costDrivers } from "../report/cost";
import { documentOf, type Format } from "../report/formats";
import { redactor } from "../report/redact";
import { failureText, stackText, summaryText } from "../report/text-report";
import { exitCodeOf, type RunReport, type StackFailure, type StackReport } from "../run/run-report";
import { StackRunner } from "../run/stack-runner";
import type { Terminal } from "../terminal";

export interface PreviewArguments {
  /** Stacks by name; none means all of the project. */
  readonly stacks: readonly string[];
  /** Folder of the Pulumi project, or one below it. */
  readonly directory: string;
  /** Name of the policy pack that judges. Default: `regulated` for stacks that say so of their workload, else `baseline`. */
  readonly pack?: string;
  /** File of Pulumi's policy configuration, as `--policy-pack-config` names it. Default: none. */
  readonly packConfig?: string;
  /** What is undetermined counts as a violation. */
  readonly strict: boolean;
  readonly format: Format;
  /** Draws what depends on what, in place of a report. Default: no drawing. */
  readonly graph?: GraphFormat;
  /** File for the report in `format`; the terminal then gets text. Default: the terminal gets the report. */
  readonly output?: string;
  /** File of waivers. Default: `PLINTH_WAIVERS`, or else `waivers.yaml` beside `Pulumi.yaml`. */
  readonly waivers?: string;
  /** File of findings from before. Default: `PLINTH_BASELINE`, or else none. */
  readonly baseline?: string;
  /** File to write what is found to as a baseline; nothing blocks then. */
  readonly writeBaseline?: string;
  readonly everyResource: boolean;
  /** `key` → value pairs that win over the stack files. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Previews stacks offline, in the order of their StackReferences, and judges them.
 * @returns The exit code: 0, 1 (violation; with `strict` also undetermined) or 2 (a stack could not be previewed).
 * @throws PlinthError if the project, a stack's name, a file or the standard is not right; nothing has run then.
 */
export async function preview(args: PreviewArguments, terminal: Terminal): Promise<0 | 1 | 2> {
  const started = performance.now();
  const project = readPulumiProject(args.directory, args.config);
  const stacks = chosenStacks(project, args.stacks);
  const packOf = packsInForce(stacks, args.pack, args.packConfig);
  const packs = [...new Set(stacks.map(packOf))];
  const exceptions = exceptionsOf(project, args, packs);
  refuseUnwritable(args);
  const runner = new StackRunner(project, (stack, n) => terminal.progress(`previewing ${stack}: ${n} resources`));
  const options = { colors: terminal.colors, everyResource: args.everyResource };
  const reports: StackReport[] = [];
  const failures: StackFailure[] = [];
  const secrets = new Set<string>([OFFLINE_SECRET]);
  const masked = (text: string) => redactor(secrets)(text);
  const readsText = (args.format === "text" && args.graph === undefined) || args.output !== undefined;

  for (const settings of stacks) {
    for (const secret of settings.secrets) secrets.add(secret);
    const result = await runner.preview(settings);
    let text: string;
    if ("message" in result) {
      failures.push(result);
      text = failureText(result, options);
    } else {
      for (const secret of result.secrets) secrets.add(secret);
      const report = reportOf(project, settings, result, packOf(settings));
      const excepted = { ...report, judgements: report.judgements.map((j) => exceptions.apply(j)) };
      reports.push(excepted);
      text = stackText(excepted, options);
    }
    if (readsText) terminal.out(masked(`${text}\n`));
    else if ("message" in result && args.graph) terminal.error(masked(`${text}\n`));
  }
  const complete = stacks.length === project.stacks.length && failures.length === 0;
  const configured = distinct(packs.flatMap((pack) => pack.configured));
  const run: RunReport = { stacks: reports, failures, configured, ...exceptions.told(reports, complete) };
  const drawn = reports.map(({ preview }) => ({ preview, config: configOf(stacks, preview.stack) }));
  const report = masked(args.graph ? drawingOf(drawn, args.graph, args.everyResource) : documentOf(run, args.format));
  const seconds = (performance.now() - started) / 1000;
  terminal.out(readsText ? masked(summaryText(run, seconds, options)) : report);
  if (args.output !== undefined) writeFileSync(args.output, report);
  if (exceptions.write(reports)) terminal.error(`wrote what was found to ${args.writeBaseline}\n`);
  return exitCodeOf(run, args.strict);
}

function configOf(stacks: readonly StackSettings[], stack: string): StackSettings["config"] {
  return stacks.find(({ name }) => name === stack)?.config ?? {};
}

function reportOf(
  project: PulumiProject,
  settings: StackSettings,
  preview: StackPreview,
  { name: pack, rules, standard }: PackInForce,
): StackReport {
  return {
    stack: preview.stack,
    pack,
    file: fileOf(project, preview.stack),
    preview,
    judgements: judge(rules, createEstate(recordsOf(preview.resources), standard)),
    costs: costDrivers(preview.resources, expectedInferenceUsd(settings), standard),
    changes: changesSinceLastPreview(project.root, preview),
  };
}

/** Asked before anything runs: a report that cannot be written is told at once. */
function refuseUnwritable({ output, writeBaseline }: PreviewArguments): void {
  const faults: Fault[] = Object.entries({ "--output": output, "--write-baseline": writeBaseline }).flatMap(
    ([path, file]) =>
      file === undefined || existsSync(dirname(file))
        ? []
        : [{ id: "cli/Preview/file", path, found: file, allowed: "a file in a folder that exists" }],
  );
  if (faults.length > 0) throw new PlinthError("plinth preview", faults);
}

/** The stack's file, or where there is none yet the project's, from the repository's folder, with forward slashes. */
function fileOf(project: PulumiProject, stack: string): string {
  const own = join(project.configFolder, `Pulumi.${stack}.yaml`);
  const file = existsSync(own) ? own : join(project.root, "Pulumi.yaml");
  return relative(repositoryOf(project.root), file).split(sep).join("/");
}

function repositoryOf(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, ".git"))) return at;
  return folder;
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
function expectedInferenceUsd(stack: StackSettings): number | undefined {
  const { expectedMonthlyInferenceUsd: expected } = workloadOf(stack);
  return typeof expected === "number" ? expected : undefined;
}

/** What several packs are configured alike is told once. */
function distinct(configured: readonly ConfiguredRule[]): readonly ConfiguredRule[] {
  return [...new Map(configured.map((one) => [JSON.stringify(one), one])).values()];
}
