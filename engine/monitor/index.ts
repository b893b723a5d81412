import { resolve } from "node:path";
import { simulatedProviderOf } from "../packages";
import { type PreviewOptions, ProgramError, type StackPreview, type StackProgram } from "../preview";
import { sdkFor } from "../sdk/sdk";
import type { SimulatedProvider } from "../simulation";
import { Deployment } from "./deployment";
import { run } from "./run";

let running: string | undefined;

/**
 * Runs a stack's program in this process over simulated clouds and gives what the engine's state would hold.
 *
 * Programs share a process's working directory, environment, module cache and rejection handlers, so one runs at a
 * time; all of it is put back afterwards. What a program prints is in `logs`.
 * @throws ProgramError if the program throws, hangs, leaves a promise unresolved, or asks for what the engine refuses.
 */
export async function previewStack(program: StackProgram, options: PreviewOptions = {}): Promise<StackPreview> {
  if (running !== undefined) {
    throw new ProgramError(
      program.stack,
      "refused",
      `stack ${running} is being previewed in this process; await it first, or preview this one in a process of its own`,
    );
  }
  running = program.stack;
  try {
    const simulationOf = perPackage(options.providerOf ?? simulatedProviderOf);
    return await run(new Deployment(program, options), sdkFor(sdkDirectory(program)), simulationOf);
  } finally {
    running = undefined;
  }
}

/** A program on disk brings its SDK; a function has the one that this package has. */
function sdkDirectory({ program, directory = process.cwd() }: StackProgram): string {
  return typeof program === "function" ? __dirname : resolve(directory, program);
}

/** One simulation of a package for a whole run. */
function perPackage(providerOf: (packageName: string) => SimulatedProvider) {
  const known = new Map<string, SimulatedProvider>();
  return (packageName: string): SimulatedProvider => {
    const simulation = known.get(packageName) ?? providerOf(packageName);
    known.set(packageName, simulation);
    return simulation;
  };
}
