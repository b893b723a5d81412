import { type Fault, PlinthError, type Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf } from "../plinth-component";
import { isNetwork, overlap } from "./cidr";
import { InferenceVpc, type InferenceVpcArgs } from "./inference-vpc";

/** One of the two regions: what differs there. */
export interface RegionOfPair {
  /** The workload as it is in this region: the same but for `region`. */
  readonly workload: Workload;
  /** Provider of the workload's account in this region. */
  readonly provider: pulumi.ProviderResource;
  /** Private IPv4 range, clear of the other region's, so that the two can be connected one day. */
  readonly cidr: string;
  /** Encrypts flow logs; a key of this region, which must let the service `logs` use it. */
  readonly key?: EncryptionKey;
}

export interface RegionPairArgs
  extends Pick<InferenceVpcArgs, "services" | "organizationId" | "zones" | "reservedCidrs"> {
  /** Where the workload runs as long as all is well. */
  readonly home: RegionOfPair;
  /** Where it runs when it is not. Bounds: another of the standard's regions. */
  readonly away: RegionOfPair;
}

export interface RegionPair {
  readonly home: InferenceVpc;
  readonly away: InferenceVpc;
}

/**
 * The same network in two regions: a workload that is deployed in both goes on where one of them fails. Nothing connects
 * the two, and each reaches its own region's endpoints: which models a region's code turns to in which order, `failover`
 * says, and a geographic inference profile spreads requests over an area's regions before that.
 * @returns An `InferenceVpc` in each, named after its region.
 * @throws PlinthError with everything that is wrong between the two; what is wrong with one of them it says itself.
 *
 * @example
 * import { Provider } from "@pulumi/aws/provider";
 *
 * const ireland = new Provider("ireland", { region: "eu-west-1" });
 * const frankfurt = new Provider("frankfurt", { region: "eu-central-1" });
 * const there = { ...workload, region: "eu-central-1" };
 * const awayKey = new WorkloadKey("away-key", { workload: there, services: ["logs"] }, { provider: frankfurt });
 * const pair = regionPair("network", {
 *   home: { workload, provider: ireland, cidr: "10.20.0.0/22", key },
 *   away: { workload: there, provider: frankfurt, cidr: "10.21.0.0/22", key: awayKey },
 * });
 */
export function regionPair(
  name: string,
  { home, away, ...shared }: RegionPairArgs,
  opts: pulumi.ComponentResourceOptions = {},
): RegionPair {
  const wrong = faults(name, home, away);
  if (wrong.length > 0) throw new PlinthError(`region pair ${name}`, wrong);
  const networkIn = ({ provider, ...region }: RegionOfPair) =>
    new InferenceVpc(`${name}-${region.workload.region}`, { ...shared, ...region }, { ...opts, provider });
  return { home: networkIn(home), away: networkIn(away) };
}

function faults(name: string, home: RegionOfPair, away: RegionOfPair): Fault[] {
  const { standard } = home.workload;
  const { region } = away.workload;
  const same = (["name", "environment", "accountId", "classification"] as const).every(
    (member) => home.workload[member] === away.workload[member],
  );
  return faultsOf(
    "network/RegionPair",
    name,
    [same, "away.workload", "the same workload, in the same environment and account"],
    [region !== home.workload.region, "away.workload.region", "another region than home", region],
    [standard.regions.includes(region), "away.workload.region", `one of ${standard.regions.join(", ")}`, region],
    [
      !isNetwork(home.cidr) || !isNetwork(away.cidr) || !overlap(home.cidr, away.cidr),
      "away.cidr",
      `clear of home's ${home.cidr}`,
      away.cidr,
    ],
  );
}
