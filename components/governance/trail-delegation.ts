import * as cloudtrail from "@pulumi/aws/cloudtrail";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link TrailDelegation}. */
export interface TrailDelegationArgs extends PlinthComponentArgs {
  /** Account id of the member account that manages the organisation trail. Bounds: twelve digits; not the management account. */
  readonly accountId: string;
}

/**
 * Registers a member account as CloudTrail's delegated administrator, which manages the organisation's trails.
 *
 * The registration uses the CloudTrail API, not that of Organizations, because only CloudTrail creates the service-linked
 * role that organisation trails need: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
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
