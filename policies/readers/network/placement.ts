/** Where compute of one type declares its network. */
export interface NetworkPlacement {
  /** Paths to the ids of its subnets. Default: it is in none itself. */
  readonly subnets?: readonly string[];
  /** What it is where it names no subnet. Default: unknown. */
  readonly withoutSubnets?: string;
  /** Paths, value: where all have it, AWS gives the compute no network at all. */
  readonly isolated?: readonly [paths: readonly string[], value: unknown];
  /** With one of these values (undefined is absent) at the path it reaches the internet, whatever its subnets. */
  readonly internet?: readonly [path: string, values: readonly unknown[], why: string];
  /** Paths and values that give it a public IP address, which is a way out only where a route is one too. */
  readonly publicAddress?: readonly [paths: readonly string[], values: readonly unknown[]];
  /** What may name its subnets in its place: where it is set, no subnet of its own says nothing. */
  readonly elsewhere?: string;
  /** Path to the ARNs of what it runs on, and the type of that: it is in the same network. */
  readonly host?: readonly [path: string, type: string];
  /** Types that start it, and the paths at which they name it: their subnets are its own. */
  readonly startedBy?: readonly (readonly [type: string, path: string])[];
  /** Path to what makes it compute at all: without it nothing runs. */
  readonly requires?: string;
}

/** Where compute stands that names no subnet: in a network that reaches the internet, as findings call it. */
export const DEFAULT_VPC = "a subnet of the default VPC, which reaches the internet";
export const networkOf = (service: string) => `${service}'s own network, which reaches the internet`;
