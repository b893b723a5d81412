import {
  type Classification,
  type Fault,
  isProduction,
  PlinthError,
  type Standard,
  type Workload,
} from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";

/** Arguments that every component takes. */
export interface PlinthComponentArgs {
  /** The workload that owns the component. Names, tags, account, region and the standard follow from it. */
  readonly workload: Workload;
}

/**
 * Base class of all components. It rejects invalid arguments before it registers a resource, and gives subclasses the
 * workload's names, tags, ARNs and child resource options.
 */
export abstract class PlinthComponent extends pulumi.ComponentResource {
  /** Logical name of the component. The logical names of its child resources start with it. */
  readonly name: string;
  /** The workload that owns the component. */
  readonly workload: Workload;

  /**
   * @param type Class name. The type token is `plinth:index:<type>`.
   * @param faults Invalid arguments. If there is at least one, nothing is registered.
   * @throws PlinthError that lists all faults.
   */
  protected constructor(
    type: string,
    name: string,
    args: PlinthComponentArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
    faults: readonly Fault[],
  ) {
    if (faults.length > 0) throw new PlinthError(`${type} ${name}`, faults);
    super(`plinth:index:${type}`, name, {}, opts);
    this.name = name;
    this.workload = args.workload;
  }

  /** The organisation's standard, from the workload. */
  protected get standard(): Standard {
    return this.workload.standard;
  }

  /** Whether the standard counts the workload's environment as production. */
  protected get isProduction(): boolean {
    return isProduction(this.standard, this.workload.environment);
  }

  /**
   * Deterministic physical name: `<workload>-<environment>-<rest of the logical name>`. For resources that must not be
   * replaced, or that policies name before they exist. Other resources keep Pulumi's auto-naming.
   */
  protected physicalName(suffix?: string): string {
    return physicalName(this.workload, suffix ? `${this.name}-${suffix}` : this.name);
  }

  /** The four tags that the standard requires. Default classification: the workload's. */
  protected tags(classification: Classification = this.workload.classification): Record<string, string> {
    return standardTags(this.workload, classification);
  }

  /** Conditions that scope a permission to the workload's own resources by tag. For resources whose ids AWS assigns. */
  protected ownTags(): Record<string, string> {
    const { workload, environment } = this.standard.tagKeys;
    return {
      [`aws:ResourceTag/${workload}`]: this.workload.name,
      [`aws:ResourceTag/${environment}`]: this.workload.environment,
    };
  }

  /** ARN in the workload's account and region. It is known in preview if `resource` is. */
  protected arn(service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
    const { partition, region, accountId } = this.workload;
    return pulumi.output(resource).apply((r) => `arn:${partition}:${service}:${region}:${accountId}:${r}`);
  }

  /** Options of a child resource. The component is its parent, so it inherits provider, protection and transforms. */
  protected child(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, ...opts };
  }

  /** Options of a child resource that holds data. In production it is protected, and retained when it is removed. */
  protected dataStore(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.child({ protect: this.isProduction, retainOnDelete: this.isProduction, ...opts });
  }
}

/** Name in AWS: `<workload>-<environment>-<rest of name>`. A workload name at the start of `name` is not repeated. */
export function physicalName(workload: Workload, name: string): string {
  const rest =
    name === workload.name ? "" : name.startsWith(`${workload.name}-`) ? name.slice(workload.name.length + 1) : name;
  return [workload.name, workload.environment, rest].filter(Boolean).join("-");
}

/** The four tags that the standard requires on every resource: workload, owner, environment and data classification. */
export function standardTags(workload: Workload, classification: Classification): Record<string, string> {
  const keys = workload.standard.tagKeys;
  return {
    [keys.workload]: workload.name,
    [keys.owner]: workload.owner,
    [keys.environment]: workload.environment,
    [keys.classification]: classification,
  };
}

/**
 * @internal A check of one argument: whether it holds, the path of the member below the component, what is allowed, and
 * the value that was found.
 */
export type Check = readonly [holds: boolean, member: string, allowed: string, found?: string];

/**
 * One fault for each check that does not hold.
 * @param id Layer and class, the start of each fault's id: `orchestration/Workflow`.
 * @param name Logical name of the component, the start of each fault's path.
 */
export function faultsOf(id: `${string}/${string}`, name: string, ...checks: readonly Check[]): Fault[] {
  return checks
    .filter(([holds]) => !holds)
    .map(([, member, allowed, found]) => ({ id: `${id}/${member}`, path: `${name}.${member}`, allowed, found }));
}

/** Checks of `regions`, for a component that spans several: at least one, each once, and all of them in the standard. */
export function regionChecks({ regions: known }: Standard, regions: readonly string[]): Check[] {
  const unknown = regions.filter((region) => !known.includes(region));
  return [
    [regions.length > 0, "regions", "at least one region"],
    [new Set(regions).size === regions.length, "regions", "each region once", regions.join(", ")],
    [unknown.length === 0, "regions", `some of ${known.join(", ")}`, unknown.join(", ")],
  ];
}
