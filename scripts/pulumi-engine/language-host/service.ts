import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  type ProgramInfo,
  type RunPluginRequest,
  RunPluginResponse,
  type RunRequest,
  RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { answer, failure } from "../../../engine/provider/handlers";

/** Exit code of `cmd/run` for an error that it has logged to the engine already. */
const EXITED_AFTER_LOGGING = 32;

/** What `Pulumi.yaml` may say under `runtime.options`, as far as this host reads it. */
interface RuntimeOptions {
  /** Compile TypeScript while loading. Default: true. */
  readonly typescript?: boolean;
  /** Arguments for Node.js itself, separated by spaces. Default: none. */
  readonly nodeargs?: string;
}

/**
 * The part of Pulumi's Node.js language host that previews, updates and policy packs need: it starts `@pulumi/pulumi`'s
 * own runners, which the program or pack brings with it. Installing dependencies, generating code and packing are for
 * the host that Pulumi ships.
 */
export function languageRuntime(engineAddress: string): UntypedServiceImplementation {
  const runners = new Runners();
  return {
    ...unimplemented(),
    run: (call: ServerUnaryCall<RunRequest, RunResponse>, done: sendUnaryData<RunResponse>) =>
      runProgram(runners, engineAddress, call.request, done),
    runPlugin: (call: ServerWritableStream<RunPluginRequest, RunPluginResponse>) => runPlugin(runners, call),
    getPluginInfo: answer(() => new PluginInfo().setVersion(sdkVersion())),
    // The engine loads a plugin when it meets a resource of its package, so none has to be named in advance.
    getRequiredPackages: answer(() => new GetRequiredPackagesResponse()),
    getRequiredPlugins: answer(() => new GetRequiredPluginsResponse()),
    cancel: answer(() => {
      runners.interrupt();
      return new Empty();
    }),
  };
}

/** The processes of programs and plugins that are running. */
class Runners {
  readonly #running = new Set<ChildProcess>();

  /** Starts a runner of the `@pulumi/pulumi` that the program or plugin brings with it. */
  start(info: ProgramInfo | undefined, module: string, args: string[], environment: NodeJS.ProcessEnv): ChildProcess {
    const { nodeargs } = optionsOf(info);
    const directory = info?.getProgramDirectory() ?? process.cwd();
    const runner = require.resolve(module, { paths: [directory] });
    const nodeArguments = nodeargs?.split(" ").filter(Boolean) ?? [];
    const child = spawn(process.execPath, [...nodeArguments, runner, ...args], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    child.on("close", () => this.#running.delete(child));
    return child;
  }

  interrupt(): void {
    for (const child of this.#running) child.kill("SIGINT");
  }
}

function runProgram(
  runners: Runners,
  engineAddress: string,
  request: RunRequest,
  done: sendUnaryData<RunResponse>,
): void {
  const args = runArguments(request, engineAddress);
  const child = runners.start(request.getInfo(), "@pulumi/pulumi/cmd/run", args, runEnvironment(request));
  // What a program prints is what this host prints: the engine turns it into events of the stack.
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  child.on("error", (error) => done(failure(error)));
  child.on("close", (code) => {
    const response = new RunResponse();
    if (code === EXITED_AFTER_LOGGING) response.setBail(true);
    else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code ?? "killed"}`);
    done(null, response);
  });
}

function runPlugin(runners: Runners, call: ServerWritableStream<RunPluginRequest, RunPluginResponse>): void {
  const { request } = call;
  const info = request.getInfo();
  const isPack = request.getKind() === "analyzer";
  const child = runners.start(
    info,
    isPack ? "@pulumi/pulumi/cmd/run-policy-pack" : "@pulumi/pulumi/cmd/run-plugin",
    [...request.getArgsList(), ...(isPack && info ? [info.getProgramDirectory()] : [])],
    Object.fromEntries(request.getEnvList().map((entry) => entry.split(/=(.*)/s, 2))),
  );
  child.stdout?.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStdout(text)));
  child.stderr?.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStderr(text)));
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => {
    call.write(new RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

function runArguments(request: RunRequest, engineAddress: string): string[] {
  const info = request.getInfo();
  const flags: [name: string, value: string | undefined][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["organization", request.getOrganization()],
    ["pwd", request.getPwd()],
    ["root-directory", info?.getRootDirectory()],
    ["parallel", String(request.getParallel())],
  ];
  // As it is in Pulumi.yaml: where that names a folder, package.json may name the file.
  const program = info ? info.getEntryPoint() || "." : request.getProgram();
  return [
    ...flags.flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    program,
    ...request.getArgsList(),
  ];
}

function runEnvironment(request: RunRequest): NodeJS.ProcessEnv {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(optionsOf(request.getInfo()).typescript ?? true),
  };
}

function optionsOf(info: ProgramInfo | undefined): RuntimeOptions {
  return (info?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
}

function sdkVersion(): string {
  const manifest = readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Every method of the service, refused: streams end without a message, calls say that they are not implemented. */
function unimplemented(): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(LanguageRuntimeService).map(([name, method]) => [
      name,
      (method as { responseStream: boolean }).responseStream
        ? (call: ServerWritableStream<unknown, unknown>) => call.end()
        : (_call: unknown, done: sendUnaryData<unknown>) => done({ code: status.UNIMPLEMENTED, details: name }),
    ]),
  );
}
