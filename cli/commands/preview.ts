import { closeSync, existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { performance } from "node:perf_hooks";
import { type Fault, PlinthError } from "@plinth/standards";
import { drawingOf, type GraphFormat } from "../graph";
import { redactedValue, redactor } from "../redact";
import { documentOf, type Format } from "../report/formats";
import { failureText, stackText, summaryText } from "../report/text-report";
import { type ExitCode, exitCodeOf } from "../run/exit-code";
import { PreviewRun, type RunArguments } from "../run/preview-run";
import type { RunReport, StackFailure, StackReport } from "../run/run-report";
import type { Terminal } from "../terminal";

/** Arguments of `plinth preview`. */
export interface PreviewArguments extends RunArguments {
  /** Something undetermined, or wrong with a waiver, fails the run. */
  readonly strict: boolean;
  /** Format of the report. */
  readonly format: Format;
  /** Draws the dependency graph in place of a report. Default: no drawing. */
  readonly graph?: GraphFormat;
  /** File for the report in `format`; the terminal then gets text. Default: the terminal gets the report. */
  readonly output?: string;
  /** Lists, or draws, every resource instead of counts by type. */
  readonly everyResource: boolean;
}

/**
 * Previews stacks offline, in the order of their StackReferences, and judges them.
 * @returns The exit code: 0, 1 (violation; with `strict` also undetermined) or 2 (a stack could not be previewed).
 * @throws PlinthError if the project, a stack's name, a file or the standard is not valid; nothing has run then.
 */
export async function preview(args: PreviewArguments, terminal: Terminal): Promise<ExitCode> {
  const started = performance.now();
  // Of the host: a program has another working directory, and may not end the process.
  const [directory, exit] = [process.cwd(), process.exit.bind(process)];
  const run = new PreviewRun(args);
  refuseUnwritable(args);
  const redact = (text: string) => redactor(run.secrets)(text);
  const options = { colors: terminal.colors, everyResource: args.everyResource };
  const printsText = (args.format === "text" && args.graph === undefined) || args.output !== undefined;

  const print = (result: StackReport | StackFailure) => {
    const failed = "message" in result;
    const text = failed ? failureText(result, options) : stackText(result, options);
    if (printsText) terminal.out(redact(`${text}\n`));
    else if (failed && args.graph) terminal.error(redact(`${text}\n`));
  };
  const conclude = (): ExitCode => {
    const report = run.report();
    const document = args.graph
      ? redact(graphOf(run, report, args.graph, args))
      : documentOf(report, args.format, redact);
    const seconds = (performance.now() - started) / 1000;
    terminal.out(printsText ? redact(summaryText(report, seconds, options)) : document);
    if (args.output !== undefined) writeFileSync(args.output, document);
    if (run.writeBaseline()) terminal.error(`wrote what was found to ${args.writeBaseline}\n`);
    const empty = run.writeGiven((value) => redactedValue(value, redact));
    if (empty !== undefined)
      terminal.error(`wrote what was read outside of the stacks to ${args.writeGiven}: ${empty} to fill in\n`);
    return exitCodeOf(report, args.strict);
  };

  const results = run.results({
    onProgress: (stack, n) => terminal.progress(`previewing ${stack}: ${n} resources`),
    onBlocked: (failure) => {
      print(failure);
      process.chdir(directory);
      const code = conclude();
      // On its way out Node.js would say that it waits for a debugger, which is what got us here.
      closeSync(process.stderr.fd);
      exit(code);
    },
  });
  for await (const result of results) print(result);
  return conclude();
}

function graphOf(run: PreviewRun, { stacks }: RunReport, format: GraphFormat, args: PreviewArguments): string {
  const drawn = stacks.map(({ preview }) => ({ preview, config: run.configOf(preview.stack) }));
  return drawingOf(drawn, format, args.everyResource);
}

/** Checked before anything runs, so that a report that cannot be written costs no time. */
function refuseUnwritable({ output, writeBaseline, writeGiven }: PreviewArguments): void {
  const files = { "--output": output, "--write-baseline": writeBaseline, "--write-given": writeGiven };
  const faults: Fault[] = Object.entries(files).flatMap(([path, file]) =>
    file === undefined || existsSync(dirname(file))
      ? []
      : [{ id: "cli/Preview/file", path, found: file, allowed: "a file in a folder that exists" }],
  );
  if (faults.length > 0) throw new PlinthError("plinth preview", faults);
}
