import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";

/** Network that a workload's compute runs in: an {@link InferenceVpc}, or one that exists. */
export interface WorkloadNetwork {
  /** Id of the VPC: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, one for each zone. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups of the compute. The first identifies it in the rules of other groups. */
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Ids of a network that another team or stack manages. */
export interface ExistingNetworkArgs {
  /** Id of the VPC: `vpc-0123456789abcdef0`. */
  readonly vpcId: string;
  /**
   * Ids of isolated subnets: `["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]`. Bounds: at least two, in
   * different zones.
   */
  readonly subnetIds: readonly string[];
  /** Ids of the security groups of the compute: `["sg-0123456789abcdef0"]`. Bounds: at least one. */
  readonly securityGroupIds: readonly string[];
}

/**
 * Uses a network that exists in place of an `InferenceVpc`. Its routes are not visible to this stack, so rules report
 * it as undetermined until a waiver or an assessment of the network's own stack covers it.
 * @param path Prefix of the fault paths: `plinth:network`.
 * @throws PlinthError that lists every malformed id.
 *
 * @example
 * const network = existingNetwork("network", {
 *   vpcId: "vpc-0123456789abcdef0",
 *   subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
 *   securityGroupIds: ["sg-0123456789abcdef0"],
 * });
 */
export function existingNetwork(path: string, args: ExistingNetworkArgs): WorkloadNetwork {
  const faults = [
    ...idFaults(`${path}.vpcId`, "vpc", [args.vpcId], 1),
    ...idFaults(`${path}.subnetIds`, "subnet", args.subnetIds, 2),
    ...idFaults(`${path}.securityGroupIds`, "sg", args.securityGroupIds, 1),
  ];
  if (faults.length > 0) throw new PlinthError(`network ${path}`, faults);
  return {
    vpcId: pulumi.output(args.vpcId),
    subnetIds: pulumi.output([...args.subnetIds]),
    securityGroupIds: pulumi.output([...args.securityGroupIds]),
  };
}

function idFaults(path: string, prefix: string, ids: readonly string[], min: number): Fault[] {
  const id = `network/ExistingNetwork/${path.slice(path.lastIndexOf(".") + 1)}`;
  const format = new RegExp(`^${prefix}-[0-9a-f]{8,17}$`);
  const malformed = ids
    .filter((value) => !format.test(value))
    .map((found) => ({ id, path, found, allowed: `an id such as ${prefix}-0123456789abcdef0` }));
  const tooFew =
    new Set(ids).size < min
      ? [{ id, path, found: `${new Set(ids).size}`, allowed: `at least ${min} different ids` }]
      : [];
  return [...malformed, ...tooFew];
}
