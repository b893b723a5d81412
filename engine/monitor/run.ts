import { stackUrn } from "@plinth/standards/pulumi/urn";
import { compilerIn } from "../loader/compiler";
import { beginImports } from "../loader/esm";
import { isolateModules } from "../loader/module-cache";
import { keepModuleHooks } from "../loader/module-hooks";
import { findProgram, runProgram } from "../loader/program";
import { takeTypeScript } from "../loader/typescript";
import type { StackPreview } from "../preview";
import type { PulumiSdk, SdkStore } from "../sdk/sdk";
import type { SimulatedProvider } from "../simulation";
import type { Deployment } from "./deployment";
import { EventLoopMonitor } from "./host/event-loop";
import { blockedError, exitCodeError, programError, stallError, unresolvedError } from "./host/program-errors";
import { Sandbox } from "./host/sandbox";
import { unresolved } from "./host/unresolved-promises";
import { Watchdog } from "./host/watchdog";
import { engineService } from "./services/engine";
import { Invokes, noteSecretArguments } from "./services/invokes";
import { Providers } from "./services/providers";
import { constructRemote } from "./services/remote-components";
import { resourceMonitor } from "./services/resource-monitor";
import { Resources } from "./services/resources";
import { separateOutputs } from "./services/stack-references";
import { Transforms } from "./services/transforms";

/** More than one, since one makes the SDK queue all resources on a promise that outlives the run. */
const PARALLEL = 16;
const ADDRESS = "in-process";

/** Runs a deployment's program to its end, in a store of the SDK's that is its own. @throws ProgramError */
export async function run(
  deployment: Deployment,
  sdk: PulumiSdk,
  simulationOf: (packageName: string) => SimulatedProvider,
): Promise<StackPreview> {
  const started = performance.now();
  await sdk.withStore(() => new Run(deployment, sdk, simulationOf).toEnd());
  const { project, stack } = deployment.program;
  return {
    project,
    stack,
    resources: deployment.previewed(),
    outputs: deployment.resources.get(stackUrn(deployment.program))?.outputs ?? {},
    secrets: deployment.secrets,
    logs: deployment.logs,
    outside: deployment.outside.list(),
    durationMs: performance.now() - started,
  };
}

class Run {
  private readonly store: SdkStore;
  private readonly sandbox = new Sandbox();
  private readonly eventLoop: EventLoopMonitor;
  private readonly timeoutMs: number;
  private isLoading = false;

  /** To be made inside the run's store. */
  constructor(
    private readonly deployment: Deployment,
    private readonly sdk: PulumiSdk,
    simulationOf: (packageName: string) => SimulatedProvider,
  ) {
    this.store = this.connect(simulationOf);
    this.timeoutMs = deployment.timeoutSeconds * 1000;
    this.eventLoop = new EventLoopMonitor(
      deployment,
      this.timeoutMs,
      () => sdk.state.getStore() === this.store,
      () => this.isLoading,
    );
  }

  async toEnd(): Promise<void> {
    const { sandbox, sdk, store } = this;
    sandbox.enter(sdk, store, this.deployment.directory, (severity, message) =>
      this.deployment.logs.push({ severity, message }),
    );
    if (!this.deployment.unknowns) sandbox.onLeave(separateOutputs(sdk, this.deployment.outside));
    sandbox.onLeave(noteSecretArguments(sdk, this.deployment.secrets));
    this.watch();
    try {
      const done = sdk.stack.runInPulumiStack(() => this.load()).then(() => sdk.settings.waitForRPCs());
      done.catch((error) => sandbox.addError(error));
      await this.settled(done);
      await this.afterwards();
    } finally {
      this.eventLoop.stop();
      this.deployment.isOver = true;
      this.runExitListeners();
      // Late rejections of a failed program are its own: they come before the host's handlers are back.
      await twoTurns();
      store.leakCandidates = new Set();
      sandbox.leave();
    }
  }

