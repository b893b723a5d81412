import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { isCompute, ROLE_USING_TYPES, rolesInUse, rolesOf } from "../../../readers/iam/compute-roles";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { isRole, permissionsOf, ROLES } from "../../../readers/iam/permissions";
import { type Owner, ownerOf } from "../../../readers/iam/role-owners";
import { chainedRoles } from "../../../readers/iam/role-sharing";
import { LAUNCH_TYPES, ROLE_NAMING_TYPES, usersByRole } from "../../../readers/iam/role-users";
import { isServiceAccount, serviceAccountsOf } from "../../../readers/iam/service-accounts";
import { isForCode, type Trust, trustOf } from "../../../readers/iam/trust";
import { workloadOf } from "../../../readers/resource/tags";

const REQUIRED = "a role of its own for each workload, tagged with it";
const FIX = "give each workload a WorkloadRole of its own";

/** See why.md. */
export const rule: Rule = {
  id: "iam-role-serves-one-workload",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: [...ROLE_USING_TYPES, ...PERMISSION_TYPES],
  causes: [...ROLE_USING_TYPES, ...ROLE_NAMING_TYPES, ...PERMISSION_TYPES],
  title: "A role belongs to exactly one workload",
  scope: "stack",
  types: [...ROLES, ...ROLE_USING_TYPES],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside?.outcome === "not-applicable" && isRole(resource))
      return advisoryOnSharing(resource, estate) ?? outside;
    if (outside) return outside;
    return isRole(resource) ? judgeRole(resource, estate) : judgeCompute(resource, estate);
  },
};

function judgeRole(role: ResourceRecord, estate: Estate): Verdict {
  const users = usersByRole(estate).get(role) ?? [];
  const own = workloadOf(role, estate.standard);
  const expected = typeof own === "string" ? own : undefined;
  const owners = [role, ...users].map((one) => ownerOf(one, estate, expected));
  const shared = workloadsOf(owners);
  const other = sharedOtherwise(role, expected, estate);
  if (isViolation(shared)) return shared;
  if (other && isViolation(other)) return other;
  if (shared !== "one" && shared !== "none") return shared;

  const trust = trustOf(role, estate);
  const runs = isForCode(trust) || users.some(isCompute);
  const invokes = mayPerform(permissionsOf(role, estate), isForRequests(trust) ? INVOCATION_ACTIONS : []).answer;
  if (shared === "one") {
    // A service account takes no tags: where the names of all say that they are of one workload, it is the role's.
    const named = serviceAccountsOf(role, expected, estate) === "of one workload";
    const others = owners.slice(1).filter((owner) => !named || !isServiceAccount(owner.resource));
    return untold(role, others, runs || invokes !== "denied") ?? other ?? { outcome: "pass" };
  }
  if ((users.length === 0 || !runs) && invokes !== "allowed") {
    return invokes === "denied"
      ? { outcome: "not-applicable", reason: "no compute uses the role, and it cannot invoke a model" }
      : { outcome: "undetermined", reason: "whether the role can invoke a model is not known yet" };
  }
  const use = users.length > 0 ? `is used by ${joinWithAnd(names(users))}` : "can invoke models";
  return {
    outcome: "violation",
    found: `${role.name} ${use} and belongs to no workload`,
    required: REQUIRED,
    fix: FIX,
  };
}

/** Whether something other than a person at a keyboard takes the role on. */
function isForRequests({ services, pods, roles }: Trust): boolean {
  return pods || services.length > 0 || roles.length > 0;
}

/** Sharing by who can take the role on, and not by what runs under it. */
function sharedOtherwise(role: ResourceRecord, workload: string | undefined, estate: Estate): Verdict | undefined {
  const chained = chainedRoles(role, estate);
  if (chained.length > 0) {
    return {
      outcome: "violation",
      found: `${role.name} can be taken on by ${joinWithAnd(names(chained))}, of another workload or environment`,
      required: REQUIRED,
      fix: "remove the other workload's role from the trust policy, and give that workload a role of its own",
    };
  }
  const accounts = serviceAccountsOf(role, workload, estate);
  if (accounts === "of every namespace" || accounts === "of several namespaces") {
    return {
      outcome: "violation",
      found: `${role.name} can be taken on by Kubernetes service accounts ${accounts}`,
      required: REQUIRED,
      fix: "name one namespace and one service account in the condition on sub, and give each workload a role of its own",
    };
  }
  if (accounts !== "several") return undefined;
  return {
    outcome: "undetermined",
    reason: "whether its service accounts are of one workload cannot be told by their names",
  };
}

