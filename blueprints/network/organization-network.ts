import {
  EgressVpc,
  type EncryptionKey,
  NetworkShare,
  PlinthComponent,
  type PlinthComponentArgs,
  ServiceNetwork,
  WorkloadKey,
} from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";

/** What an {@link OrganizationNetwork} takes. */
export interface OrganizationNetworkArgs extends PlinthComponentArgs {
  /** The organisation whose principals may use the network: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Who uses it, by a name for each: account numbers, or ARNs of the organisation or of its units. Bounds: at least one. */
  readonly sharedWith: Readonly<Record<string, pulumi.Input<string>>>;
  /** A key that exists already, for logs. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** The one way out to the internet. Default: none; no workload has one. */
  readonly egress?: OrganizationEgress;
}

/** What may be reached, from where; see `EgressVpc`. */
interface OrganizationEgress {
  /** Range of the egress VPC. Bounds: /16 to /24. Default: 10.255.0.0/24. */
  readonly cidr?: string;
  /** Availability zones. Bounds: 2 or 3. Default: 2. */
  readonly zones?: number;
  /** Ranges of the VPCs that leave through it. Default: 10.0.0.0/8. */
  readonly workloadCidrs?: readonly string[];
  /** Hosts that may be reached; a leading dot takes in all names below. Bounds: at least one. */
  readonly allowedDomains: readonly string[];
  /** Providers of models among them, each named on purpose. Default: none. */
  readonly providers?: readonly string[];
}

/**
 * What the organisation's networks have in common: the service network that internal services are offered in and, where
 * wanted, the one inspected way to the internet. Both are shared with the organisation's accounts and belong to one of
 * their own, so that no workload can change what it is limited by.
 *
 * @example
 * new OrganizationNetwork("network", {
 *   workload,
 *   organizationId: "o-a1b2c3d4e5",
 *   sharedWith: { organisation: "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5" },
 *   egress: { allowedDomains: ["partners.example.com"] },
 * });
 */
export class OrganizationNetwork extends PlinthComponent {
  /** ARN of the service network that internal services are offered in. */
  readonly serviceNetworkArn: pulumi.Output<string>;
  /** Undefined where there is no way out. */
  readonly egress: EgressVpc["egress"] | undefined;

  constructor(name: string, args: OrganizationNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OrganizationNetwork", name, args, opts, []);
    const { workload, organizationId, sharedWith, egress } = args;
    const here = { parent: this };

    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: ["logs"] }, here);
    const services = new ServiceNetwork(`${name}-services`, { workload, organizationId, key }, here);
    const wayOut = egress && new EgressVpc(`${name}-egress`, { workload, key, ...egress }, here);
    new NetworkShare(
      `${name}-share`,
      {
        workload,
        resources: { "service-network": services.serviceNetworkArn, ...wayOut?.shareableArns },
        principals: sharedWith,
      },
      here,
    );

    this.serviceNetworkArn = services.serviceNetworkArn;
    this.egress = wayOut?.egress;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Input<string>> {
    return { serviceNetworkArn: this.serviceNetworkArn, ...this.egress };
  }
}
