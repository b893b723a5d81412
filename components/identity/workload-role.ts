import { type Fault, PlinthError, type Workload } from "@plinth/standards";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { allowed, type Permission, policyDocument, type Statement } from "./policy-document";
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
import { WorkloadBoundary, withinBoundary, workloadPath } from "./workload-boundary";

/** IAM's limit of 64, less `-role` and what Pulumi appends. */
const LONGEST_NAME = 64 - "-role-1234567".length;

export interface WorkloadRoleArgs extends PlinthComponentArgs {
  /** Who takes the role on: one service, as its principal without `.amazonaws.com` (`lambda`), {@link People} or {@link Pods}. */
  readonly service: ComputeService | People | Pods;
  /** Permissions boundary: ARN of a managed policy. Default: a {@link WorkloadBoundary} of the role's own. */
  readonly boundaryArn?: pulumi.Input<string>;
}

/**
 * The identity of one workload on one compute service, or of the people who decide for it.
 *
 * Creates a role that nobody but that service can take on, for resources of the workload's own account and region
 * (`aws:SourceAccount`, `aws:SourceArn`), under a permissions boundary. It can do nothing until a grant says so.
 *
 * @example
 * const role = new WorkloadRole("support-handler", { workload, service: "lambda" });
 * role.allow("parameters", {
 *   actions: ["ssm:GetParameter"],
 *   resources: ["arn:aws:ssm:eu-west-1:210987654321:parameter/support/prompt"],
 * });
 */
export class WorkloadRole extends PlinthComponent {
  readonly roleName: pulumi.Output<string>;
  /** Known in preview: computed from the role's name. */
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
        assumeRolePolicy: policyDocument([trustIn(service, workload)]),
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
   * Adds permissions as an inline policy of their own, `<role>-<grant>`.
   * @param grant What for, in kebab case and once a role: `read-answers`.
   * @throws PlinthError if there is nothing to allow, everything is, or the role's own boundary would not let it.
   */
  allow(grant: string, ...permissions: readonly Permission[]): void {
    const wrong = this.#grantFaults(grant, permissions);
    if (wrong.length > 0) throw new PlinthError(`WorkloadRole ${this.name}`, wrong);
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

function trustIn(service: WorkloadRoleArgs["service"], workload: Workload): Statement {
  if (typeof service === "string") return trust(service, workload);
  return "signedInAs" in service ? trustPeople(service, workload) : trustPods(service, workload);
}

function faults(name: string, { service, workload }: WorkloadRoleArgs) {
  return faultsOf(
    "identity/WorkloadRole",
    name,
    [name.length <= LONGEST_NAME, "name", `a name of at most ${LONGEST_NAME} characters`, name],
    ...(typeof service === "string"
      ? [[COMPUTE_SERVICES.includes(service), "service", `one of ${COMPUTE_SERVICES.join(", ")}`, service] as const]
      : "signedInAs" in service
        ? peopleFaults(service, workload, "service")
        : []),
  );
}
