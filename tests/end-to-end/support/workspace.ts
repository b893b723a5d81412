import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JournalEntry } from "@plinth/engine/provider/journal";
import {
  type CommandResult,
  obtainPulumi,
  type PulumiCli,
  runCommand,
  writePlugins,
} from "../../../scripts/pulumi-engine";
import { copyProject } from "../../support/project";
import { REPOSITORY } from "../../support/repository";
import { type EngineEvent, type PolicyFinding, policyFindings, readJsonLines, type Step } from "./events";
import type { StateResource } from "./state";

const TIMEOUT_SECONDS = 300;
const SIMULATED_PACKAGES = ["aws", "awsx", "docker-build", "random"];

export interface OperationOptions {
  /** Folders of policy packs that are enforced. Default: none. */
  readonly policyPacks?: readonly string[];
  /** More arguments for the CLI. */
  readonly args?: readonly string[];
  /** `"failure"`: the CLI must fail, and its failure is returned; `"either"`: it may. Default: it must succeed. */
  readonly expect?: "success" | "failure" | "either";
}

/** One verdict that the pack told: rule, resource, outcome. */
export interface ToldVerdict {
  readonly rule: string;
  readonly urn: string;
  readonly outcome: string;
}

/** What one run of the CLI did. */
export interface Operation extends CommandResult {
  readonly events: readonly EngineEvent[];
  readonly findings: readonly PolicyFinding[];
  readonly steps: readonly Step[];
  /** Number of resources by what happens to them: `{ create: 3, same: 1 }`. */
  readonly changes: Readonly<Record<string, number>>;
  /** URNs of what a provider was really asked to create, update or delete, a preview's questions left out. */
  readonly touched: readonly string[];
  /** Every verdict of the pack, passes included, in the order in which it came to them. */
  readonly verdicts: readonly ToldVerdict[];
  /** The CLI's own measure, whole seconds; `durationMs` is the process from start to end. */
  readonly reportedSeconds: number | undefined;
}

/** What a pack says of a stack as it is. */
export interface Analysis {
  readonly findings: readonly PolicyFinding[];
  /** Whether the CLI ended well: nothing mandatory is broken. */
  readonly passed: boolean;
}

let cli: Promise<PulumiCli> | undefined;

/**
 * A Pulumi project in a temporary folder with a backend, home and plugins of its own: the real CLI over simulated AWS,
 * without network, account or credentials.
 */
export class EngineWorkspace {
  readonly #root: string;
  readonly #environment: Record<string, string | undefined>;
  readonly #stacks = new Set<string>();
  #operations = 0;

  private constructor(
    root: string,
    readonly cli: PulumiCli,
    path: string,
    remembers: boolean,
  ) {
    this.#root = root;
    const cloud = remembers ? { PLINTH_SIMULATED_CLOUD: join(root, "cloud") } : {};
    this.#environment = { ...cleared(), ...settings(root), ...cloud, PATH: path };
  }

  /**
   * @param project Folder with the `Pulumi.yaml`. Default: the repository's own.
   * @param remembers Whether simulated AWS knows in each run what earlier ones left there. Default: false.
   */
  static async create(project: string = REPOSITORY, { remembers = false } = {}): Promise<EngineWorkspace> {
    cli ??= obtainPulumi();
    const pulumi = await cli;
    const root = mkdtempSync(join(tmpdir(), "plinth-engine-"));
    for (const folder of ["home", "backend"]) mkdirSync(join(root, folder));
    const { path } = writePlugins(pulumi, join(root, "plugins"), SIMULATED_PACKAGES);
    copyProject(project, join(root, "project"));
    return new EngineWorkspace(root, pulumi, path, remembers);
  }

  get directory(): string {
    return join(this.#root, "project");
  }

  /** Changes a file of the working copy; returns what it was before. */
  edit(file: string, change: (text: string) => string): string {
    const path = join(this.directory, file);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, change(text));
    return text;
  }

  /**
   * Makes a stack in the backend; each operation does so too when it meets a new one.
   * @param secrets Secret configuration by full key.
   */
  async initialise(stack: string, secrets: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#stacks.has(stack)) return;
    this.#stacks.add(stack);
    await this.run(["stack", "init", stack, "--secrets-provider", "passphrase", "--no-select"]);
    for (const [key, value] of Object.entries(secrets)) {
      await this.run(["config", "set", "--secret", key, value, "--stack", stack]);
    }
  }

  preview(stack: string, options?: OperationOptions): Promise<Operation> {
    return this.#operate("preview", stack, [], options);
  }

  /** Previews and updates, as `pulumi up` does. */
  up(stack: string, options?: OperationOptions): Promise<Operation> {
    return this.#operate("up", stack, ["--yes"], options);
  }

  refresh(stack: string, options?: OperationOptions): Promise<Operation> {
    return this.#operate("refresh", stack, ["--yes", "--skip-preview"], options);
  }

