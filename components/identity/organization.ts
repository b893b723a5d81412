import * as organizations from "@pulumi/aws/organizations";
import * as ram from "@pulumi/aws/ram";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface OrganizationArgs extends PlinthComponentArgs {
  /** Organisational units by name, and the unit that each stands in. A unit without one stands in the root. */
  readonly units: Readonly<Record<string, { readonly parent?: string }>>;
  /** Services that may act across accounts, as principals: `["cloudtrail.amazonaws.com"]`. Default: none. */
  readonly trustedServices?: readonly string[];
  /**
   * Policies of another type that units are to have: `["BEDROCK_POLICY"]`. In an organisation that exists already they are
   * enabled by hand. Default: none beside service control policies.
   */
  readonly policyTypes?: readonly "BEDROCK_POLICY"[];
  /**
   * Whether accounts may share resources with the whole organisation or a unit of it by AWS RAM, which needs no invitations
   * then. It stays switched on when its resource is removed. Default: false, and what is switched on already stays so.
   */
  readonly resourceSharing?: boolean;
  /** An organisation that exists already, for example AWS Control Tower's. Default: a new one is created. */
  readonly existing?: ExistingOrganization;
}

export interface ExistingOrganization {
  /** `o-a1b2c3d4e5` */
  readonly id: string;
  /** `r-ab12` */
  readonly rootId: string;
  /** Ids of units that exist already, by name; the others are created. Default: none exists. */
  readonly units?: Readonly<Record<string, string | undefined>>;
}

/**
 * The organisation and its units, in the management account.
 *
 * Creates the organisation with all features, service control policies enabled and the given services trusted, and
 * each unit. What exists already is used as it is. All of it is protected from deletion.
 *
 * @example
 * const organization = new Organization("organization", { workload, units: { workloads: {}, prod: { parent: "workloads" } } });
 */
export class Organization extends PlinthComponent {
  readonly organizationId: pulumi.Output<string>;
  /** Ids of the units by name. */
  readonly unitIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OrganizationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Organization", name, args, opts, faults(name, args));
    const { id, rootId, dependsOn } = this.organization(args);
    if (args.resourceSharing)
      new ram.SharingWithOrganization(`${name}-sharing`, {}, this.child({ dependsOn, retainOnDelete: true }));
    this.organizationId = id;
    this.unitIds = this.units(args, rootId);
    this.registerOutputs({ organizationId: this.organizationId, unitIds: this.unitIds });
  }

  private organization({ existing, trustedServices = [], policyTypes = [], resourceSharing }: OrganizationArgs) {
    if (existing) return { id: pulumi.output(existing.id), rootId: pulumi.output(existing.rootId), dependsOn: [] };
    // The sharing trusts it too, and what is not listed here is distrusted by the next update:
    // https://github.com/hashicorp/terraform-provider-aws/issues/35295 (read 2026-11).
    const sharing = resourceSharing ? ["ram.amazonaws.com"] : [];
    const organization = new organizations.Organization(
      `${this.name}-organization`,
      {
        featureSet: "ALL",
        enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", ...policyTypes],
        awsServiceAccessPrincipals: [...trustedServices, ...sharing],
      },
      this.child({ protect: true }),
    );
    const rootId = organization.roots.apply(([root]) => root?.id ?? "");
    return { id: organization.id, rootId, dependsOn: [organization] };
  }

  private units({ units, existing }: OrganizationArgs, rootId: pulumi.Output<string>) {
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const [unit, { parent }] of Object.entries(units)) {
      const parentId = parent === undefined ? rootId : (ids[parent] ?? rootId);
      ids[unit] = pulumi.output(existing?.units?.[unit] ?? this.unit(unit, parentId));
    }
    return ids;
  }

  private unit(unit: string, parentId: pulumi.Output<string>): pulumi.Output<string> {
    const resource = new organizations.OrganizationalUnit(
      `${this.name}-${unit}`,
      { name: unit, parentId, tags: this.tags() },
      this.child({ protect: true }),
    );
    return resource.id;
  }
}

function faults(name: string, { units, existing }: OrganizationArgs) {
  const names = Object.keys(units);
  const strays = Object.entries(units).flatMap(([unit, { parent }], index) =>
    parent === undefined || (names.indexOf(parent) < index && names.includes(parent)) ? [] : [`${unit} in ${parent}`],
  );
  const unknown = Object.keys(existing?.units ?? {}).filter((unit) => !names.includes(unit));
  return faultsOf(
    "identity/Organization",
    name,
    [names.length > 0, "units", "at least one organisational unit"],
    [strays.length === 0, "units.parent", "a unit that is listed before its children", strays.join(", ")],
    [unknown.length === 0, "existing.units", `some of ${names.join(", ")}`, unknown.join(", ")],
  );
}
