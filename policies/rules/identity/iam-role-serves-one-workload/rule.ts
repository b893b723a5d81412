import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { ROLE_USING_TYPES, rolesInUse, rolesOf } from "../../../readers/iam/compute-roles";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform } from "../../../readers/iam/permission-search";
import { isRole, permissionsOf, ROLES } from "../../../readers/iam/permissions";
import { isForCompute, trustOf } from "../../../readers/iam/trust";
import { environmentOf, workloadOf } from "../../../readers/resource/tags";

const REQUIRED = "a role of its own for each workload, tagged with it";
const FIX = "give each workload a WorkloadRole of its own";

/** See why.md. */
export const rule: Rule = {
  id: "iam-role-serves-one-workload",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
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
  const users = rolesInUse(estate).computeByRole.get(role) ?? [];
  const shared = workloadsOf([role, ...users], estate);
  if (shared !== "one" && shared !== "none") return shared;
  if (shared === "one") return { outcome: "pass" };

  const finding = mayPerform(
    permissionsOf(role, estate),
    isForCompute(trustOf(role, estate)) ? INVOCATION_ACTIONS : [],
  );
  if (users.length === 0 && finding.answer === "denied") {
    return { outcome: "not-applicable", reason: "no compute uses the role, and it cannot invoke a model" };
  }
  if (users.length === 0 && finding.answer === "unknown") {
    return { outcome: "undetermined", reason: "whether the role can invoke a model is not known yet" };
  }
  const use = users.length > 0 ? `is used by ${joinWithAnd(names(users))}` : "can invoke models";
  return {
    outcome: "violation",
    found: `${role.name} ${use} and belongs to no workload`,
    required: REQUIRED,
    fix: FIX,
  };
}

/** Outside the AI estate nobody need say what a workload is: a role of several that do not is shown. */
function advisoryOnSharing(role: ResourceRecord, estate: Estate): Verdict | undefined {
  const users = rolesInUse(estate).computeByRole.get(role) ?? [];
  if (users.length < 2 || workloadsOf([role, ...users], estate) === "one") return undefined;
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
    const shared = workloadsOf(users, estate);
    if (shared !== "one" && shared !== "none" && shared.outcome === "violation") return shared;
  }
  return { outcome: "undetermined", reason: "this stack does not manage its role, so who else uses it cannot be seen" };
}

/** How many workloads resources say that they belong to: a verdict if more than one or not known. */
function workloadsOf(resources: readonly ResourceRecord[], { standard }: Estate): Verdict | "one" | "none" {
  const tagged = resources.map((resource) => ({
    resource,
    workload: workloadOf(resource, standard),
    environment: environmentOf(resource, standard),
  }));
  const known = tagged.filter(({ workload }) => workload !== UNKNOWN && workload !== undefined);
  const workloads = new Set(known.map(({ workload }) => workload));
  // A workload is one application in one environment.
  const environments = new Set(
    known.flatMap(({ environment }) => (typeof environment === "string" ? [environment] : [])),
  );
  if (workloads.size > 1 || environments.size > 1) {
    return {
      outcome: "violation",
      found: `${resources[0]?.name} is shared: ${joinWithAnd(names(known.map(({ resource }) => resource)))} are tagged with different ${workloads.size > 1 ? "workloads" : "environments"}`,
      required: REQUIRED,
      fix: FIX,
    };
  }
  if (tagged.some(({ workload, environment }) => workload === UNKNOWN || environment === UNKNOWN)) {
    return { outcome: "undetermined", reason: "the workload tag of the role or of what uses it is not known yet" };
  }
  return workloads.size === 1 ? "one" : "none";
}

function names(resources: readonly ResourceRecord[]): string[] {
  return resources.map(({ name }) => name);
}
