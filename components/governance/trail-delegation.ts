import * as cloudtrail from "@pulumi/aws/cloudtrail";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface TrailDelegationArgs extends PlinthComponentArgs {
  /** The member account that keeps the organisation's trail: twelve digits. */
  readonly accountId: string;
}

/**
 * Lets a member account manage the organisation's trails, so that the management account runs none.
 *
 * It goes through CloudTrail and not through Organizations, because only then the service-linked role is made that
 * trails need: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 * (read 2026-11).
 *
 * @example
 * new TrailDelegation("audit", { workload, accountId: "333344445555" });
 */
export class TrailDelegation extends PlinthComponent {
  constructor(name: string, args: TrailDelegationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("TrailDelegation", name, args, opts, faults(name, args));
    new cloudtrail.OrganizationDelegatedAdminAccount(
      `${name}-administrator`,
      { accountId: args.accountId },
      this.child(),
    );
    this.registerOutputs({});
  }
}

function faults(name: string, { workload, accountId }: TrailDelegationArgs) {
  return faultsOf(
    "governance/TrailDelegation",
    name,
    [/^\d{12}$/.test(accountId), "accountId", "twelve digits", accountId],
    [accountId !== workload.accountId, "accountId", "an account other than the management account", accountId],
  );
}
