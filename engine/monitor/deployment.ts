import { urnOfProviderReference } from "@plinth/standards/pulumi/urn";
import type { PreviewedResource, PreviewOptions, StackPreview, StackProgram } from "../preview";
import { collectSecrets, containsSecret, plainValues } from "../property-values";
import type { Values } from "../simulation";
import { OutsideReads } from "./outside-reads";

/** A resource while its stack runs: as {@link PreviewedResource}, with secrets still wrapped and what children inherit. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  id: string;
  readonly custom: boolean;
  readonly external: boolean;
  readonly parent: string;
  /** Reference to the provider instance: `<urn>::<id>`; "" for components and providers. */
  readonly provider: string;
  inputs: Values;
  outputs: Values;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
}

/** Options of a resource, as the engine keeps them. */
export interface ResourceOptions {
  readonly aliases: readonly string[];
  /** Undefined when neither the resource nor an ancestor says anything. */
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith: string;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly customTimeouts?: PreviewedResource["customTimeouts"];
  /** Provider references that a component hands to its children, by package. */
  readonly providers: Readonly<Record<string, string>>;
  /** Tokens of the resource's own transforms, which its descendants go through as well. */
  readonly transforms: readonly string[];
}

/** Options of a resource that sets none. */
export const NO_OPTIONS: ResourceOptions = {
  aliases: [],
  deletedWith: "",
  ignoreChanges: [],
  additionalSecretOutputs: [],
  providers: {},
  transforms: [],
};

/** Something that the real engine would refuse as well, or that cannot be simulated. */
export class Refusal extends Error {
  /** gRPC's "unknown": the SDK reports it as it is. */
  readonly code = 2;

  /** Full name of the stack whose outputs are missing, where that is the reason. */
  readonly missingStack?: string;

  constructor(message: string, options?: { cause?: unknown; missingStack?: string }) {
    super(message, options);
    this.missingStack = options?.missingStack;
  }

  /** gRPC's name for the message. */
  get details(): string {
    return this.message;
  }
}

/** State of one run of one stack. */
export class Deployment {
  /** Resources so far, by URN, in order of registration. */
  readonly resources = new Map<string, ResourceState>();
  /** What the program logged and printed. */
  readonly logs: StackPreview["logs"][number][] = [];
  /** Every secret text that the run has seen. */
  readonly secrets = new Set<string>();
  /** Requests that were refused, in order. */
  readonly refusals: Refusal[] = [];
  /** Requests so far; it grows while the program makes progress. */
  activity = 0;
  /** Called with each request. */
  onActivity: () => void = () => undefined;
  /** Requests being answered. */
  pending = 0;
  /** Set when the run has ended: later requests get no answer. */
  isOver = false;

  /** What the program reads of the world outside of its stack. */
  readonly outside: OutsideReads;

  /** Working directory of the program. */
  readonly directory: string;

  constructor(
    readonly program: StackProgram,
    readonly options: PreviewOptions,
  ) {
    this.directory = program.directory ?? process.cwd();
    this.outside = new OutsideReads(options.given);
    for (const key of program.secretKeys ?? []) collectConfigSecrets(program.config[key], this.secrets);
  }

  /** Organisation in StackReference names. */
  get organization(): string {
    return this.program.organization ?? "organization";
  }

  /** Whether computed values are unknown, as in a preview. */
  get unknowns(): boolean {
    return this.options.unknowns ?? false;
  }

  /** Longest time without progress. */
  get timeoutSeconds(): number {
    return this.options.timeoutSeconds ?? 60;
  }

  /** @throws Refusal if there is a resource of that URN. */
  add(resource: ResourceState): ResourceState {
    if (this.resources.has(resource.urn)) {
      throw new Refusal(`Duplicate resource URN '${resource.urn}'; try giving it a unique name`);
    }
    this.resources.set(resource.urn, resource);
    return resource;
  }

  /** To be called when a resource has its outputs. */
  completed(resource: ResourceState): void {
    if (containsSecret(resource.inputs)) collectSecrets(resource.inputs, this.secrets);
    if (containsSecret(resource.outputs)) collectSecrets(resource.outputs, this.secrets);
    this.options.onProgress?.(this.resources.size);
  }

  /** The resources as a preview gives them. */
  previewed(): PreviewedResource[] {
    return [...this.resources.values()].map(previewed);
  }
}

function previewed(state: ResourceState): PreviewedResource {
  const { inputs, outputs, options } = state;
  const secretProperties = new Set([...secretKeys(inputs), ...secretKeys(outputs)]);
  return {
    urn: state.urn,
    type: state.type,
    name: state.name,
    id: state.id,
    custom: state.custom,
    external: state.external,
    parent: state.parent || undefined,
    provider: state.provider === "" ? undefined : urnOfProviderReference(state.provider),
    inputs: plainValues(inputs),
    outputs: plainValues(outputs),
    secretProperties: [...secretProperties],
    dependencies: state.dependencies,
    propertyDependencies: state.propertyDependencies,
    aliases: options.aliases,
    protect: options.protect ?? false,
    retainOnDelete: options.retainOnDelete ?? false,
    ignoreChanges: options.ignoreChanges,
    additionalSecretOutputs: options.additionalSecretOutputs,
    deleteBeforeReplace: options.deleteBeforeReplace,
    customTimeouts: options.customTimeouts,
  };
}

function secretKeys(values: Values): string[] {
  return Object.keys(values).filter((key) => containsSecret(values[key]));
}

/** A secret configuration value is secret as it stands and, if it is JSON, in each string that it holds. */
function collectConfigSecrets(value: string | undefined, found: Set<string>): void {
  if (value === undefined || value === "") return;
  found.add(value);
  if (!/^\s*[[{"]/.test(value)) return;
  try {
    collectSecrets(JSON.parse(value), found, true);
  } catch {
    // Not JSON after all: the value as it stands is recorded.
  }
}
