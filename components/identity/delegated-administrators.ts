import * as guardduty from "@pulumi/aws/guardduty";
import * as organizations from "@pulumi/aws/organizations";
import * as securityhub from "@pulumi/aws/securityhub";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/**
 * Services that a member account can administer for the whole organisation, and their service principals in
 * Organizations: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html (read
 * 2026-11). CloudTrail has its own component, {@link TrailDelegation}.
 */
export const DELEGATED_SERVICES = {
  "access-analyzer": ["access-analyzer.amazonaws.com"],
  config: ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"],
  guardduty: ["guardduty.amazonaws.com"],
  "security-hub": ["securityhub.amazonaws.com"],
} as const;
/** Name of a service that can have a delegated administrator: `guardduty`. */
export type DelegatedService = keyof typeof DELEGATED_SERVICES;

/** Arguments of {@link DelegatedAdministrators}. */
export interface DelegatedAdministratorsArgs extends PlinthComponentArgs {
  /**
   * Account that administers each service, by the service's name: `{ guardduty: "444455556666" }`. Bounds: twelve
   * digits; not the management account.
   */
  readonly services: Readonly<Partial<Record<DelegatedService, string>>>;
}

/**
 * Delegates the administration of security services to member accounts, so that the management account runs none of
 * them.
 *
 * Deploy it in the management account. The organisation must trust the services. Creates a delegation for each service
 * principal; and for GuardDuty and Security Hub, which appoint an administrator by region, one in each region of the
 * standard.
 *
 * @example
 * new DelegatedAdministrators("administrators", { workload, services: { "access-analyzer": "444455556666" } });
 */
export class DelegatedAdministrators extends PlinthComponent {
  constructor(name: string, args: DelegatedAdministratorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DelegatedAdministrators", name, args, opts, faults(name, args));
    const { services } = args;
    if (services["access-analyzer"]) this.#register("access-analyzer", services["access-analyzer"]);
    if (services.config) this.#register("config", services.config);
    for (const region of this.standard.regions) {
      this.#appoint(guardduty.OrganizationAdminAccount, `guardduty-${region}`, services.guardduty, region);
      this.#appoint(securityhub.OrganizationAdminAccount, `security-hub-${region}`, services["security-hub"], region);
    }
    this.registerOutputs({});
  }

  #appoint(
    Administrator: typeof guardduty.OrganizationAdminAccount | typeof securityhub.OrganizationAdminAccount,
    suffix: string,
    adminAccountId: string | undefined,
    region: string,
  ): void {
    if (adminAccountId) new Administrator(`${this.name}-${suffix}`, { adminAccountId, region }, this.child());
  }

  #register(service: "access-analyzer" | "config", accountId: string): void {
    for (const servicePrincipal of DELEGATED_SERVICES[service]) {
      const [principal] = servicePrincipal.split(".");
      new organizations.DelegatedAdministrator(
        `${this.name}-${principal}`,
        { accountId, servicePrincipal },
        this.child(),
      );
    }
  }
}

function faults(name: string, { workload, services }: DelegatedAdministratorsArgs) {
  const accounts = Object.entries(services);
  const malformed = accounts.filter(([, id]) => !/^\d{12}$/.test(id)).map(([service, id]) => `${service}: ${id}`);
  const own = accounts.filter(([, id]) => id === workload.accountId).map(([service]) => service);
  const unknown = accounts.map(([service]) => service).filter((service) => !Object.hasOwn(DELEGATED_SERVICES, service));
  return faultsOf(
    "identity/DelegatedAdministrators",
    name,
    [unknown.length === 0, "services", `some of ${Object.keys(DELEGATED_SERVICES).join(", ")}`, unknown.join(", ")],
    [malformed.length === 0, "services", "account ids of twelve digits", malformed.join(", ")],
    [own.length === 0, "services", "accounts other than the management account", own.join(", ")],
  );
}
