import * as controltower from "@pulumi/aws/controltower";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { administratorRoles } from "./principals";
import { ROUTED_ACTIONS } from "./service-control-statements";

export interface ControlTowerArgs extends PlinthComponentArgs {
  /** `o-a1b2c3d4e5` */
  readonly organizationId: pulumi.Input<string>;
  /** Ids of the organisational units by name, each listed after the one that it stands in. */
  readonly units: Readonly<Record<string, pulumi.Input<string>>>;
  /** The landing zone itself, to be managed from here on. Default: it is left as it is. */
  readonly landingZone?: LandingZone;
  /** Names of the units to enrol; those that AWS Control Tower governs already are left out. Default: none. */
  readonly enrol?: readonly string[];
  /** What units are enrolled with. Needed where `enrol` names any. */
  readonly baseline?: {
    /** Version of AWSControlTowerBaseline that the landing zone's version supports: `5.0`. */
    readonly version: string;
    /** The landing zone's enabled baseline of IAM Identity Center. Default: none, where Control Tower does not manage it. */
    readonly identityCenterBaselineArn?: string;
  };
  /** The control CT.MULTISERVICE.PV.1, and the units that it denies regions in. Default: not enabled. */
  readonly regionDeny?: { readonly controlArn: string; readonly units: readonly string[] };
  /** Further controls. Default: none. */
  readonly controls?: readonly Control[];
}

export interface LandingZone {
  /** Id of the one that exists: `1A2B3C4D5E6F7G8H`. */
  readonly id: string;
  /** `3.3` */
  readonly version: string;
  /**
   * Its manifest, as the schema of that version has it, without `governedRegions`: those are the standard's. What differs
   * from what is there when it is taken over is refused; change it afterwards.
   * https://docs.aws.amazon.com/controltower/latest/userguide/lz-manifest-file.html (read 2026-11).
   */
  readonly manifest: Readonly<Record<string, unknown>>;
  /**
   * Whether an account that comes into a governed unit is enrolled by itself; those of `MemberAccount` are not otherwise. From
   * version 3.1: https://docs.aws.amazon.com/controltower/latest/userguide/account-auto-enrollment.html (read 2026-11).
   * Default: false. What differs from what is there when it is taken over is refused.
   */
  readonly autoEnrol?: boolean;
}

export interface Control {
  /** ARN of the control, as AWS Control Catalog lists it. */
  readonly controlArn: string;
  readonly units: readonly string[];
  /** Parameters by name, handed over as JSON. Default: none. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/**
 * AWSControlTowerBaseline, which enrols a unit:
 * https://docs.aws.amazon.com/controltower/latest/userguide/baseline-api-examples.html (read 2026-11).
 */
const ENROLMENT = "17BSJV3IGJ2QSGA2";

/** Version of the landing zone from which accounts are enrolled by themselves. */
const AUTO_ENROLMENT = 3.1;

/**
 * The landing zone's own region deny. It exempts no model call, so it breaks geographic inference profiles, and no
 * deployment can change it: https://docs.aws.amazon.com/controltower/latest/controlreference/cannot-change-with-gr-api.html
 * (read 2026-11).
 */
const LANDING_ZONE_REGION_DENY = /AWS-GR_REGION_DENY|GRREGIONDENY/i;

const CONTROL_ARN = /^arn:aws[a-z-]*:(controltower:[a-z0-9-]+::|controlcatalog:::)control\/[\w.-]+$/;

/**
 * An organisation's units under an AWS Control Tower that exists: enrolled, and limited by its controls.
 *
 * Stands in the management account, in Control Tower's home region. Takes the landing zone over by import, where it is to
 * be managed; creates an enabled baseline for each unit to enrol, one after another; and an enabled control for each
 * control and unit. Its region deny lets through what Bedrock does in
 * the regions of a geographic profile: the standard's service control statements limit those.
 *
 * @example
 * new ControlTower("control-tower", {
 *   workload,
 *   organizationId: "o-a1b2c3d4e5",
 *   units: { workloads: organization.unitIds.workloads },
 *   enrol: ["workloads"],
 *   baseline: { version: "5.0" },
 * });
 */
export class ControlTower extends PlinthComponent {
  constructor(name: string, args: ControlTowerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ControlTower", name, args, opts, faults(name, args));
    if (args.landingZone) this.#takeOver(args.landingZone);
    const enrolled = this.#enrol(args);
    if (args.regionDeny) this.#enable("region-deny", this.#regionDeny(args.regionDeny), args, enrolled);
    for (const control of args.controls ?? []) this.#enable(idOf(control), control, args, enrolled);
    this.registerOutputs({});
  }

  /** Its tags stay as they are, because an import must change nothing; to delete it would take Control Tower down. */
  #takeOver({ id, version, manifest, autoEnrol }: LandingZone): void {
    new controltower.LandingZone(
      `${this.name}-landing-zone`,
      {
        version,
        manifestJson: JSON.stringify({ governedRegions: this.standard.regions, ...manifest }),
        remediationTypes: autoEnrol ? ["INHERITANCE_DRIFT"] : undefined,
      },
      this.child({ import: id, ignoreChanges: ["tags", "tagsAll"], protect: true, retainOnDelete: true }),
    );
  }

