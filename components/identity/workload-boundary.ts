import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { boundaryStatements } from "./boundary-statements";
import { policyDocument } from "./policy-document";
import { workloadPath } from "./principals";

/** Arguments of {@link WorkloadBoundary}. */
export type WorkloadBoundaryArgs = PlinthComponentArgs;

/**
 * Permissions boundary of a workload's roles: the maximum that any of their policies can allow.
 *
 * Creates one managed policy. It allows data-plane actions on resources of the workload's own account and inference with
 * models of the standard's catalogue, and denies changes of permissions. {@link WorkloadRole} creates one unless
 * `boundaryArn` names a shared one.
 *
 * @example
 * const boundary = new WorkloadBoundary("support-boundary", { workload });
 * const role = new WorkloadRole("support-handler", { workload, service: "lambda", boundaryArn: boundary.policyArn });
 */
export class WorkloadBoundary extends PlinthComponent {
  /** ARN of the managed policy, computed from its name. Known in preview. */
  readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadBoundary", name, args, opts, []);
    const path = workloadPath(args.workload);
    const policy = new iam.Policy(
      `${name}-policy`,
      {
        path,
        description: `The most that a role of ${args.workload.name} may do`,
        policy: policyDocument(boundaryStatements(args.workload)),
        tags: this.tags(),
      },
      this.child(),
    );

    const { partition, accountId } = args.workload;
    this.policyArn = policy.name.apply((p) => `arn:${partition}:iam::${accountId}:policy${path}${p}`);
    this.registerOutputs({ policyArn: this.policyArn });
  }
}
