import type { StackPreview } from "../preview";

/** CrossGuard's levels: `mandatory` blocks, `remediate` changes the inputs or else blocks. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** How severe a violation is. */
export type Severity = "low" | "medium" | "high" | "critical";

/** What a policy reports about a resource or about the stack. */
export interface PackDiagnostic {
  /** Name of the policy. */
  readonly policyName: string;
  /** Name of the pack. */
  readonly packName: string;
  /** Version of the pack. */
  readonly packVersion: string;
  /** The policy's description. */
  readonly description: string;
  /** What the policy reports, without secrets. */
  readonly message: string;
  /** A policy that could not run for an unknown value says so at level `advisory`, whatever its own level is. */
  readonly enforcementLevel: EnforcementLevel;
  /** Severity of the violation. Default: none is set. */
  readonly severity?: Severity;
  /** URN of the resource. Default: none, if a stack policy names none. */
  readonly urn?: string;
  /** Whether it comes from a policy on one resource's inputs or on the whole stack's state. */
  readonly scope: "resource" | "stack";
}

/** A policy of a pack, as the pack describes it. */
export interface PackPolicy {
  /** Name, unique in its pack. */
  readonly name: string;
  /** Whether it judges single resources or the whole stack. */
  readonly scope: "resource" | "stack";
  /** What it requires. */
  readonly description: string;
  /** Its level without a configuration. */
  readonly enforcementLevel: EnforcementLevel;
  /** Severity of its violations. Default: none is set. */
  readonly severity?: Severity;
}

/**
 * Configuration of a pack's policies by name, as in a policy configuration file: a level, or a level and properties.
 * `all` sets the level of every policy.
 */
export type PackConfig = Readonly<
  Record<
    string,
    EnforcementLevel | ({ readonly enforcementLevel?: EnforcementLevel } & Readonly<Record<string, unknown>>)
  >
>;

/** A CrossGuard policy pack that is ready to judge previews. */
export interface PolicyPack {
  /** Name of the pack. */
  readonly name: string;
  /** Version of the pack. */
  readonly version: string;
  /** Its policies, in the order of the pack. */
  readonly policies: readonly PackPolicy[];
  /**
   * Diagnostics as the engine would get them: of resource policies for each resource's inputs, in order of
   * registration, then of stack policies. Secrets are taken out of messages.
   * @throws Error if a policy throws.
   */
  analyze(preview: StackPreview): Promise<readonly PackDiagnostic[]>;
  /** Ends the pack's process, if it has one. */
  close(): void;
}