/** Compute that could say whose it is and does not, under a role that says so. */
function untold(role: ResourceRecord, users: readonly Owner[], matters: boolean): Verdict | undefined {
  const silent = matters ? users.filter(({ workload }) => workload === undefined) : [];
  if (silent.length === 0) return undefined;
  const untagged = silent.filter(({ isUntagged }) => isUntagged);
  if (untagged.length > 0 && users.some(({ workload }) => workload !== undefined)) {
    return {
      outcome: "violation",
      found: `${role.name} is shared with ${joinWithAnd(untagged.map(({ resource }) => resource.name))}, which no tag says to be of its workload`,
      required: REQUIRED,
      fix: "tag it with the workload whose it is; if that is another, give it a WorkloadRole of its own",
    };
  }
  const known = silent.filter(({ resource, isUntagged }) => isUntagged || !LAUNCH_TYPES.includes(resource.type));
  if (known.length === 0) return undefined;
  return {
    outcome: "undetermined",
    reason: `whose ${joinWithAnd(known.map(({ resource }) => resource.name))} is, which uses the role, is not known: no tag says so`,
  };
}

function isViolation(verdict: Verdict | "one" | "none"): verdict is Verdict & { readonly outcome: "violation" } {
  return typeof verdict === "object" && verdict.outcome === "violation";
}

/** Outside the AI estate nobody need say what a workload is: a role of several that do not is shown. */
function advisoryOnSharing(role: ResourceRecord, estate: Estate): Verdict | undefined {
  const users = rolesInUse(estate).computeByRole.get(role) ?? [];
  if (users.length < 2 || workloadsOf([role, ...users].map((one) => ownerOf(one, estate, undefined))) === "one")
    return undefined;
  return {
    outcome: "violation",
    found: `${role.name} is used by ${joinWithAnd(names(users))}`,
    required: REQUIRED,
    fix: FIX,
    advisory: true,
  };
}

/** Compute under a role that this stack does not manage can only be compared with the stack's other compute. */
function judgeCompute(compute: ResourceRecord, estate: Estate): Verdict {
  const roles = rolesOf(compute, estate);
  if (roles.length === 0) return { outcome: "not-applicable", reason: "it names no role" };
  if (roles.every(({ complete }) => complete))
    return { outcome: "not-applicable", reason: "its role is judged itself" };
  const { computeByExternalRole } = rolesInUse(estate);
  for (const value of roles.flatMap(({ values }) => values)) {
    const users = typeof value === "string" ? (computeByExternalRole.get(value) ?? []) : [];
    const shared = workloadsOf(users.map((one) => ownerOf(one, estate, undefined)));
    if (shared !== "one" && shared !== "none" && shared.outcome === "violation") return shared;
  }
  return { outcome: "undetermined", reason: "this stack does not manage its role, so who else uses it cannot be seen" };
}

/** How many workloads resources are of: a verdict if more than one or not known. */
function workloadsOf(owners: readonly Owner[]): Verdict | "one" | "none" {
  const known = owners.filter(({ workload }) => workload !== UNKNOWN && workload !== undefined);
  const workloads = new Set(known.map(({ workload }) => workload));
  // A workload is one application in one environment.
  const environments = new Set(
    known.flatMap(({ environment }) => (typeof environment === "string" ? [environment] : [])),
  );
  if (workloads.size > 1 || environments.size > 1) {
    return {
      outcome: "violation",
      found: `${owners[0]?.resource.name} is shared: ${joinWithAnd(names(known.map(({ resource }) => resource)))} belong to different ${workloads.size > 1 ? "workloads" : "environments"}`,
      required: REQUIRED,
      fix: FIX,
      cures: [],
    };
  }
  if (owners.some(({ workload, environment }) => workload === UNKNOWN || environment === UNKNOWN)) {
    return { outcome: "undetermined", reason: "the workload tag of the role or of what uses it is not known yet" };
  }
  return workloads.size === 1 ? "one" : "none";
}

function names(resources: readonly ResourceRecord[]): string[] {
  return resources.map(({ name }) => name);
}
