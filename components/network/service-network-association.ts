import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as vpclattice from "@pulumi/aws/vpclattice";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface ServiceNetworkAssociationArgs extends PlinthComponentArgs {
  /** Id or ARN of the service network; ARN where another account shares it. */
  readonly serviceNetworkId: pulumi.Input<string>;
  readonly vpcId: pulumi.Input<string>;
  /** Security group of the compute that calls services; nothing else in the VPC can. */
  readonly clientSecurityGroupId: pulumi.Input<string>;
}

/**
 * Addresses at which a VPC that is associated with a service network meets its services, both ways: link-local ones. AWS's
 * managed prefix list `com.amazonaws.<region>.vpc-lattice` holds them, and those of resources (129.224.0.0/17), of which no
 * service here is one; a rule of a security group names the range itself, so that what it opens is known in preview.
 * Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html,
 * https://aws.amazon.com/blogs/networking-and-content-delivery/managing-dns-resolution-with-amazon-vpc-lattice-and-vpc-resources/
 * (read 2026-11).
 */
export const LATTICE_ADDRESSES = "169.254.171.0/24";

/** One service that a role may call. */
export interface CalledService {
  /** Account that offers it: twelve digits. */
  readonly accountId: string;
  /** Paths, `*` standing for any text: `/v1/chat`. Bounds: at least one. */
  readonly paths: readonly string[];
  /** Default: POST. */
  readonly methods?: readonly string[];
}

/**
 * A VPC whose compute may call the services of a VPC Lattice service network.
 *
 * Creates the association, with a security group that lets nothing in but TLS from the given group, and lets that group
 * out to VPC Lattice and nothing else. {@link grantCall} lets a role sign requests; each service's own policy decides.
 *
 * @example
 * const own = new InferenceVpc("own-network", { workload, key });
 * const services = new ServiceNetworkAssociation("services", {
 *   workload,
 *   serviceNetworkId: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
 *   vpcId: own.vpcId,
 *   clientSecurityGroupId: own.workloadSecurityGroupId,
 * });
 * services.grantCall(role, "gateway", { accountId: "666677778888", paths: ["/v1/chat"] });
 */
export class ServiceNetworkAssociation extends PlinthComponent {
  readonly associationArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceNetworkAssociationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ServiceNetworkAssociation", name, args, opts, faults(name, args));
    const { serviceNetworkId, vpcId, clientSecurityGroupId } = args;
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, tags: this.tags() };
    const group = new ec2.SecurityGroup(
      `${name}-security-group`,
      {
        vpcId,
        description: "Callers of internal services",
        revokeRulesOnDelete: true,
        tags: { Name: this.physicalName(), ...this.tags() },
      },
      this.child(),
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-from-clients`,
      { securityGroupId: group.id, referencedSecurityGroupId: clientSecurityGroupId, ...https },
      this.child(),
    );
    new vpc.SecurityGroupEgressRule(
      `${name}-from-clients-to-services`,
      { securityGroupId: clientSecurityGroupId, cidrIpv4: LATTICE_ADDRESSES, ...https },
      this.child(),
    );
    const association = new vpclattice.ServiceNetworkVpcAssociation(
      `${name}-association`,
      {
        serviceNetworkIdentifier: serviceNetworkId,
        vpcIdentifier: vpcId,
        securityGroupIds: [group.id],
        tags: this.tags(),
      },
      this.child(),
    );
    this.associationArn = association.arn;
    this.registerOutputs({ associationArn: this.associationArn });
  }

  /**
   * Lets a role sign requests to a service. AWS assigns the service's id, so the permission goes by account, path and
   * method; the service's own policy says whether this role may call it.
   * @param service Names the grant, once a role: `gateway`.
   */
  grantCall(role: WorkloadRole, service: string, { accountId, paths, methods = ["POST"] }: CalledService): void {
    const { partition, region } = this.workload;
    role.allow(`call-${service}`, {
      actions: ["vpc-lattice-svcs:Invoke"],
      resources: paths.map((path) => `arn:${partition}:vpc-lattice:${region}:${accountId}:service/*${path}`),
      conditions: {
        StringEquals: { "vpc-lattice-svcs:RequestMethod": [...methods] },
        StringLike: { "vpc-lattice-svcs:RequestPath": [...paths] },
      },
    });
  }
}

function faults(name: string, { serviceNetworkId: id }: ServiceNetworkAssociationArgs) {
  return faultsOf("network/ServiceNetworkAssociation", name, [
    typeof id !== "string" ||
      /^(arn:aws[a-z-]*:vpc-lattice:[a-z0-9-]+:\d{12}:servicenetwork\/)?sn-[0-9a-f]{17}$/.test(id),
    "serviceNetworkId",
    "the id or ARN of a service network such as sn-0123456789abcdef0",
    String(id),
  ]);
}
