import type { StackPreview } from "../preview";

export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";
export type Severity = "low" | "medium" | "high" | "critical";

/** What a policy says about a resource or about the stack. */
export interface PackDiagnostic {
  readonly policyName: string;
  readonly packName: string;
  readonly packVersion: string;
  readonly description: string;
  readonly message: string;
  /** A policy that could not run for an unknown value says so at level `advisory`, whatever its own level is. */
  readonly enforcementLevel: EnforcementLevel;
  readonly severity?: Severity;
  /** The resource it is about; undefined if a stack policy names none. */
  readonly urn?: string;
  /** Whether a policy on one resource's inputs said it, or one on the whole stack's state. */
  readonly scope: "resource" | "stack";
}

export interface PackPolicy {
  readonly name: string;
  readonly scope: "resource" | "stack";
  readonly description: string;
  readonly enforcementLevel: EnforcementLevel;
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
  readonly name: string;
  readonly version: string;
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
