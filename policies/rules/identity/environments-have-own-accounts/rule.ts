import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { WORKLOAD_TYPES } from "../../../readers/estate/workload-types";
import { PERMISSION_SETS, ROLES, USERS } from "../../../readers/iam/permissions";
import { accountKeys } from "../../../readers/resource/account";
import { productionAccounts, productionNeighbour } from "../../../readers/resource/environments";
import { environmentOf, isListedEnvironment, isProduction, workloadOf } from "../../../readers/resource/tags";

/** An account has roles and users, as it has compute; a permission set is not in the account that it is for. */
const IN_ACCOUNT: readonly string[] = [...WORKLOAD_TYPES, ...ROLES, ...USERS];
const TYPES: readonly string[] = [...IN_ACCOUNT, ...PERMISSION_SETS];

/** See why.md. */
export const rule: Rule = {
  id: "environments-have-own-accounts",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: [],
  causes: WORKLOAD_TYPES,
  title: "Production shares no account with other environments",
  scope: "stack",
  types: TYPES,

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const environment = environmentOf(resource, estate.standard);
    if (environment === undefined)
      return { outcome: "not-applicable", reason: "nothing says which environment it is in" };
    const isOfWorkload = workloadOf(resource, estate.standard) !== undefined;
    if (environment !== UNKNOWN && isOfWorkload && !isListedEnvironment(estate.standard, environment)) {
      return {
        outcome: "violation",
        found: `${resource.name} is tagged with an environment that the standard does not list`,
        required: `one of the standard's environments: ${joinWithAnd(estate.standard.environments.names)}`,
        fix: `set the tag ${estate.standard.tagKeys.environment} to one of them, spelt so`,
      };
    }
    if (!IN_ACCOUNT.includes(resource.type)) return { outcome: "pass" };
    const production = isProduction(resource, estate.standard);
    if (production === undefined)
      return { outcome: "not-applicable", reason: "nothing says which environment it is in" };
    const accounts = productionAccounts(estate);
    const isSettled = accounts.live.size > 0 || !accounts.open;
    if (production === true || accounts.live.size === 0) return isSettled ? { outcome: "pass" } : UNDETERMINED;
    if (accountKeys(resource).length === 0 || production === UNKNOWN) return UNDETERMINED;
    const neighbour = productionNeighbour(resource, accounts);
    if (neighbour) return shared(resource, neighbour);
    return accounts.open ? UNDETERMINED : { outcome: "pass" };
  },
};

const UNDETERMINED: Verdict = {
  outcome: "undetermined",
  reason: "which environment or account is meant is not known yet",
};

function shared(resource: ResourceRecord, neighbour: ResourceRecord): Verdict {
  return {
    outcome: "violation",
    found: `${resource.name}, not production, is in one account with ${neighbour.name}, which is`,
    required: "an account of its own for production, and others for other environments",
    fix: "deploy the environments as stacks of their own, each with the provider of its account",
  };
}
