/**
 * A cloud, simulated: one simulated provider per Pulumi package, used by the offline monitor in process and by
 * the gRPC provider under the real engine. Values are plain data: secrets are unwrapped by the caller, which marks the
 * results again; what is not known yet is {@link UNKNOWN_VALUE}.
 */
export interface SimulatedProvider {
  /** Fills in defaults and names, as the provider's Check does. Adds `__defaults`. Never throws for unknown values. */
  check(request: CheckRequest): CheckResponse;
  /** What changing `olds` (state) into `news` (checked inputs) does. */
  diff(request: DiffRequest): DiffResponse;
  /** With `preview`, computed values are unknown and the id is "". */
  create(request: CreateRequest): CreateResponse;
  /** State of the resource after the change. With `preview`, computed values are unknown. */
  update(request: UpdateRequest): Values;
  /** State of a resource that exists already; undefined if it does not. */
  read(request: ReadRequest): CreateResponse | undefined;
  /**
   * A data source's result. What the simulation cannot know stays {@link UNKNOWN_VALUE}, never invented.
   * @throws Error in the provider's words, if it refuses the arguments.
   */
  invoke(request: InvokeRequest): Values;
  /**
   * Whether a function reads what exists outside of the stack. False if its result follows from its arguments, the
   * region and the account alone. Default: every function does.
   */
  readsOutside?(token: string): boolean;
}

/** Properties by name, as plain data. */
export type Values = Record<string, unknown>;

export { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";

/** Which resource a request is about, and the configuration of its provider. */
export interface ResourceIdentity {
  /** URN, which ids and computed values follow from. */
  readonly urn: string;
  /** Type token: `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name, which automatic names follow from. */
  readonly name: string;
  /** Configuration of the provider instance: region, assumeRoles (as JSON or object), defaultTags, … */
  readonly config: Values;
}

/** Asks for the checked inputs of a resource. */
export interface CheckRequest extends ResourceIdentity {
  /** Inputs as the program gives them. */
  readonly news: Values;
  /** Checked inputs of the resource as it is. Default: none, for a new resource. */
  readonly olds?: Values;
  /** Inputs of the resource that this one is to replace: while both exist, their automatic names must differ. Default: none. */
  readonly replaces?: Values;
}

/** Checked inputs, and what is not valid in them. */
export interface CheckResponse {
  /** Inputs with defaults and names. */
  readonly inputs: Values;
  /** Invalid properties, with the reason in the provider's words. */
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** Asks what a change of inputs does to a resource. */
export interface DiffRequest extends ResourceIdentity {
  /** Id of the resource. */
  readonly id: string;
  /** State of the resource as it is. */
  readonly olds: Values;
  /** Checked inputs that it is to have. */
  readonly news: Values;
}

/** What a change of inputs does to a resource. */
export interface DiffResponse {
  /** Whether anything differs. */
  readonly changes: boolean;
  /** Top-level properties that differ. */
  readonly diffs: readonly string[];
  /** Those of them that AWS cannot change in place. */
  readonly replaces: readonly string[];
  /** The new one would have the old one's name, so that the old one has to go first. Default: false. */
  readonly deleteBeforeReplace?: boolean;
}

/** Asks for a new resource. */
export interface CreateRequest extends ResourceIdentity {
  /** Checked inputs. */
  readonly inputs: Values;
  /** Whether nothing is created, so that computed values are unknown. */
  readonly preview: boolean;
}

/** A resource as the cloud has it. */
export interface CreateResponse {
  /** Id; "" in preview. */
  readonly id: string;
  /** State: inputs and computed values. */
  readonly outputs: Values;
}

/** Asks for a change of a resource in place. */
export interface UpdateRequest extends CreateRequest {
  /** Id of the resource. */
  readonly id: string;
  /** State of the resource as it is. */
  readonly olds: Values;
}

/** Asks for a resource that exists. */
export interface ReadRequest extends ResourceIdentity {
  /** Id of the resource. */
  readonly id: string;
  /** Inputs or state that are known of it; empty for a look-up by id. */
  readonly inputs: Values;
  /**
   * Whether the resource is managed elsewhere, so that what does not follow from its id is unknown. Default: false, for
   * an import or a refresh, whose state is as AWS has it of a new resource.
   */
  readonly isOutside?: boolean;
}

/** Asks for the result of a data source. */
export interface InvokeRequest {
  /** Token of the function: `aws:index/getRegion:getRegion`. */
  readonly token: string;
  /** Arguments by name. */
  readonly args: Values;
  /** Configuration of the provider instance. */
  readonly config: Values;
}
