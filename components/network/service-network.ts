import * as vpclattice from "@pulumi/aws/vpclattice";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { isOrganizationId, policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { vendedLogGroup } from "./vended-log-group";

/** Arguments of {@link ServiceNetwork}. */
export interface ServiceNetworkArgs extends PlinthComponentArgs {
  /** Organisation whose principals may use the network: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Encrypts the access logs. The key policy must allow the service `logs` to use it. */
  readonly key: EncryptionKey;
}

/** VPC Lattice's limit for the name of a service network: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetwork.html (read 2026-11). */
const MAX_NAME_LENGTH = 63;

/**
 * A VPC Lattice service network: the directory of the organisation's internal services, across VPCs and accounts,
 * without routes between them.
 *
 * Creates the service network with IAM authentication of every request, an auth policy that allows signed requests of
 * the organisation's principals (the policy of each service narrows its callers), and access logs of every request.
 * Share it with {@link NetworkShare}. VPCs join with {@link ServiceNetworkAssociation}, services with {@link
 * LatticeService}.
 *
 * @example
 * const services = new ServiceNetwork("services", { workload, organizationId: "o-a1b2c3d4e5", key });
 */
export class ServiceNetwork extends PlinthComponent {
  /** Id of the service network: `sn-…`. Assigned by AWS. */
  readonly serviceNetworkId: pulumi.Output<string>;
  /** ARN of the service network, which other accounts associate with. Assigned by AWS. */
  readonly serviceNetworkArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ServiceNetwork", name, args, opts, faults(name, args));
    const network = new vpclattice.ServiceNetwork(
      `${name}-service-network`,
      { name: this.physicalName(), authType: "AWS_IAM", tags: this.tags() },
      this.child(),
    );
    new vpclattice.AuthPolicy(
      `${name}-auth-policy`,
      {
        resourceIdentifier: network.id,
        policy: policyDocument([
          {
            Sid: "SignedByTheOrganisation",
            Effect: "Allow",
            Principal: "*",
            Action: "vpc-lattice-svcs:Invoke",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": args.organizationId } },
          },
        ]),
      },
      this.child(),
    );
    const logs = vendedLogGroup(`${name}-access-logs`, "vpc-lattice", args, this.dataStore());
    new vpclattice.AccessLogSubscription(
      `${name}-access-log-subscription`,
      { resourceIdentifier: network.id, destinationArn: logs.arn, tags: this.tags() },
      this.child(),
    );
    this.serviceNetworkId = network.id;
    this.serviceNetworkArn = network.arn;
    const { serviceNetworkId, serviceNetworkArn } = this;
    this.registerOutputs({ serviceNetworkId, serviceNetworkArn });
  }
}

function faults(name: string, { organizationId }: ServiceNetworkArgs) {
  return faultsOf(
    "network/ServiceNetwork",
    name,
    [name.length <= MAX_NAME_LENGTH - 40, "name", `a name of at most ${MAX_NAME_LENGTH - 40} characters`, name],
    [
      typeof organizationId !== "string" || isOrganizationId(organizationId),
      "organizationId",
      "an organisation's id such as o-a1b2c3d4e5",
      String(organizationId),
    ],
  );
}
