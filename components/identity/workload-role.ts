import { type Fault, PlinthError, type Workload } from "@plinth/standards";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { withinBoundary } from "./boundary-statements";
import { allowed, type Permission, policyDocument, type Statement } from "./policy-document";
import { workloadPath } from "./principals";
import {
  COMPUTE_SERVICES,
  type ComputeService,
  type People,
  type Pods,
  peopleFaults,
  trust,
  trustPeople,
  trustPods,
} from "./trust";
import { WorkloadBoundary } from "./workload-boundary";

/** IAM's limit of 64 characters, less `-role` and the suffix that Pulumi adds. */
const MAX_NAME_LENGTH = 64 - "-role-1234567".length;

/** Arguments of {@link WorkloadRole}. */
export interface WorkloadRoleArgs extends PlinthComponentArgs {
  /**
   * Principal that assumes the role: one AWS service, as its service principal without `.amazonaws.com` (`lambda`),
   * {@link People} or {@link Pods}.
   */
  readonly service: ComputeService | People | Pods;
  /**
   * ARN of the managed policy that is the permissions boundary. Default: that of a {@link WorkloadBoundary} of the
   * role's own.
   */
  readonly boundaryArn?: pulumi.Input<string>;
}

/**
 * The IAM role of one workload on one compute service, or of people who act for it.
 *
 * Creates a role that only its service can assume, on behalf of resources in the workload's own account and region
 * (`aws:SourceAccount`, `aws:SourceArn`), under a permissions boundary. Without grants it has no permissions.
 *
 * @example
 * const role = new WorkloadRole("support-handler", { workload, service: "lambda" });
 * role.allow("parameters", {
 *   actions: ["ssm:GetParameter"],
 *   resources: ["arn:aws:ssm:eu-west-1:210987654321:parameter/support/prompt"],
 * });
 */
export class WorkloadRole extends PlinthComponent {
  /** Name of the role. Known in preview. */
  readonly roleName: pulumi.Output<string>;
  /** ARN of the role, computed from its name. Known in preview. */
  readonly roleArn: pulumi.Output<string>;
  readonly #ownBoundary: boolean;

  constructor(name: string, args: WorkloadRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadRole", name, args, opts, faults(name, args));
    const { workload, service } = args;
    const path = workloadPath(workload);
    const boundaryArn =
      args.boundaryArn ?? new WorkloadBoundary(`${name}-boundary`, { workload }, { parent: this }).policyArn;

    const role = new iam.Role(
      `${name}-role`,
      {
        path,
        description: `${workload.name} in ${workload.environment}, ${descriptionOf(service)}`,
        assumeRolePolicy: policyDocument([trustStatement(service, workload)]),
        permissionsBoundary: boundaryArn,
        maxSessionDuration: 3600,
        tags: this.tags(),
      },
      this.child(),
    );

    this.#ownBoundary = args.boundaryArn === undefined;
    this.roleName = role.name;
    this.roleArn = role.name.apply((r) => `arn:${workload.partition}:iam::${workload.accountId}:role${path}${r}`);
    this.registerOutputs({ roleName: this.roleName, roleArn: this.roleArn });
  }

  /**
   * Adds permissions as a separate inline policy, `<role>-<grant>`.
   * @param grant Purpose of the permissions, in kebab case and unique within the role: `read-answers`.
   * @throws PlinthError if there are no permissions, if they include all actions, or if the role's own boundary does
   * not allow them.
   */
  allow(grant: string, ...permissions: readonly Permission[]): void {
    const grantFaults = this.#grantFaults(grant, permissions);
    if (grantFaults.length > 0) throw new PlinthError(`WorkloadRole ${this.name}`, grantFaults);
    new iam.RolePolicy(
      `${this.name}-${grant}`,
      { role: this.roleName, policy: policyDocument(permissions.map(allowed)) },
      this.child(),
    );
  }

  #grantFaults(grant: string, permissions: readonly Permission[]): Fault[] {
    const member = `permissions(${grant})`;
    const named = permissions.every(({ actions, resources }) => actions.length > 0 && resources.length > 0);
    const actions = permissions.flatMap((permission) => permission.actions);
    const outside = this.#ownBoundary ? actions.filter((action) => !withinBoundary(action)) : [];
    return faultsOf(
      "identity/WorkloadRole",
      this.name,
      [/^[a-z0-9][a-z0-9-]*$/.test(grant), "grant", "a kebab-case name such as read-answers", grant],
      [permissions.length > 0 && named, member, "at least one permission, each with actions and resources"],
      [!actions.includes("*"), member, "named actions, not all of them", "*"],
      [outside.length === 0, member, "actions that the workload's boundary lets its roles perform", outside.join(", ")],
    );
  }
}

function descriptionOf(service: WorkloadRoleArgs["service"]): string {
  if (typeof service === "string") return `on ${service}`;
  return "signedInAs" in service ? "for people" : `for pods of ${service.namespace}`;
}

function trustStatement(service: WorkloadRoleArgs["service"], workload: Workload): Statement {
  if (typeof service === "string") return trust(service, workload);
  return "signedInAs" in service ? trustPeople(service, workload) : trustPods(service, workload);
}

function faults(name: string, { service, workload }: WorkloadRoleArgs) {
  return faultsOf(
    "identity/WorkloadRole",
    name,
    [name.length <= MAX_NAME_LENGTH, "name", `a name of at most ${MAX_NAME_LENGTH} characters`, name],
    ...(typeof service === "string"
      ? [[COMPUTE_SERVICES.includes(service), "service", `one of ${COMPUTE_SERVICES.join(", ")}`, service] as const]
      : "signedInAs" in service
        ? peopleFaults(service, workload, "service")
        : []),
  );
}
