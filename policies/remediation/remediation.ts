import type { Standard } from "@plinth/standards";
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { ResourceRecord } from "../core/rule";

/** Properties to write, over those that are there; objects are merged, so that one tag leaves the others alone. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * A repair of one resource before it is created or updated: only what a resource can be given without a look at others,
 * and without losing what it has. Plain data, as rules are.
 */
export interface Remediation {
  /** Published, so never reused for something else. */
  readonly id: string;
  /** Ids of the rules that find what it repairs. */
  readonly rules: readonly string[];
  /** What it repairs, in one sentence. */
  readonly title: string;
  /** Type tokens of the resources that it repairs. */
  readonly types: readonly string[];
  /** What Pulumi's policy configuration may say to it. Default: nothing. */
  readonly config?: PolicyConfigSchema;
  /** @returns undefined if there is nothing to repair, or if it cannot be said yet. */
  fix(resource: ResourceRecord, standard: Standard, config: Readonly<Record<string, unknown>>): Changes | undefined;
}