  private connect(simulationOf: (packageName: string) => SimulatedProvider): SdkStore {
    const { deployment, sdk } = this;
    const { project, stack, config, secretKeys = [] } = deployment.program;
    const { organization, unknowns } = deployment;
    sdk.settings.resetOptions(project, stack, PARALLEL, "", ADDRESS, unknowns, organization);
    sdk.config.setAllConfig(config, secretKeys);
    const store = sdk.state.getStore();
    store.settings.options.rootDirectory = deployment.program.rootDirectory ?? deployment.directory;
    store.settings.options.legacyApply = false;
    const providers = new Providers(deployment, simulationOf);
    const transforms = new Transforms(deployment, sdk);
    const invokes = new Invokes(deployment, providers, transforms);
    const attach = (to: SdkStore, of: PulumiSdk) => {
      to.settings.monitor = resourceMonitor({
        deployment,
        sdk: of,
        store: to,
        providers,
        resources,
        invokes,
        transforms,
      });
      to.settings.engine = engineService(deployment, of);
      return to.settings.monitor;
    };
    const resources: Resources = new Resources(deployment, providers, transforms, (registration) =>
      constructRemote(deployment, registration, attach),
    );
    store.callbacks = transforms.callbackServer(attach(store, sdk), ADDRESS);
    return store;
  }

  /** Nothing can go on in a thread that is blocked: who asked for the preview ends the process. */
  private watch(): void {
    const { onBlocked } = this.deployment.options;
    if (onBlocked === undefined) return;
    const watch = this.eventLoop.withoutTimers(() =>
      Watchdog.ofProcess()?.watch(this.timeoutMs, (stack) => onBlocked(blockedError(this.deployment, stack))),
    );
    if (!watch) return;
    this.deployment.onActivity = watch.beat;
    this.sandbox.onLeave(watch.stop);
  }

  private async load(): Promise<unknown> {
    const { program, tsconfig } = this.deployment.program;
    if (typeof program === "function") return program();
    this.isLoading = true;
    try {
      const file = findProgram(program, this.deployment.directory);
      this.sandbox.onLeave(beginImports());
      this.sandbox.onLeave(keepModuleHooks());
      this.sandbox.onLeave(isolateModules(file.packageDirectory));
      this.sandbox.onLeave(takeTypeScript(compilerIn(this.deployment.directory, tsconfig)));
      return await runProgram(file);
    } finally {
      this.isLoading = false;
    }
  }

  /** Waits until the program and all that it registered are done, or can no longer be. */
  private async settled(done: Promise<void>): Promise<void> {
    const stall = await Promise.race([done.catch(() => undefined), this.sandbox.firstError, this.eventLoop.stalled()]);
    this.eventLoop.pause();
    await this.throwFirstError();
    if (stall) throw stallError(this.deployment, this.store, stall);
  }

  /** What Node.js would still do before it ends the process, and what the SDK checks at its end. */
  private async afterwards(): Promise<void> {
    const { deployment, store } = this;
    let seen: number;
    do {
      seen = deployment.activity;
      const activeResources = await this.eventLoop.drained();
      await this.throwFirstError();
      if (activeResources.length > 0) throw stallError(deployment, store, { kind: "timeout", activeResources });
      this.runExitListeners();
      await this.settled(twoTurns().then(() => this.sdk.settings.waitForRPCs()));
    } while (deployment.activity !== seen);
    const names = unresolved(store);
    if (store.leakCandidates.size > 0) throw unresolvedError(deployment, names);
    if (process.exitCode) throw exitCodeError(deployment, process.exitCode);
  }

  /** Some libraries register their last resources when Node.js has nothing else to do. */
  private runExitListeners(): void {
    for (const listener of process.listeners("beforeExit")) {
      try {
        listener.call(process, 0);
      } catch (error) {
        this.sandbox.addError(error);
      }
    }
  }

  private async throwFirstError(): Promise<void> {
    if (this.sandbox.errors.length === 0) await twoTurns();
    if (this.sandbox.errors.length > 0) throw programError(this.deployment, this.sandbox.errors[0]);
  }
}

function twoTurns(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
