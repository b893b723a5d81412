import * as organizations from "@pulumi/aws/organizations";
import * as ram from "@pulumi/aws/ram";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link Organization}. */
export interface OrganizationArgs extends PlinthComponentArgs {
  /**
   * Organisational units by name, each with the name of its parent unit. Bounds: at least one; parents precede their
   * children.
   */
  readonly units: Readonly<Record<string, { readonly parent?: string }>>;
  /** Service principals with trusted access to the organisation: `["cloudtrail.amazonaws.com"]`. Default: none. */
  readonly trustedServices?: readonly string[];
  /**
   * Policy types to enable in addition to service control policies: `["BEDROCK_POLICY"]`. In an existing organisation,
   * enable them outside this stack. Default: none.
   */
  readonly policyTypes?: readonly "BEDROCK_POLICY"[];
  /**
   * Whether AWS RAM may share resources within the organisation without invitations. It stays enabled when its resource
   * is removed. Default: false, which does not disable existing sharing.
   */
  readonly resourceSharing?: boolean;
  /** Organisation that exists, for example that of AWS Control Tower. Default: none; a new one is created. */
  readonly existing?: ExistingOrganization;
}

/** Ids of an organisation that this stack does not manage. */
export interface ExistingOrganization {
  /** Id of the organisation: `o-a1b2c3d4e5`. */
  readonly id: string;
  /** Id of its root: `r-ab12`. */
  readonly rootId: string;
  /** Ids of organisational units that exist, by name; the other units are created. Default: none. */
  readonly units?: Readonly<Record<string, string | undefined>>;
}

/**
 * The AWS organisation and its organisational units. Deploy it in the management account.
 *
 * Creates the organisation with all features, service control policies and trusted access of the given services, and
 * each unit. Uses what exists unchanged. All of it is protected from deletion.
 *
 * @example
 * const organization = new Organization("organization", { workload, units: { workloads: {}, prod: { parent: "workloads" } } });
 */
export class Organization extends PlinthComponent {
  /** Id of the organisation: `o-a1b2c3d4e5`. Assigned by AWS. */
  readonly organizationId: pulumi.Output<string>;
  /** Ids of the organisational units, by name: `ou-…`. Assigned by AWS. */
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
    // Enabling RAM sharing trusts the service, and an update would remove trust that is not listed here:
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
  const misplaced = Object.entries(units).flatMap(([unit, { parent }], index) =>
    parent === undefined || (names.indexOf(parent) < index && names.includes(parent)) ? [] : [`${unit} in ${parent}`],
  );
  const unknown = Object.keys(existing?.units ?? {}).filter((unit) => !names.includes(unit));
  return faultsOf(
    "identity/Organization",
    name,
    [names.length > 0, "units", "at least one organisational unit"],
    [misplaced.length === 0, "units.parent", "a unit that is listed before its children", misplaced.join(", ")],
    [unknown.length === 0, "existing.units", `some of ${names.join(", ")}`, unknown.join(", ")],
  );
}
