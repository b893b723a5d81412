import type { Workload } from "@plinth/standards";

/**
 * IAM paths of the platform's roles, in every account. Service control policies identify principals by these paths, so
 * they are a convention of the whole organisation and not a setting of a stack.
 */

/** IAM path above those of all workloads. Roles below it are the only principals that may invoke production models. */
export const WORKLOAD_ROLE_PATH = "/workload/";

/** IAM path of the roles and policies of a workload: `/workload/support/`. */
export function workloadPath(workload: Pick<Workload, "name">): string {
  return `${WORKLOAD_ROLE_PATH}${workload.name}/`;
}

/** Path and name of the role that the pipeline deploys an account's stacks with. */
export const DEPLOYMENT_ROLE = { path: "/plinth/", name: "plinth-deployment" } as const;

/** Roles that set up an account: that of AWS Organizations in each new account, and that of AWS Control Tower. */
const ADMINISTRATOR_ROLES = ["OrganizationAccountAccessRole", "AWSControlTowerExecution"];

/**
 * ARN of an account's deployment role.
 * @param accountId Twelve digits, or `*` for every account.
 */
export function deploymentRoleArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role${DEPLOYMENT_ROLE.path}${DEPLOYMENT_ROLE.name}`;
}

/** ARN pattern of every workload role in every account. */
export function workloadRoles(partition: string): string {
  return `arn:${partition}:iam::*:role${WORKLOAD_ROLE_PATH}*`;
}

/**
 * ARN patterns of the roles that only deployments may change: those of workloads and of the platform, in every account.
 */
export function platformRoles(partition: string): string[] {
  return [workloadRoles(partition), `arn:${partition}:iam::*:role${DEPLOYMENT_ROLE.path}*`];
}

/** ARN patterns of the roles that set up accounts, in every account. */
export function administratorRoles(partition: string): string[] {
  return ADMINISTRATOR_ROLES.map((name) => `arn:${partition}:iam::*:role/${name}`);
}
