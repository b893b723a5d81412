import { TrailDelegation } from "@plinth/components/governance/trail-delegation";
import { MemberAccount } from "@plinth/components/identity/member-account";
import { Organization } from "@plinth/components/identity/organization";
import { ServiceControlPolicies } from "@plinth/components/identity/service-control-policies";
import { TeamPermissionSets, type WorkloadAccount } from "@plinth/components/identity/team-permission-sets";
import type { Blueprint, BlueprintContext } from "../blueprint";
import { LOG_ARCHIVE, type OrganizationConfig, organizationConfig } from "./config";
import { hasWorkloads, policySets, UNITS } from "./units";

const TRUSTED_SERVICES = ["cloudtrail.amazonaws.com", "sso.amazonaws.com"];

/**
 * The organisation, in the management account: units, accounts, what each unit may not do, and what teams may do.
 * Nothing runs there, and nothing of a workload is deployed there.
 */
export const landingZone: Blueprint<typeof organizationConfig> = {
  name: "landing-zone",
  schema: () => organizationConfig,
  deploy(config, context) {
    const { standard, partition, accountId, workload, opts } = context;
    const organization = new Organization(
      "organization",
      { workload, units: UNITS, trustedServices: TRUSTED_SERVICES, existing: config.organization?.existing },
      opts,
    );
    const { organizationId, unitIds } = organization;
    new ServiceControlPolicies("controls", { workload, sets: policySets(standard, partition), targets: unitIds }, opts);
    const accounts = createAccounts(config, organization, context);
    delegateTrail(config, context, [organization, ...accounts]);
    admitTeams(config, context, [organization, ...accounts]);
    return { organizationId, managementAccountId: accountId, unitIds };
  },
};

function createAccounts(config: OrganizationConfig, { unitIds }: Organization, { workload, opts }: BlueprintContext) {
  return Object.entries(config.accounts).flatMap(([name, { unit, email }]) => {
    const unitId = unitIds[unit];
    return email === undefined || unitId === undefined
      ? []
      : [new MemberAccount(name, { workload, accountName: name, email, unitId }, opts)];
  });
}

function delegateTrail({ accounts }: OrganizationConfig, { workload, opts }: BlueprintContext, after: Dependencies) {
  const accountId = accounts[LOG_ARCHIVE]?.id;
  if (accountId !== undefined)
    new TrailDelegation("trail", { workload, accountId }, { ...opts, dependsOn: [...after] });
}

function admitTeams(config: OrganizationConfig, { workload, opts }: BlueprintContext, after: Dependencies) {
  if (!config.identityCenter) return;
  const { instanceArn, teams } = config.identityCenter;
  const accounts = workloadAccounts(config);
  if (Object.keys(accounts).length === 0) return;
  const admitted = teams.map((team) => ({ ...team, accounts: team.accounts.filter((name) => accounts[name]) }));
  new TeamPermissionSets(
    "teams",
    { workload, instanceArn, teams: admitted, accounts },
    { ...opts, dependsOn: [...after] },
  );
}

/** Accounts of workloads that have a number already. */
function workloadAccounts({ accounts }: OrganizationConfig): Record<string, WorkloadAccount> {
  return Object.fromEntries(
    Object.entries(accounts).flatMap(([name, { unit, id }]) =>
      id !== undefined && hasWorkloads(unit) ? [[name, { id, production: unit === "production" }]] : [],
    ),
  );
}

type Dependencies = readonly (Organization | MemberAccount)[];
