import type { SimulatedProvider, Values } from "./simulation";

/** One stack's program and what it runs with. */
export interface StackProgram {
  /** Pulumi project name. */
  readonly project: string;
  /** Name of the stack, without organisation and project: `prod`. */
  readonly stack: string;
  /** Organisation in StackReference names. Default: `organization`. */
  readonly organization?: string;
  /** The program: a folder or file to load as Node.js would, or a function. */
  readonly program: string | (() => unknown);
  /** Working directory of the program. Default: the current one. */
  readonly directory?: string;
  /** Configuration of TypeScript, relative to `directory`. Default: `tsconfig.json`. */
  readonly tsconfig?: string;
  /** Folder of `Pulumi.yaml`, which `pulumi.runtime.getRootDirectory` tells. Default: the working directory. */
  readonly rootDirectory?: string;
  /** Configuration by full key (`aws:region`), values as Pulumi stores them: strings, objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` that are secret. Default: none. */
  readonly secretKeys?: readonly string[];
}

/** How a program is previewed. */
export interface PreviewOptions {
  /** Simulated provider of a Pulumi package. Default: simulated AWS for `aws`, a generic one for every other. */
  readonly providerOf?: (packageName: string) => SimulatedProvider;
  /** Outputs of stacks that ran before, by `<organization>/<project>/<stack>`; values may be wrapped secrets. Default: none. */
  readonly stackOutputs?: ReadonlyMap<string, Values>;
  /** Why a stack, by the same name, is not previewed; its outputs are unknown instead of missing. Default: none. */
  readonly unknownStacks?: ReadonlyMap<string, string>;
  /** Values of what exists outside of the stack. Default: none, so that they are unknown, or stand-ins. */
  readonly given?: Given;
  /** Values that AWS would assign are unknown, as in the real engine's preview. Default: false, as in its update. */
  readonly unknowns?: boolean;
  /** Longest time without progress before the program counts as hanging. Default: 60 seconds. */
  readonly timeoutSeconds?: number;
  /**
   * Called when the program has blocked the event loop for `timeoutSeconds`, from within its loop: write what there is to
   * write, and end the process. Default: nothing watches for it.
   */
  readonly onBlocked?: (error: ProgramError) => void;
  /** Called with the number of resources so far, each time one is registered. Default: nothing is called. */
  readonly onProgress?: (registered: number) => void;
}

/** What exists outside of a stack, as far as its values are known here; secrets in it are wrapped. */
export interface Given {
  /** Outputs of `<organization>/<project>/<stack>`; those that are missing are unknown. Undefined for other stacks. */
  stackOutputs(name: string): Values | undefined;
  /** Members of a function's result. Undefined for other calls. */
  functionResult(token: string, args: Values): Values | undefined;
  /** Outputs of a resource that is read. Undefined for other resources. */
  resourceOutputs(type: string, id: string, name: string): Values | undefined;
}

/** Something outside of the stack that its program read: an offline preview cannot look it up. */
export interface OutsideRead {
  /** A StackReference, a call of a provider's function, or a `Resource.get`. */
  readonly kind: "stack" | "function" | "resource";
  /** `<organization>/<project>/<stack>`, token of the function, or type of the resource. */
  readonly name: string;
  /** Arguments of the function, or id and name of the resource; those that are unknown are left out. */
  readonly args: Values;
  /** Outputs, or members of the result, that {@link Given} has. */
  readonly given: readonly string[];
  /** The others: unknown, or names, ids and ARNs that stand in for the real ones. Of a stack, what the program asked for. */
  readonly missing: readonly string[];
}

/** A resource as the engine's state would hold it. Secrets are unwrapped; their paths are listed. */
export interface PreviewedResource {
  /** `urn:pulumi:<stack>::<project>::<types>::<name>` */
  readonly urn: string;
  /** Type token: `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** "" for components, and for what is unknown in preview. */
  readonly id: string;
  /** Managed by a provider; false for components. */
  readonly custom: boolean;
  /** Read, not managed: `Resource.get()`, StackReference. */
  readonly external: boolean;
  /** URN of the parent. Default: none, for the stack itself. */
  readonly parent?: string;
  /** URN of the provider resource. Default: none, for components and providers. */
  readonly provider?: string;
  /** Inputs after the provider's Check: defaults and names are filled in. */
  readonly inputs: Values;
  /** State as the provider gives it back. */
  readonly outputs: Values;
  /** Top-level input or output properties with a secret inside. */
  readonly secretProperties: readonly string[];
  /** URNs that the resource depends on. */
  readonly dependencies: readonly string[];
  /** URNs that each input depends on. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URNs under which the engine looks for the earlier state. */
  readonly aliases: readonly string[];
  /** Protected from deletion, by its own option or an ancestor's. */
  readonly protect: boolean;
  /** Kept in the cloud when the stack deletes it. */
  readonly retainOnDelete: boolean;
  /** Paths of inputs whose changes the engine ignores. */
  readonly ignoreChanges: readonly string[];
  /** Outputs that the program marks secret. Default: none. */
  readonly additionalSecretOutputs?: readonly string[];
  /** Whether a replacement deletes first. Default: the provider's decision. */
  readonly deleteBeforeReplace?: boolean;
  /** Timeouts of operations; 0 is the provider's own. Default: the provider's own for all. */
  readonly customTimeouts?: {
    readonly createSeconds: number;
    readonly updateSeconds: number;
    readonly deleteSeconds: number;
  };
}

/** What a run of one stack registered, put out and logged. */
export interface StackPreview {
  /** Pulumi project name. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** In order of registration; the stack itself and default providers included. */
  readonly resources: readonly PreviewedResource[];
  /** Stack outputs, secrets still wrapped so that a StackReference keeps them secret. */
  readonly outputs: Values;
  /** Every secret string that the run saw, for redaction of whatever is printed. */
  readonly secrets: ReadonlySet<string>;
  /** What the program logged: warnings and errors first of all. */
  readonly logs: readonly {
    readonly severity: "debug" | "info" | "warning" | "error";
    readonly message: string;
    readonly urn?: string;
  }[];
  /** What the program read of the world outside of its stack, in order. */
  readonly outside: readonly OutsideRead[];
  /** Wall time of the run in milliseconds. */
  readonly durationMs: number;
}

/** A program that threw, hung, or left a promise unresolved. Its message holds no secret of the stack's. */
export class ProgramError extends Error {
  /** Where in the program, as far as it is known: `/project/index.ts:12:5`. Part of the message as well. */
  readonly location?: string;
  /** What was registered before it happened. */
  readonly resources: readonly PreviewedResource[];
  /** `<organization>/<project>/<stack>` of a StackReference that `stackOutputs` does not hold. Undefined for other errors. */
  readonly missingStack?: string;
  /** What the program had read of the world outside of its stack. */
  readonly outside: readonly OutsideRead[];

  /** @param message What happened, without stack name and location, which are added. */
  constructor(
    readonly stackName: string,
    readonly reason: "threw" | "hangs" | "unresolved" | "refused",
    message: string,
    options: {
      cause?: unknown;
      location?: string;
      resources?: readonly PreviewedResource[];
      missingStack?: string;
      outside?: readonly OutsideRead[];
    } = {},
  ) {
    super(`stack ${stackName}: ${message}${options.location ? `\n  at ${options.location}` : ""}`, {
      cause: options.cause,
    });
    this.name = "ProgramError";
    this.location = options.location;
    this.resources = options.resources ?? [];
    this.missingStack = options.missingStack;
    this.outside = options.outside ?? [];
  }
}
