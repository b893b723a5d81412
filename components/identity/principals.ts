/**
 * Where the platform's roles live, in every account. Service control policies tell principals apart by these paths, so
 * they are one convention for the whole organisation and not a setting of a stack.
 */

/** IAM path above every workload's: the only principals that may invoke production models. */
export const WORKLOAD_ROLE_PATH = "/workload/";

/** Name and path of the role that the pipeline deploys an account's stacks with. */
export const DEPLOYMENT_ROLE = { path: "/plinth/", name: "plinth-deployment" } as const;

/** Role that AWS Organizations creates in each new account, and AWS Control Tower's: they set an account up. */
const ADMINISTRATOR_ROLES = ["OrganizationAccountAccessRole", "AWSControlTowerExecution"];

/** ARN of an account's deployment role; `*` for that of every account. */
export function deploymentRoleArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role${DEPLOYMENT_ROLE.path}${DEPLOYMENT_ROLE.name}`;
}

/** Every workload role, in every account. */
export function workloadRoles(partition: string): string {
  return `arn:${partition}:iam::*:role${WORKLOAD_ROLE_PATH}*`;
}

/** Every role that only a deployment may change: workloads' and the platform's own. */
export function platformRoles(partition: string): string[] {
  return [workloadRoles(partition), `arn:${partition}:iam::*:role${DEPLOYMENT_ROLE.path}*`];
}

/** The roles that set an account up, in every account. */
export function administratorRoles(partition: string): string[] {
  return ADMINISTRATOR_ROLES.map((name) => `arn:${partition}:iam::*:role/${name}`);
}
