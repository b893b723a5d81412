import {
  type ExistingNetworkArgs,
  existingNetwork,
  type WorkloadNetwork,
} from "../../components/network/workload-network";

/** Ids of a network that another stack manages. */
export const NETWORK_IDS: ExistingNetworkArgs = {
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};

/** A network that another stack manages: a test that is not about networks creates none. */
export function networkOfAnotherStack(): WorkloadNetwork {
  return existingNetwork("network", NETWORK_IDS);
}
