import * as ram from "@pulumi/aws/ram";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface NetworkShareArgs extends PlinthComponentArgs {
  /** ARNs of what is shared, by a name for each: subnets, a service network, a transit gateway. Bounds: at least one. */
  readonly resources: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Who may use it, by a name for each: account numbers, or ARNs of the organisation or of its units. Bounds: at least
   * one. Nobody outside of the organisation can be among them.
   */
  readonly principals: Readonly<Record<string, pulumi.Input<string>>>;
}

const PRINCIPAL =
  /^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization\/o-[a-z0-9]+|ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+))$/;

/**
 * Network resources of one account that others of the same organisation use: the sharing side of a network. The other
 * side takes a shared VPC by its ids, with `existingNetwork`.
 *
 * Creates a share of AWS Resource Access Manager that takes in no principal from outside of the organisation. Accounts
 * see it at once, without an invitation, where sharing within the organisation is enabled.
 *
 * @example
 * const shared = new InferenceVpc("shared-network", { workload, key });
 * new NetworkShare("network-share", {
 *   workload,
 *   resources: shared.shareableArns(),
 *   principals: { claims: "210987654321" },
 * });
 */
export class NetworkShare extends PlinthComponent {
  readonly shareArn: pulumi.Output<string>;

  constructor(name: string, args: NetworkShareArgs, opts?: pulumi.ComponentResourceOptions) {
    super("NetworkShare", name, args, opts, faults(name, args));
    const share = new ram.ResourceShare(
      `${name}-share`,
      { name: this.physicalName(), allowExternalPrincipals: false, tags: this.tags() },
      this.child(),
    );
    for (const [resource, resourceArn] of Object.entries(args.resources)) {
      new ram.ResourceAssociation(
        `${name}-resource-${resource}`,
        { resourceShareArn: share.arn, resourceArn },
        this.child(),
      );
    }
    for (const [member, principal] of Object.entries(args.principals)) {
      new ram.PrincipalAssociation(
        `${name}-principal-${member}`,
        { resourceShareArn: share.arn, principal },
        this.child(),
      );
    }
    this.shareArn = share.arn;
    this.registerOutputs({ shareArn: this.shareArn });
  }
}

function faults(name: string, { resources, principals }: NetworkShareArgs) {
  const strangers = Object.values(principals).filter((p) => typeof p === "string" && !PRINCIPAL.test(p));
  return faultsOf(
    "network/NetworkShare",
    name,
    [Object.keys(resources).length > 0, "resources", "at least one resource"],
    [Object.keys(principals).length > 0, "principals", "at least one principal"],
    [
      strangers.length === 0,
      "principals",
      "account numbers, or ARNs of an organisation or of its units",
      strangers.join(", "),
    ],
  );
}
