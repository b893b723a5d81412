import { parseArn } from "../../core/arn";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { accountOf } from "../resource/account";
import { isOutsideProduction, productionAccounts, productionNeighbour } from "../resource/environments";
import { isProduction } from "../resource/tags";
import { EFFECTS, type Effect } from "./action-routes";
import type { Context } from "./conditions";
import { type NamedPolicy, type Permissions, statementsOf } from "./evaluate";
import { compileArn, compileGlob } from "./glob";
import { computeByReach } from "./idle-compute";
import { type Access, accessOf, mayBeOpen } from "./open-routes";
import type { OutsidePrincipal } from "./outside-principals";
import { intersects } from "./pattern-intersection";
import { isPermissionSet, isRole, permissionsOf } from "./permissions";
import { isPipelineRole } from "./trust";
import { UNDECLARED_NAME } from "./undeclared-resources";

const ACCOUNT_ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";
/** An account that no policy names stands for the production accounts that a permission set may be assigned to. */
const SOME_ACCOUNT = "000000000000";
/** What deploys production changes it; it does not have production's models answer, nor the programs that ask them. */
const EFFECTS_OF_A_PIPELINE: readonly Effect[] = ["answers"];
/** To call a program gets at a model only if the program does. */
const CALLS: readonly Effect[] = ["calls"];
const DIRECT: readonly Effect[] = EFFECTS.filter((effect) => effect !== "calls");

/**
 * How a principal gets at production: in its own account if that is production, in another if a policy names one. A role that
 * only a pipeline's runs take on is asked about models, and about the programs that have them answer.
 */
export function productionAccessOf(principal: ResourceRecord, estate: Estate): Access {
  const permissions = permissionsOf(principal, estate);
  const facts = productionFacts(isPermissionSet(principal), estate);
  const effects = isRole(principal) && isPipelineRole(principal, estate) ? EFFECTS_OF_A_PIPELINE : undefined;
  if (isProduction(principal, estate.standard) !== false || isBesideProduction(principal, estate)) {
    if (effects) return accessOfPipeline(permissions, facts, estate);
    // Most principals have no way at all, and what the programs of the run reach does not matter.
    return mayBeOpen(permissions, facts) ? accessBesidesHarmless(permissions, facts, estate) : { open: [] };
  }

  const own = accountOf(principal);
  const named = resourcesElsewhere(permissions, own);
  if (named.length === 0) return { open: [] };
  const access = accessOf(permissions, facts, (resources) => resourcesWithin(resources, named), effects);
  // An account that is not known yet may be the one that the policy names.
  const [first] = access.open;
  return own === UNKNOWN && first ? { open: [], unknown: first.proof.action } : access;
}

/**
 * How a principal that this run does not manage gets at production by what it is given here. A role of another stack may be
 * compute's or a pipeline's: it is asked about models alone.
 */
export function productionAccessOfOutsider(
  { kind, isForPeople, permissions }: OutsidePrincipal,
  holder: ResourceRecord,
  estate: Estate,
): Access {
  if (isOutsideProduction(holder, estate)) return { open: [] };
  const facts = productionFacts(kind === "permission set", estate);
  if (!isForPeople) return accessOf(permissions, facts, undefined, EFFECTS_OF_A_PIPELINE);
  return mayBeOpen(permissions, facts) ? accessBesidesHarmless(permissions, facts, estate) : { open: [] };
}

/** Whether the account that a principal acts in has production in it, whatever its own tag says. */
function isBesideProduction(principal: ResourceRecord, estate: Estate): boolean {
  const accounts = productionAccounts(estate);
  if (!isPermissionSet(principal)) return productionNeighbour(principal, accounts) !== undefined;
  return estate
    .referrers(principal, "permissionSetArn", [ACCOUNT_ASSIGNMENT])
    .some(({ props }) => typeof props.targetId === "string" && accounts.live.has(props.targetId));
}

/** The ways that are left without programs and roles that reach nothing. */
function accessBesidesHarmless(permissions: Permissions, facts: Context, estate: Estate): Access {
  const { reaching, exceptIdle, exceptHarmless } = computeByReach(estate);
  const besides = (policies: readonly NamedPolicy[]) => ({
    ...permissions,
    identity: [...permissions.identity, ...policies],
  });
  const direct = accessOf(besides(exceptHarmless), facts, undefined, DIRECT);
  const callable = besides(exceptIdle);
  const calls = accessOf(callable, facts, (resources) => [...resources.map(undeclared), ...reaching], CALLS);
  // A program of another stack may have models answer or not.
  const { open, unknown } = accessOf(callable, facts, undefined, CALLS);
  const doubt = calls.unknown ?? (calls.open.length === 0 ? (open[0]?.proof.action ?? unknown) : undefined);
  const both = [...direct.open, ...calls.open];
  const first = direct.unknown ?? doubt;
  return { open: both, ...(first !== undefined && { unknown: first }) };
}

/** A pipeline deploys programs of other stacks too: only the run's own programs are known to have models answer. */
function accessOfPipeline(permissions: Permissions, facts: Context, estate: Estate): Access {
  const direct = accessOf(permissions, facts, undefined, EFFECTS_OF_A_PIPELINE);
  const { reaching, exceptIdle } = computeByReach(estate);
  const callable = { ...permissions, identity: [...permissions.identity, ...exceptIdle] };
  const calls = accessOf(callable, facts, () => reaching, CALLS);
  const unknown = direct.unknown ?? calls.unknown;
  return { open: [...direct.open, ...calls.open], ...(unknown !== undefined && { unknown }) };
}

function undeclared(resource: string): string {
  return resource.replace(/\*$/, UNDECLARED_NAME);
}

/** What is certain of a request for something in production. */
function productionFacts(isForPermissionSet: boolean, { standard }: Estate): Context {
  const [environment = ""] = standard.environments.production;
  const facts = new Map([[`aws:resourcetag/${standard.tagKeys.environment.toLowerCase()}`, [environment]]]);
  if (isForPermissionSet) {
    facts.set("aws:principalaccount", [SOME_ACCOUNT]).set("aws:resourceaccount", [SOME_ACCOUNT]);
  }
  return facts;
}

/** Patterns by which a non-production principal's policies name what is in another account than its own. */
function resourcesElsewhere({ identity }: Permissions, own: ReturnType<typeof accountOf>): readonly string[] {
  return statementsOf(identity)
    .filter(({ effect, resources }) => effect === "Allow" && !resources.negated)
    .flatMap(({ resources }) => resources.patterns)
    .filter((pattern) => pattern !== UNKNOWN)
    .filter((pattern) => {
      const account = parseArn(pattern)?.account;
      return account !== undefined && /^\d{12}$/.test(account) && account !== own;
    });
}

function resourcesWithin(resources: readonly string[], named: readonly string[]): readonly string[] {
  return named.filter((n) => resources.some((r) => intersects(compileArn(r), compileGlob(n))));
}
