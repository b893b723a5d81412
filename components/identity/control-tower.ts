import * as controltower from "@pulumi/aws/controltower";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { administratorRoles } from "./principals";
import { ROUTED_ACTIONS } from "./service-control-statements";

/** Arguments of {@link ControlTower}. */
export interface ControlTowerArgs extends PlinthComponentArgs {
  /** Id of the organisation: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Ids of the organisational units, by name. Parents precede their children. */
  readonly units: Readonly<Record<string, pulumi.Input<string>>>;
  /** Landing zone to import and manage. Default: none; the landing zone is not managed. */
  readonly landingZone?: LandingZone;
  /** Names of the units to enrol, without those that AWS Control Tower governs already. Default: none. */
  readonly enrol?: readonly string[];
  /** Baseline that units are enrolled with. Required where `enrol` names any. Default: none. */
  readonly baseline?: {
    /** Version of AWSControlTowerBaseline that the landing zone's version supports: `5.0`. */
    readonly version: string;
    /**
     * ARN of the landing zone's enabled baseline of IAM Identity Center. Default: none, where Control Tower does not
     * manage Identity Center.
     */
    readonly identityCenterBaselineArn?: string;
  };
  /**
   * ARN of the control CT.MULTISERVICE.PV.1, and the names of the units that it denies regions in. Default: not
   * enabled.
   */
  readonly regionDeny?: { readonly controlArn: string; readonly units: readonly string[] };
  /** Further controls. Default: none. */
  readonly controls?: readonly Control[];
}

/** AWS Control Tower landing zone that exists, and its desired configuration. */
export interface LandingZone {
  /** Id of the landing zone: `1A2B3C4D5E6F7G8H`. */
  readonly id: string;
  /** Version of the landing zone: `3.3`. */
  readonly version: string;
  /**
   * Manifest, in the schema of the version, without `governedRegions`, which the standard supplies. The import fails if
   * it differs from the deployed manifest; change it afterwards.
   * https://docs.aws.amazon.com/controltower/latest/userguide/lz-manifest-file.html (read 2026-11).
   */
  readonly manifest: Readonly<Record<string, unknown>>;
  /**
   * Whether Control Tower enrols accounts automatically when they enter a governed unit. Accounts of `MemberAccount`
   * are enrolled in no other way. Requires version 3.1:
   * https://docs.aws.amazon.com/controltower/latest/userguide/account-auto-enrollment.html (read 2026-11). The import
   * fails if it differs from the deployed setting. Default: false.
   */
  readonly autoEnrol?: boolean;
}

/** Control of AWS Control Tower, and where it applies. */
export interface Control {
  /** ARN of the control in AWS Control Catalog: `arn:aws:controlcatalog:::control/…`. */
  readonly controlArn: string;
  /** Names of the organisational units that the control is enabled on. */
  readonly units: readonly string[];
  /** Parameters of the control, by name; values are passed as JSON. Default: none. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/**
 * Id of AWSControlTowerBaseline, which enrols a unit:
 * https://docs.aws.amazon.com/controltower/latest/userguide/baseline-api-examples.html (read 2026-11).
 */
const ENROLMENT = "17BSJV3IGJ2QSGA2";

/** First version of the landing zone that supports automatic enrolment. */
const AUTO_ENROLMENT = 3.1;

/**
 * Region deny control of the landing zone. It exempts no model invocation, so it breaks geographic inference profiles,
 * and no API changes it:
 * https://docs.aws.amazon.com/controltower/latest/controlreference/cannot-change-with-gr-api.html (read 2026-11).
 */
const LANDING_ZONE_REGION_DENY = /AWS-GR_REGION_DENY|GRREGIONDENY/i;

const CONTROL_ARN = /^arn:aws[a-z-]*:(controltower:[a-z0-9-]+::|controlcatalog:::)control\/[\w.-]+$/;

/**
 * Enrols an organisation's units in an existing AWS Control Tower, and enables controls on them.
 *
 * Deploy it in the management account, in Control Tower's home region. Imports the landing zone where it is managed;
 * creates an enabled baseline for each unit to enrol, one after another; and an enabled control for each control and
 * unit. Its region deny exempts what Bedrock does in the regions of a geographic inference profile, which the
 * standard's service control policies restrict.
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
    if (args.landingZone) this.#importLandingZone(args.landingZone);
    const enrolled = this.#enrol(args);
    if (args.regionDeny) this.#enable("region-deny", this.#regionDeny(args.regionDeny), args, enrolled);
    for (const control of args.controls ?? []) this.#enable(idOf(control), control, args, enrolled);
    this.registerOutputs({});
  }

  /** An import must change nothing, so tags are ignored. Deletion would decommission Control Tower, so it is retained. */
  #importLandingZone({ id, version, manifest, autoEnrol }: LandingZone): void {
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
          // A unit is enrolled after its parent, and Control Tower runs one operation at a time.
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
  const unknown = [...new Set([...enrol, ...all.flatMap((control) => control.units)])].filter(
    (u) => !known.includes(u),
  );
  const malformed = all.map(({ controlArn }) => controlArn).filter((arn) => !CONTROL_ARN.test(arn));
  const pairs = all.flatMap((control) => control.units.map((unit) => `${idOf(control)} on ${unit}`));
  const duplicates = pairs.filter((pair, index) => pairs.indexOf(pair) !== index);
  const landingZoneDenies = all.map(({ controlArn }) => controlArn).filter((arn) => LANDING_ZONE_REGION_DENY.test(arn));
  return faultsOf(
    "identity/ControlTower",
    name,
    [unknown.length === 0, "units", `some of ${known.join(", ")}`, unknown.join(", ")],
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
    [duplicates.length === 0, "controls", "each control once on a unit", duplicates.join(", ")],
    [
      landingZoneDenies.length === 0,
      "controls",
      "the region deny of units, CT.MULTISERVICE.PV.1: the landing zone's cannot exempt model calls",
      landingZoneDenies.join(", "),
    ],
  );
}
