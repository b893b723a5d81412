/**
 * What stands in for a cloud: one simulated provider per Pulumi package, used by the offline monitor in process and by
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
  update(request: UpdateRequest): Values;
  /** State of a resource that exists already; undefined if it does not. */
  read(request: ReadRequest): CreateResponse | undefined;
  /**
   * A data source's result. What the simulation cannot know stays {@link UNKNOWN_VALUE}, never invented.
   * @throws Error in the provider's words, if it refuses the arguments.
   */
  invoke(request: InvokeRequest): Values;
}

export type Values = Record<string, unknown>;

export { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";

export interface ResourceIdentity {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Configuration of the provider instance: region, assumeRoles (as JSON or object), defaultTags, … */
  readonly config: Values;
}
export interface CheckRequest extends ResourceIdentity {
  readonly news: Values;
  readonly olds?: Values;
  /** Inputs of the resource that this one is to replace: while both exist, their automatic names must differ. */
  readonly replaces?: Values;
}
export interface CheckResponse {
  readonly inputs: Values;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}
export interface DiffRequest extends ResourceIdentity {
  readonly id: string;
  readonly olds: Values;
  readonly news: Values;
}
export interface DiffResponse {
  readonly changes: boolean;
  /** Top-level properties that differ. */
  readonly diffs: readonly string[];
  /** Those of them that AWS cannot change in place. */
  readonly replaces: readonly string[];
  /** The new one would have the old one's name, so that the old one has to go first. Default: false. */
  readonly deleteBeforeReplace?: boolean;
}
export interface CreateRequest extends ResourceIdentity {
  readonly inputs: Values;
  readonly preview: boolean;
}
export interface CreateResponse {
  readonly id: string;
  readonly outputs: Values;
}
export interface UpdateRequest extends CreateRequest {
  readonly id: string;
  readonly olds: Values;
}
export interface ReadRequest extends ResourceIdentity {
  readonly id: string;
  readonly inputs: Values;
}
export interface InvokeRequest {
  readonly token: string;
  readonly args: Values;
  readonly config: Values;
}
