import { PlinthError } from "@plinth/standards";
import { Command, InvalidArgumentError, Option } from "commander";
import { GRAPH_FORMATS, type GraphFormat } from "./graph";
import { version } from "./package.json";
import { FORMATS, type Format } from "./report/formats";
import { processTerminal } from "./terminal";

const terminal = processTerminal();

// Commands are loaded when they are asked for: `plinth --help` need not load the Pulumi SDK.

const program = new Command("plinth")
  .description("Policy packs and blueprints for AI workloads on AWS")
  .version(version)
  .showHelpAfterError("(plinth --help lists the commands)")
  .exitOverride();

program
  .command("preview")
  .description("preview stacks offline, in the order of their references, and judge them by the rules")
  .argument("[stack...]", "stacks to preview (default: all of the project)")
  .option("-C, --directory <dir>", "folder of the Pulumi project", process.cwd())
  .option("-c, --config <key=value>", "configuration that wins over the stack files; repeatable", pair, {})
  .option("--strict", "exit with 1 also for what is undetermined, and for waivers that nobody needs", false)
  .addOption(new Option("-f, --format <format>", "what the report is written as").choices(FORMATS).default("text"))
  .option("--json", "short for --format json", false)
  .addOption(
    new Option("--graph [kind]", "draw what depends on what, in place of a report (default: mermaid)")
      .choices(GRAPH_FORMATS)
      .preset("mermaid"),
  )
  .option("-o, --output <file>", "file for the report or graph; the terminal then gets text")
  .option(
    "--pack <name>",
    "policy pack that judges: baseline, landing-zone, regulated (default: regulated for workloads that say so, else baseline)",
  )
  .option("--pack-config <file>", "levels and settings of its rules, as Pulumi's --policy-pack-config takes them")
  .option("--waivers <file>", "waivers (default: PLINTH_WAIVERS, or waivers.yaml beside Pulumi.yaml)")
  .option("--baseline <file>", "findings from before, which are listed and do not block (default: PLINTH_BASELINE)")
  .option("--write-baseline <file>", "write what is found to a baseline; nothing blocks")
  .option("--given <file>", "values of what exists outside of the stacks (default: PLINTH_GIVEN)")
  .option("--write-given <file>", "write what the programs read outside of the stacks, for --given, to be filled in")
  .option("--timeout <seconds>", "time without progress after which a program is ended (default: 60)", seconds)
  .option("--resources", "list, or draw, every resource instead of counts by type", false)
  .addHelpText(
    "after",
    `
Exit codes: 0 nothing found, 1 a violation (with --strict also undetermined or a needless waiver), 2 a stack could not be previewed\n(or a rule failed, which is a fault of ours).
No account, credentials or network are needed; secrets of the stack files are replaced by a placeholder.

Examples:
  plinth preview                      every stack of this project
  plinth preview support-prod         one stack (the stacks it refers to run first)
  plinth preview -f sarif -o plinth.sarif
                                      text here, SARIF for the code host
  plinth preview support-prod --graph=svg -o support.svg
                                      a picture of its components and what they need
  plinth preview -C ../shop --strict  any Pulumi Node.js project
  plinth preview --write-given given.yaml
                                      what its programs read of other stacks and of AWS, to be filled in
  plinth preview --given given.yaml   with these values`,
  )
  .action(async (stacks: string[], options: PreviewOptions) => {
    const { preview } = require("./commands/preview") as typeof import("./commands/preview");
    const format = options.json ? "json" : options.format;
    if (options.output !== undefined && format === "text" && options.graph === undefined)
      program.error("error: --output needs --format json, sarif or junit, or --graph", { exitCode: 2 });
    if (options.graph !== undefined && format !== "text")
      program.error(`error: --graph and --format ${format} are two documents; ask for one at a time`, { exitCode: 2 });
    const { timeout: timeoutSeconds, resources: everyResource } = options;
    process.exitCode = await preview({ ...options, format, stacks, timeoutSeconds, everyResource }, terminal);
  });

program
  .command("explain")
  .description("explain a rule: why it exists, what it finds, how to keep and how to waive it")
  .argument("[rule]", "id of a rule (default: list all rules)")
  .action((rule: string | undefined) => {
    const { explain } = require("./commands/explain") as typeof import("./commands/explain");
    explain(rule, terminal);
  });

program
  .command("choose")
  .description("choose the simplest shape that meets requirements: vector-store, model-access or orchestration")
  .argument("<what>", "vector-store, model-access or orchestration")
  .argument(
    "[requirement...]",
    "<name>=<value>, as the arguments of the function of that name; a flag by its name alone",
  )
  .addHelpText(
    "after",
    `
Examples:
  plinth choose orchestration seconds=120 streaming
  plinth choose model-access expectedMonthlyInferenceUsd=4000 workloads=3
  plinth choose vector-store vectors=200000 searchesPerSecond=5 searchMilliseconds=200 region=eu-west-1 fullText`,
  )
  .action((what: string, requirements: string[]) => {
    const { choose } = require("./commands/choose") as typeof import("./commands/choose");
    choose(what, requirements, terminal);
  });

program
  .command("completion")
  .description("print a completion script: source <(plinth completion bash)")
  .argument("<shell>", "bash or zsh")
  .action(async (shell: string) => {
    const { completionScript } = require("./commands/completion") as typeof import("./commands/completion");
    terminal.out(completionScript(shell, program));
  });

program.parseAsync().catch(fail).then(end);

interface PreviewOptions {
  readonly directory: string;
  readonly config: Record<string, string>;
  readonly strict: boolean;
  readonly format: Format;
  readonly json: boolean;
  readonly graph?: GraphFormat;
  readonly output?: string;
  readonly packConfig?: string;
  readonly waivers?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly given?: string;
  readonly writeGiven?: string;
  readonly timeout?: number;
  readonly resources: boolean;
}

function pair(text: string, pairs: Record<string, string>): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("expected key=value");
  return { ...pairs, [text.slice(0, at)]: text.slice(at + 1) };
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400))
    throw new InvalidArgumentError("expected seconds, more than 0 and at most 86400");
  return value;
}

/** Ends the process when all is written: a program may have left a timer or a server that would keep it. */
async function end(): Promise<void> {
  const written = [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done)));
  await Promise.all(written);
  process.exit();
}

/** Prints a fault of the user's input as it is, and an error of Plinth's own with its stack. */
function fail(error: unknown): void {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith("commander.")) {
    process.exitCode = exitCode === 0 ? 0 : 2;
    return;
  }
  process.exitCode = 2;
  terminal.error(`${error instanceof PlinthError ? error.message : String((error as Error).stack ?? error)}\n`);
}
