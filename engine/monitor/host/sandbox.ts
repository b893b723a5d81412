import { format } from "node:util";
import { isKept } from "../../loader/kept-modules";
import { lazyOutputs } from "../../sdk/lazy-outputs";
import type { PulumiSdk, SdkStore } from "../../sdk/sdk";
import { label } from "./unresolved-promises";

/** Variables that would give a program another cloud, account or backend than its stack's configuration says. */
const CLOUD_VARIABLES =
  /^(AWS|PULUMI|GOOGLE|GCLOUD|CLOUDSDK|ARM|AZURE|KUBE|DIGITALOCEAN|CLOUDFLARE|GITHUB_TOKEN)(_|$|CONFIG$)/;

type Print = (severity: "info" | "warning" | "error", text: string) => void;

/** What a process shares and a program may change; put back after each run. */
export class Sandbox {
  /** Errors outside the program's own promise, in order, each once. */
  readonly errors: unknown[] = [];
  private readonly undo: (() => void)[] = [];
  private reportError: (error: unknown) => void = () => undefined;
  /** Settles with the first error. */
  readonly firstError = new Promise<void>((resolve) => {
    this.reportError = (error) => {
      if (!this.errors.includes(error)) this.errors.push(error);
      resolve();
    };
  });

  /** @param print Receives what the program writes to its console. */
  enter(sdk: PulumiSdk, store: SdkStore, directory: string, print: Print): void {
    this.changeDirectory(directory);
    this.hideCloudVariables();
    this.takeErrors();
    this.catchExit();
    this.forgetExitListeners();
    this.takeConsole(() => sdk.state.getStore() === store, print);
    this.dropStackTraces(sdk);
    this.dropSourcePositions(sdk);
    this.replace(sdk.rpc, "transferProperties", lazyOutputs(sdk));
    this.tellDryRun(sdk);
  }

  /** Records an error of the program. */
  addError(error: unknown): void {
    this.reportError(error);
  }

  /** Adds a step to undo when the run ends. */
  onLeave(undo: () => void): void {
    this.undo.push(undo);
  }

  /** Restores the process, in reverse order. */
  leave(): void {
    for (const undo of this.undo.splice(0).reverse()) undo();
  }

  private changeDirectory(directory: string): void {
    const before = process.cwd();
    if (directory !== before) process.chdir(directory);
    this.undo.push(() => {
      if (process.cwd() !== before) process.chdir(before);
    });
  }

  private hideCloudVariables(): void {
    const before = { ...process.env };
    for (const name of Object.keys(before)) if (CLOUD_VARIABLES.test(name)) delete process.env[name];
    this.undo.push(() => {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      for (const [name, value] of Object.entries(before)) if (process.env[name] !== value) process.env[name] = value;
    });
  }

  /** The host's own handlers (a test runner has some) must not see a program's errors, nor end the process. */
  private takeErrors(): void {
    for (const event of ["unhandledRejection", "uncaughtException"]) {
      const host = process.rawListeners(event) as ((...args: unknown[]) => void)[];
      const take = (error: unknown) => this.reportError(error);
      process.removeAllListeners(event);
      process.on(event, take);
      this.undo.push(() => {
        process.removeAllListeners(event);
        for (const listener of host) process.on(event, listener);
      });
    }
  }

  /** A program that ends the process early would otherwise pass with what it had registered so far. */
  private catchExit(): void {
    const { exitCode } = process;
    this.replace(process, "exit", (code) => {
      const error = new Error(`called process.exit(${code ?? ""})`);
      this.reportError(error);
      throw error;
    });
    this.undo.push(() => {
      process.exitCode = exitCode;
    });
  }

  /** Listeners that a program adds go with it; those of an SDK stay, because the SDK's modules do. */
  private forgetExitListeners(): void {
    const { on } = process;
    const added: NodeJS.BeforeExitListener[] = [];
    const recording = (event: string, listener: NodeJS.BeforeExitListener) => {
      if (event === "beforeExit" && !isKept(callingFile())) added.push(listener);
      return on.call(process, event, listener as (...args: unknown[]) => void);
    };
    process.on = process.addListener = recording as typeof process.on;
    this.undo.push(() => {
      process.on = process.addListener = on;
      for (const listener of added) process.removeListener("beforeExit", listener);
    });
  }

  private takeConsole(isProgram: () => boolean, print: Print): void {
    for (const method of ["log", "info", "debug", "warn", "error"] as const) {
      const original = console[method];
      this.replace(console, method, (...args: unknown[]) => {
        if (!isProgram()) return original.apply(console, args);
        print(method === "warn" ? "warning" : method === "error" ? "error" : "info", format(...args));
      });
    }
  }

  /**
   * The SDK takes a stack trace for each promise, the larger half of its time for a resource. It only uses them to name
   * leaks, for which the promise's label does.
   */
  private dropStackTraces(sdk: PulumiSdk): void {
    this.replace(sdk.debuggable, "debuggablePromise", (promise, context) => {
      const { leakCandidates } = sdk.state.getStore();
      label(promise, context);
      leakCandidates.add(promise);
      return promise.then(
        (value) => {
          leakCandidates.delete(promise);
          return value;
        },
        (error) => {
          leakCandidates.delete(promise);
          throw error;
        },
      );
    });
  }

  /**
   * The SDK sends the whole stack, without a limit, with each registration. The monitor reads none of it, and it costs a
   * seventh of a run.
   */
  private dropSourcePositions(sdk: PulumiSdk): void {
    const resource = sdk.index.Resource as unknown as { stackTrace?: (skip: number) => readonly unknown[] };
    // SDKs from before stack traces were sent have no such method.
    if (resource.stackTrace) this.replace(resource, "stackTrace", () => []);
  }

  /**
   * A preview is a dry run, and a program may leave out what only an update can do. The SDK itself asks its module
   * `runtime/settings`, which says that this is an update: otherwise it would drop what is known.
   */
  private tellDryRun({ index: { runtime } }: PulumiSdk): void {
    if (Object.getOwnPropertyDescriptor(runtime, "isDryRun")?.writable) this.replace(runtime, "isDryRun", () => true);
  }

  /** Replaces a member until the run ends. */
  private replace<Owner extends object, Key extends keyof Owner>(owner: Owner, key: Key, value: Owner[Key]): void {
    const original = owner[key];
    owner[key] = value;
    this.undo.push(() => {
      owner[key] = original;
    });
  }
}

/** The file whose code called the function that asks. */
function callingFile(): string {
  const [, , caller = ""] = (new Error().stack ?? "").split("\n    at ").slice(1);
  return /\(?([^()]+?):\d+:\d+\)?$/.exec(caller)?.[1] ?? "";
}
