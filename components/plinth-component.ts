import {
  type Classification,
  type Fault,
  isProduction,
  PlinthError,
  type Standard,
  type Workload,
} from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";

export interface PlinthComponentArgs {
  /** The workload that the component belongs to: names, tags, account, region and standard follow from it. */
  readonly workload: Workload;
}

/** What every component shares: refusal of bad arguments, names, tags, ARNs and options of its children. */
export abstract class PlinthComponent extends pulumi.ComponentResource {
  /** Logical name, the prefix of every child's. */
  readonly name: string;
  readonly workload: Workload;

  /**
   * @param type Class name; the type token is `plinth:index:<type>`.
   * @param faults What is wrong with the arguments. Nothing is registered if there is any.
   * @throws PlinthError with all faults.
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

  protected get standard(): Standard {
    return this.workload.standard;
  }

  protected get isProduction(): boolean {
    return isProduction(this.standard, this.workload.environment);
  }

  /** Deterministic name in AWS, `<workload>-<environment>-<rest of the logical name>`; for what must not be replaced. */
  protected physicalName(suffix?: string): string {
    return physicalName(this.workload, suffix ? `${this.name}-${suffix}` : this.name);
  }

  /** The standard's four tags. Default classification: the workload's. */
  protected tags(classification: Classification = this.workload.classification): Record<string, string> {
    return standardTags(this.workload, classification);
  }

  /** Condition keys by which permissions reach this workload's own resources where AWS assigns their ids. */
  protected ownTags(): Record<string, string> {
    const { workload, environment } = this.standard.tagKeys;
    return {
      [`aws:ResourceTag/${workload}`]: this.workload.name,
      [`aws:ResourceTag/${environment}`]: this.workload.environment,
    };
  }

  /** ARN in this workload's account and region, known in preview whenever `resource` is. */
  protected arn(service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
    const { partition, region, accountId } = this.workload;
    return pulumi.output(resource).apply((r) => `arn:${partition}:${service}:${region}:${accountId}:${r}`);
  }

  /** Options of a child: parented here, so provider, protection and transforms are inherited. */
  protected child(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, ...opts };
  }

  /** Options of a child that holds data: in production neither a mistake nor a rename deletes it. */
  protected dataStore(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.child({ protect: this.isProduction, retainOnDelete: this.isProduction, ...opts });
  }
}

/** `<workload>-<environment>-<rest>`; a leading workload name in `name` is not repeated. */
export function physicalName(workload: Workload, name: string): string {
  const rest =
    name === workload.name ? "" : name.startsWith(`${workload.name}-`) ? name.slice(workload.name.length + 1) : name;
  return [workload.name, workload.environment, rest].filter(Boolean).join("-");
}

export function standardTags(workload: Workload, classification: Classification): Record<string, string> {
  const keys = workload.standard.tagKeys;
  return {
    [keys.workload]: workload.name,
    [keys.owner]: workload.owner,
    [keys.environment]: workload.environment,
    [keys.classification]: classification,
  };
}

/** `[holds, member, allowed, found?]` */
type Check = readonly [holds: boolean, member: string, allowed: string, found?: string];

/** A fault for each check that does not hold. */
export function faultsOf(id: `${string}/${string}`, name: string, ...checks: readonly Check[]): Fault[] {
  return checks
    .filter(([holds]) => !holds)
    .map(([, member, allowed, found]) => ({ id: `${id}/${member}`, path: `${name}.${member}`, allowed, found }));
}

/** What `regions` must be of a component that stands in several. */
export function regionChecks({ regions: known }: Standard, regions: readonly string[]): Check[] {
  const strange = regions.filter((region) => !known.includes(region));
  return [
    [regions.length > 0, "regions", "at least one region"],
    [new Set(regions).size === regions.length, "regions", "each region once", regions.join(", ")],
    [strange.length === 0, "regions", `some of ${known.join(", ")}`, strange.join(", ")],
  ];
}
