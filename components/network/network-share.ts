import * as ram from "@pulumi/aws/ram";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link NetworkShare}. */
export interface NetworkShareArgs extends PlinthComponentArgs {
  /**
   * ARNs of the shared resources, by a name for each: subnets, a service network, a transit gateway. Bounds: at least
   * one.
   */
  readonly resources: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Principals that may use the resources, by a name for each: account ids, or ARNs of the organisation or its
   * organisational units. Bounds: at least one; none from outside the organisation.
   */
  readonly principals: Readonly<Record<string, pulumi.Input<string>>>;
}

const PRINCIPAL =
  /^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization\/o-[a-z0-9]+|ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+))$/;

/**
 * Shares network resources with other accounts of the same organisation. The other account uses a shared VPC by its
 * ids, with `existingNetwork`.
 *
 * Creates a resource share of AWS Resource Access Manager that does not allow external principals. Where resource
 * sharing within the organisation is enabled, accounts need to accept no invitation.
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
  /** ARN of the resource share. Assigned by AWS. */
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
  const external = Object.values(principals).filter((p) => typeof p === "string" && !PRINCIPAL.test(p));
  return faultsOf(
    "network/NetworkShare",
    name,
    [Object.keys(resources).length > 0, "resources", "at least one resource"],
    [Object.keys(principals).length > 0, "principals", "at least one principal"],
    [
      external.length === 0,
      "principals",
      "account numbers, or ARNs of an organisation or of its units",
      external.join(", "),
    ],
  );
}
