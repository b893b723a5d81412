import type { Standard, Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { WorkloadSettings } from "./keys";

/** The part of a stack's configuration that does not depend on its blueprint. */
export interface StackSettings {
  /** Name of the Pulumi stack. */
  readonly stack: string;
  /** One of the standard's environments. */
  readonly environment: string;
  /** The account that the stack deploys into, and no other: twelve digits. */
  readonly accountId: string;
  /** Region of the stack, one of the standard's. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`: follows from the region. */
  readonly partition: string;
  /** Role that the stack's provider assumes in that account; undefined: it works with the credentials that it is given. */
  readonly deploymentRoleArn: string | undefined;
  /** Resources that exist already and are taken over: ids as `pulumi import` takes them, by logical name. Default: none. */
  readonly adopt?: Readonly<Record<string, string>>;
}

/** What the check of a blueprint's own keys may look at. */
export interface ConfigBasis {
  /** The organisation's rules. */
  readonly standard: Standard;
  /** Name of the Pulumi stack. */
  readonly stack: string;
  /** The stack's region. Default: left out where the region itself is at fault. */
  readonly region?: string;
}

/** What a blueprint deploys with. */
export interface BlueprintContext extends StackSettings {
  /** The organisation's rules, made stricter for a regulated workload. */
  readonly standard: Standard;
  /** What the stack's resources are named, tagged and judged by. */
  readonly workload: Workload;
  /** Options for the blueprint's components: the provider of the stack's account. */
  readonly opts: pulumi.ComponentResourceOptions;
  /** The same in another region of that account, by a provider `account-<region>`: to be asked once a region. */
  optsIn(region: string): pulumi.ComponentResourceOptions;
}

/** The keys that every blueprint has. */
type BlueprintShape = Readonly<{ workload: z.ZodType<WorkloadSettings> }>;

/** A composition of components for one use case, chosen with `plinth:blueprint`. */
export interface Blueprint<Schema extends z.ZodObject<BlueprintShape> = z.ZodObject<BlueprintShape>> {
  /** As `plinth:blueprint` names it. */
  readonly name: string;
  /**
   * What the blueprint's keys of stack configuration must be: a `z.strictObject` of its own keys, the first level
   * without the `plinth:` prefix. It is checked together with the keys of {@link StackSettings}, as a whole, before any
   * resource is registered, a provider included. Each message completes "must be …".
   */
  schema(basis: ConfigBasis): Schema;
  /** Creates the components. Returns the stack's outputs, which other stacks may refer to. */
  deploy(config: z.infer<Schema>, context: BlueprintContext): Record<string, unknown>;
}
