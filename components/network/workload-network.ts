import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";

/** Where a workload's compute runs. */
export interface WorkloadNetwork {
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, one a zone. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups of the compute itself. */
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Ids of a network that another team, or another stack, manages. */
export interface ExistingNetworkArgs {
  /** `vpc-0123456789abcdef0` */
  readonly vpcId: string;
  /** At least two, in different zones: `["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]`. */
  readonly subnetIds: readonly string[];
  /** At least one: `["sg-0123456789abcdef0"]`. */
  readonly securityGroupIds: readonly string[];
}

/**
 * A network that exists already, in place of an `InferenceVpc`. Whether it is private cannot be seen from here, so rules
 * report it as undetermined until a waiver or an assessment of its own stack settles it.
 * @param path What the faults call it: `plinth:network`.
 * @throws PlinthError with every id that is not one.
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

function idFaults(path: string, prefix: string, ids: readonly string[], least: number): Fault[] {
  const id = `network/ExistingNetwork/${path.slice(path.lastIndexOf(".") + 1)}`;
  const form = new RegExp(`^${prefix}-[0-9a-f]{8,17}$`);
  const malformed = ids
    .filter((value) => !form.test(value))
    .map((found) => ({ id, path, found, allowed: `an id such as ${prefix}-0123456789abcdef0` }));
  const few =
    new Set(ids).size < least
      ? [{ id, path, found: `${new Set(ids).size}`, allowed: `at least ${least} different ids` }]
      : [];
  return [...malformed, ...few];
}
