import { TrailDelegation } from "@plinth/components/governance/trail-delegation";
import { ControlTower } from "@plinth/components/identity/control-tower";
import { DELEGATED_SERVICES, DelegatedAdministrators } from "@plinth/components/identity/delegated-administrators";
import { MemberAccount } from "@plinth/components/identity/member-account";
import { Organization } from "@plinth/components/identity/organization";
import { OrganizationGuardrail } from "@plinth/components/identity/organization-guardrail";
import { ServiceControlPolicies } from "@plinth/components/identity/service-control-policies";
import { TeamPermissionSets, type WorkloadAccount } from "@plinth/components/identity/team-permission-sets";
import { CostAnomalies } from "@plinth/components/observability/cost-anomalies";
import { CostExport } from "@plinth/components/observability/cost-export";
import type { Workload } from "@plinth/standards";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { Blueprint } from "../stack/blueprint";
import { AUDIT, LOG_ARCHIVE, type OrganizationConfig, organizationConfig } from "./config";
import { hasWorkloads, policySets, UNITS } from "./units";

const TRUSTED_SERVICES = [
  "cloudtrail.amazonaws.com",
  "sso.amazonaws.com",
  ...Object.values(DELEGATED_SERVICES).flatMap((principals) => [...principals]),
];

/**
 * The organisation, in the management account: units, accounts, what each unit may not do, and what teams may do.
 * Nothing runs there, and nothing of a workload is deployed there; it keeps the bill, which no other account is told.
 */
export const landingZone: Blueprint<ReturnType<typeof organizationConfig>> = {
  name: "landing-zone",
  schema: ({ standard }) => organizationConfig(standard),
  deploy(config, context) {
    const { standard, partition, accountId, workload, opts } = context;
    const organization = new Organization(
      "organization",
      {
        workload,
        units: UNITS,
        trustedServices: TRUSTED_SERVICES,
        policyTypes: config.guardrail ? ["BEDROCK_POLICY"] : [],
        resourceSharing: true,
        existing: config.organization?.existing,
      },
      opts,
    );
    const { organizationId, unitIds } = organization;
    const sets = policySets(standard, partition, config.controlTower?.regionDeny?.units);
    const controls = new ServiceControlPolicies("controls", { workload, sets, targets: unitIds }, opts);
    // An account stands in no unit that is without its limits yet.
    const accounts = createAccounts(config, unitIds, workload, { ...opts, dependsOn: [controls] });

    const settled = { ...opts, dependsOn: [organization, ...accounts] };
    if (config.controlTower)
      new ControlTower(
        "control-tower",
        { workload, organizationId, units: unitIds, ...config.controlTower },
        { ...opts, dependsOn: [controls] },
      );
    if (config.guardrail) guardInference(config.guardrail, organization, workload, opts);
    delegateTrail(config, workload, settled);
    delegateServices(config, workload, settled);
    assignTeams(config, workload, settled);
    if (config.costs) watchCosts(config.costs, workload, opts);
    return { organizationId, managementAccountId: accountId, unitIds };
  },
};

function createAccounts(
  { accounts }: OrganizationConfig,
  unitIds: Organization["unitIds"],
  workload: Workload,
  opts: ComponentResourceOptions,
): MemberAccount[] {
  return Object.entries(accounts).flatMap(([name, { unit, email }]) => {
    const unitId = unitIds[unit];
    return email === undefined || unitId === undefined
      ? []
      : [new MemberAccount(name, { workload, accountName: name, email, unitId }, opts)];
  });
}

function delegateTrail(
  { accounts, trail }: OrganizationConfig,
  workload: Workload,
  opts: ComponentResourceOptions,
): void {
  const accountId = accounts[LOG_ARCHIVE]?.id;
  if (trail === "own" && accountId !== undefined) new TrailDelegation("trail", { workload, accountId }, opts);
}

function delegateServices(config: OrganizationConfig, workload: Workload, opts: ComponentResourceOptions): void {
  const accountId = config.accounts[AUDIT]?.id;
  if (accountId === undefined || config.delegatedServices.length === 0) return;
  const services = Object.fromEntries(config.delegatedServices.map((service) => [service, accountId]));
  new DelegatedAdministrators("administrators", { workload, services }, opts);
}

function guardInference(
  { units, regions, classification }: NonNullable<OrganizationConfig["guardrail"]>,
  { organizationId, unitIds }: Organization,
  workload: Workload,
  opts: ComponentResourceOptions,
): void {
  const targets = Object.fromEntries(
    Object.entries(unitIds).filter(([unit]) => units.some((guarded) => guarded === unit)),
  );
  new OrganizationGuardrail("guardrail", { workload, organizationId, targets, regions, classification }, opts);
}

/**
 * The bill of all accounts, which the management account alone exports, and what is unusual in it.
 * Source: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-organizations.html (read 2026-11).
 */
function watchCosts(
  { emails, thresholdUsd, monitorArn, activateTags }: NonNullable<OrganizationConfig["costs"]>,
  workload: Workload,
  opts: ComponentResourceOptions,
): void {
  new CostExport("costs", { workload, activateTags }, opts);
  new CostAnomalies("anomalies", { workload, emails, thresholdUsd, existingMonitorArn: monitorArn }, opts);
}

function assignTeams(config: OrganizationConfig, workload: Workload, opts: ComponentResourceOptions): void {
  const accounts = workloadAccounts(config);
  if (!config.identityCenter || Object.keys(accounts).length === 0) return;
  const { instanceArn } = config.identityCenter;
  const teams = config.identityCenter.teams.map((team) => ({
    ...team,
    accounts: team.accounts.filter((name) => accounts[name]),
  }));
  new TeamPermissionSets("teams", { workload, instanceArn, teams, accounts }, opts);
}

/** Accounts of workloads that have a number already. */
function workloadAccounts({ accounts }: OrganizationConfig): Record<string, WorkloadAccount> {
  return Object.fromEntries(
    Object.entries(accounts).flatMap(([name, { unit, id }]) =>
      id !== undefined && hasWorkloads(unit) ? [[name, { id, production: unit === "production" }]] : [],
    ),
  );
}