  #enrol({ enrol = [], baseline, ...args }: ControlTowerArgs): controltower.Baseline[] {
    const { partition, region } = this.workload;
    const enrolled: controltower.Baseline[] = [];
    for (const unit of Object.keys(args.units).filter((name) => enrol.includes(name))) {
      enrolled.push(
        new controltower.Baseline(
          `${this.name}-${unit}`,
          {
            baselineIdentifier: `arn:${partition}:controltower:${region}::baseline/${ENROLMENT}`,
            baselineVersion: baseline?.version ?? "",
            parameters: baseline?.identityCenterBaselineArn
              ? { key: "IdentityCenterEnabledBaselineArn", value: baseline.identityCenterBaselineArn }
              : undefined,
            targetIdentifier: this.#unitArn(unit, args),
            tags: this.tags(),
          },
          // A unit is enrolled after the one that it stands in, and Control Tower likes to do one thing at a time.
          this.child({ protect: true, dependsOn: enrolled.slice(-1) }),
        ),
      );
    }
    return enrolled;
  }

  #enable(
    id: string,
    { controlArn, units, parameters = {} }: Control,
    args: Pick<ControlTowerArgs, "units" | "organizationId">,
    dependsOn: controltower.Baseline[],
  ): void {
    for (const unit of units) {
      new controltower.ControlTowerControl(
        `${this.name}-${id}-on-${unit}`,
        {
          controlIdentifier: controlArn,
          targetIdentifier: this.#unitArn(unit, args),
          parameters: Object.entries(parameters).map(([key, value]) => ({ key, value: JSON.stringify(value) })),
        },
        this.child({ dependsOn }),
      );
    }
  }

  /** https://docs.aws.amazon.com/controlcatalog/latest/APIReference/API_ControlParameter.html (read 2026-11). */
  #regionDeny({ controlArn, units }: NonNullable<ControlTowerArgs["regionDeny"]>): Control {
    const parameters = {
      AllowedRegions: this.standard.regions,
      ExemptedActions: ROUTED_ACTIONS,
      ExemptedPrincipalArns: administratorRoles(this.workload.partition),
    };
    return { controlArn, units, parameters };
  }

  #unitArn(unit: string, { units, organizationId }: Pick<ControlTowerArgs, "units" | "organizationId">) {
    const { partition, accountId } = this.workload;
    return pulumi.interpolate`arn:${partition}:organizations::${accountId}:ou/${organizationId}/${units[unit] ?? ""}`;
  }
}

function idOf({ controlArn }: Control): string {
  return controlArn.slice(controlArn.lastIndexOf("/") + 1);
}

function faults(name: string, args: ControlTowerArgs) {
  const { units, landingZone, enrol = [], baseline, regionDeny, controls = [] } = args;
  const known = Object.keys(units);
  const all = [...(regionDeny ? [regionDeny] : []), ...controls];
  const stray = [...new Set([...enrol, ...all.flatMap((control) => control.units)])].filter((u) => !known.includes(u));
  const malformed = all.map(({ controlArn }) => controlArn).filter((arn) => !CONTROL_ARN.test(arn));
  const pairs = all.flatMap((control) => control.units.map((unit) => `${idOf(control)} on ${unit}`));
  const twice = pairs.filter((pair, index) => pairs.indexOf(pair) !== index);
  const unfit = all.map(({ controlArn }) => controlArn).filter((arn) => LANDING_ZONE_REGION_DENY.test(arn));
  return faultsOf(
    "identity/ControlTower",
    name,
    [stray.length === 0, "units", `some of ${known.join(", ")}`, stray.join(", ")],
    [enrol.length === 0 || baseline !== undefined, "baseline", "the version that units are enrolled with"],
    [
      landingZone === undefined || !Object.hasOwn(landingZone.manifest, "governedRegions"),
      "landingZone.manifest.governedRegions",
      "left out: they are the standard's",
    ],
    [
      landingZone?.autoEnrol !== true || Number.parseFloat(landingZone.version) >= AUTO_ENROLMENT,
      "landingZone.autoEnrol",
      `false below version ${AUTO_ENROLMENT}`,
      landingZone?.version,
    ],
    [
      baseline === undefined || /^\d+\.\d+$/.test(baseline.version),
      "baseline.version",
      "a version such as 5.0",
      baseline?.version,
    ],
    [malformed.length === 0, "controls", "ARNs of controls", malformed.join(", ")],
    [twice.length === 0, "controls", "each control once on a unit", twice.join(", ")],
    [
      unfit.length === 0,
      "controls",
      "the region deny of units, CT.MULTISERVICE.PV.1: the landing zone's cannot exempt model calls",
      unfit.join(", "),
    ],
  );
}
