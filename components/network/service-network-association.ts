import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as vpclattice from "@pulumi/aws/vpclattice";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { HTTPS } from "./security-group-rules";

/** Arguments of {@link ServiceNetworkAssociation}. */
export interface ServiceNetworkAssociationArgs extends PlinthComponentArgs {
  /** Id or ARN of the service network. Use the ARN for a network that another account shares. */
  readonly serviceNetworkId: pulumi.Input<string>;
  /** VPC that is associated with the service network: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /** Security group of the compute that calls services. Nothing else in the VPC can call them. */
  readonly clientSecurityGroupId: pulumi.Input<string>;
}

/**
 * Link-local range through which an associated VPC and VPC Lattice services reach each other. The managed prefix list
 * `com.amazonaws.<region>.vpc-lattice` contains this range and that of resource configurations (129.224.0.0/17), which
 * no service uses. Security group rules name the range itself, so that its addresses are known in preview. Sources:
 * https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html,
 * https://aws.amazon.com/blogs/networking-and-content-delivery/managing-dns-resolution-with-amazon-vpc-lattice-and-vpc-resources/
 * (read 2026-11).
 */
export const LATTICE_ADDRESSES = "169.254.171.0/24";

/** Internal service that a role may call. */
export interface CalledService {
  /** AWS account that owns the service: twelve digits. */
  readonly accountId: string;
  /** Paths that the role may call; `*` matches any text: `/v1/chat`. Bounds: at least one. */
  readonly paths: readonly string[];
  /** HTTP methods that the role may use. Default: `["POST"]`. */
  readonly methods?: readonly string[];
}

/**
 * Associates a VPC with a VPC Lattice service network, so that its compute can call the services of that network.
 *
 * Creates the association with a security group that accepts TLS from the client security group only, and an egress
 * rule from the client security group to VPC Lattice. {@link grantCall} lets a role sign requests; the auth policy of
 * each service authorises them.
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
  /** ARN of the association. Assigned by AWS. */
  readonly associationArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceNetworkAssociationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ServiceNetworkAssociation", name, args, opts, faults(name, args));
    const { serviceNetworkId, vpcId, clientSecurityGroupId } = args;
    const https = { ...HTTPS, tags: this.tags() };
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
   * Allows a role to sign requests to a service. AWS assigns the id of the service, so the permission is scoped by
   * account, path and method. The service's own auth policy must allow the role too.
   * @param service Name of the grant, unique within the role: `gateway`.
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
