import { InferenceVpc, type InferenceVpcArgs, type WorkloadNetwork } from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";

/** Range, zones and organisation of a network that the workload creates. Default of each: {@link InferenceVpc}'s. */
export type OwnNetwork = Readonly<
  Pick<InferenceVpcArgs, "cidr" | "reservedCidrs" | "organizationId"> & {
    /** Availability zones. Bounds: 2 to 6. Default: 2. */
    zones?: number;
  }
>;

/** Returns the network that exists already, or creates one that reaches `services` and nothing else. */
export function networkOf(
  name: string,
  network: WorkloadNetwork | OwnNetwork,
  own: Pick<InferenceVpcArgs, "workload" | "services" | "key" | "egress">,
  opts: pulumi.ComponentResourceOptions,
): WorkloadNetwork {
  if ("vpcId" in network) return network;
  const services = own.services && [...new Set(own.services)];
  return new InferenceVpc(name, { ...own, services, ...network }, opts);
}
