import { type Given, ProgramError, previewStack, type StackPreview, type Values } from "@plinth/engine";
import { PlinthError } from "@plinth/standards";
import { ORGANIZATION, type PulumiProject, type StackSettings } from "../readers/pulumi-project";
import type { StackFailure } from "./run-report";

/** How stacks are run. */
export interface StackRunnerOptions {
  /** Seconds without progress after which a program is ended. Default: 60. */
  readonly timeoutSeconds?: number;
  /** Values of what exists outside of the stacks. Default: none. */
  readonly given?: Given;
  /** Called from within a program that blocks the event loop; it is to end the process. */
  readonly onBlocked?: (failure: StackFailure) => void;
  readonly onProgress?: (stack: string, registered: number) => void;
}

/**
 * Previews the stacks of one project, each once, after the stacks of the project that it refers to.
 * References are known only while a program runs, so a stack whose reference cannot be resolved yet runs again after
 * the other stack.
 */
export class StackRunner {
  readonly #results = new Map<string, StackPreview | StackFailure>();
  readonly #outputs = new Map<string, Values>();
  /** Stacks that were referred to and are not in this project, with the reason. */
  readonly #outside = new Map<string, string>();

  constructor(
    private readonly project: PulumiProject,
    private readonly options: StackRunnerOptions = {},
  ) {}

  /** Previews a stack, after the stacks that it refers to; each stack runs once. */
  async preview(settings: StackSettings): Promise<StackPreview | StackFailure> {
    return this.#after(settings, []);
  }

  async #after(settings: StackSettings, referrers: readonly string[]): Promise<StackPreview | StackFailure> {
    const known = this.#results.get(settings.name);
    if (known) return known;
    let result: StackPreview | StackFailure | MissingStack;
    do {
      result = await this.#run(settings);
      if (!("missingStack" in result)) break;
      result = await this.#provide(result.missingStack, [...referrers, settings.name], settings.name);
    } while ("missingStack" in result);
    this.#results.set(settings.name, result);
    if ("resources" in result) this.#outputs.set(this.#reference(settings.name), result.outputs);
    return result;
  }

  /** Previews the stack that `referrer` refers to. Says that it is still missing, so that the referrer runs again. */
  async #provide(reference: string, chain: readonly string[], referrer: string): Promise<StackFailure | MissingStack> {
    // Of whatever organisation: which one the project will be deployed to is not known here.
    const [, project, stack] = reference.split("/");
    const needed = this.project.stacks.find((s) => project === this.project.name && s.name === stack);
    if (!needed) {
      const known = this.project.stacks.map((s) => s.name).join(", ");
      const isOther = project !== this.project.name;
      this.#outside.set(
        reference,
        isOther ? "is of another project" : `has no file in this project, which has ${known}`,
      );
      return { missingStack: reference };
    }
    if (chain.includes(needed.name)) {
      return { stack: referrer, message: `refers to itself: ${[...chain, needed.name].join(" → ")}` };
    }
    const result = await this.#after(needed, chain);
    if ("resources" in result) {
      this.#outputs.set(reference, result.outputs);
      return { missingStack: reference };
    }
    return { stack: referrer, message: `refers to stack ${needed.name}, which could not be previewed` };
  }

  async #run(settings: StackSettings): Promise<StackPreview | StackFailure | MissingStack> {
    try {
      const preview = await previewStack(
        {
          project: this.project.name,
          stack: settings.name,
          organization: ORGANIZATION,
          program: this.project.program,
          directory: this.project.directory,
          tsconfig: this.project.tsconfig,
          rootDirectory: this.project.root,
          config: settings.config,
          secretKeys: settings.secretKeys,
        },
        {
          stackOutputs: this.#outputs,
          unknownStacks: this.#outside,
          given: this.options.given,
          timeoutSeconds: this.options.timeoutSeconds,
          onBlocked: ({ message }) => this.options.onBlocked?.({ stack: settings.name, message }),
          onProgress: (registered) => this.options.onProgress?.(settings.name, registered),
        },
      );
      return { ...preview, logs: [...this.#runtimeLogs(), ...preview.logs] };
    } catch (error) {
      if (error instanceof ProgramError && error.missingStack !== undefined)
        return { missingStack: error.missingStack };
      if (error instanceof ProgramError || error instanceof PlinthError)
        return { stack: settings.name, message: error.message, outside: outsideOf(error) };
      throw error;
    }
  }

  #runtimeLogs(): StackPreview["logs"] {
    const { runtime } = this.project;
    if (runtime === "nodejs") return [];
    return [{ severity: "warning", message: `Pulumi.yaml says runtime: ${runtime}; previewed with Node.js` }];
  }

  #reference(stack: string): string {
    return `${ORGANIZATION}/${this.project.name}/${stack}`;
  }
}

function outsideOf(error: ProgramError | PlinthError): StackFailure["outside"] {
  return error instanceof ProgramError ? error.outside : [];
}

interface MissingStack {
  readonly missingStack: string;
}