  /** Destroys everything in the stack, protected resources included. */
  async destroy(stack: string, options?: OperationOptions): Promise<Operation> {
    await this.run(["state", "unprotect", "--all", "--yes", "--stack", stack]);
    return this.#operate("destroy", stack, ["--yes", "--skip-preview"], options);
  }

  /** Puts resources into a new stack's state, as `pulumi stack import` does; secrets may be readable. */
  async import(stack: string, resources: readonly StateResource[]): Promise<void> {
    await this.initialise(stack);
    // What encrypts the stack's secrets is part of its state.
    const { stdout } = await this.run(["stack", "export", "--stack", stack]);
    const { version, deployment } = JSON.parse(stdout) as { version: number; deployment: object };
    const file = join(this.#root, `${++this.#operations}-import-${stack}.json`);
    writeFileSync(file, JSON.stringify({ version, deployment: { ...deployment, resources } }));
    await this.run(["stack", "import", "--stack", stack, "--file", file]);
  }

  /** What `pulumi policy analyze` says of a stack's state, without running a program. */
  async analyze(stack: string, pack: string): Promise<Analysis> {
    const args = ["policy", "analyze", "--stack", stack, "--json", "--policy-pack", pack];
    const result = await this.#execute(args, {});
    const lines = result.stdout.split("\n").filter((line) => line.startsWith("{"));
    const findings = policyFindings(lines.map((line) => JSON.parse(line) as EngineEvent));
    if (result.code !== 0 && findings.length === 0) throw failure(args, result);
    return { findings, passed: result.code === 0 };
  }

  /** Resources of the stack's state; secrets are readable. */
  async state(stack: string): Promise<readonly StateResource[]> {
    const { stdout } = await this.run(["stack", "export", "--show-secrets", "--stack", stack]);
    return (JSON.parse(stdout) as { deployment: { resources?: StateResource[] } }).deployment.resources ?? [];
  }

  async outputs(stack: string): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.run(["stack", "output", "--json", "--show-secrets", "--stack", stack]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** @throws Error with the CLI's own output, if it fails. */
  async run(args: readonly string[]): Promise<CommandResult> {
    const result = await this.#execute(args, {});
    if (result.code !== 0) throw failure(args, result);
    return result;
  }

  dispose(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #operate(
    command: string,
    stack: string,
    args: readonly string[],
    { policyPacks = [], args: more = [], expect = "success" }: OperationOptions = {},
  ): Promise<Operation> {
    await this.initialise(stack);
    const log = join(this.#root, `${++this.#operations}-${command}-${stack}`);
    const all = [
      ...[command, "--stack", stack, "--non-interactive", "--color", "never", "--event-log", `${log}.events`],
      ...args,
      ...policyPacks.flatMap((pack) => ["--policy-pack", pack]),
      ...more,
    ];
    const result = await this.#execute(all, {
      PLINTH_VERDICTS_FILE: `${log}.verdicts`,
      PLINTH_PROVIDER_JOURNAL: `${log}.journal`,
    });
    if (expect !== "either" && (result.code === 0) !== (expect === "success")) throw failure(all, result);

    const events = readJsonLines<EngineEvent>(`${log}.events`);
    const summary = events.findLast((event) => event.summaryEvent)?.summaryEvent;
    return {
      ...result,
      events,
      findings: policyFindings(events),
      steps: events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []),
      changes: summary?.resourceChanges ?? {},
      touched: readJsonLines<JournalEntry>(`${log}.journal`)
        .filter(isChange)
        .map(({ subject }) => subject),
      verdicts: readJsonLines<ToldVerdict>(`${log}.verdicts`),
      reportedSeconds: summary?.durationSeconds,
    };
  }

  #execute(args: readonly string[], environment: Record<string, string>): Promise<CommandResult> {
    return runCommand(this.cli.executable, args, {
      directory: this.directory,
      environment: { ...this.#environment, ...environment },
      timeoutSeconds: TIMEOUT_SECONDS,
    });
  }
}

/** Runs `body` in a new workspace and removes it afterwards. */
export async function withEngine<Result>(
  project: string | undefined,
  body: (workspace: EngineWorkspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await EngineWorkspace.create(project);
  try {
    return await body(workspace);
  } finally {
    workspace.dispose();
  }
}

function isChange({ method, preview }: JournalEntry): boolean {
  return ["create", "update", "delete"].includes(method) && preview !== true;
}

/** What a developer's shell may hold that would change what a program does. */
function cleared(): Record<string, undefined> {
  const names = Object.keys(process.env).filter(
    (name) => /^(AWS|PULUMI|PLINTH)_/.test(name) || name === "NODE_OPTIONS",
  );
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function settings(root: string): Record<string, string> {
  return {
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for a state that lasts as long as a test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Makes the CLI accept --event-log.
    PULUMI_DEBUG_COMMANDS: "true",
    NO_COLOR: "1",
  };
}

function failure(args: readonly string[], { code, failure: why, stdout, stderr }: CommandResult): Error {
  return new Error(`pulumi ${args.join(" ")}\n${why ?? `ended with exit code ${code}`}\n${stdout}\n${stderr}`);
}
