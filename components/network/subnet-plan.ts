import { isIntegerBetween } from "../argument-checks";
import type { Check } from "../plinth-component";
import { cidrProblems, isNetwork } from "./cidr";

const MAX_ZONES = 6;

/** @internal Range of a VPC, and the availability zones that it is divided into. */
export interface SubnetPlan {
  /** Region of the zones: `eu-west-1`. */
  readonly region: string;
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Number of zones, from the first of the region, or their names. */
  readonly zones: number | readonly string[];
  /** IPv4 ranges that the VPC must not overlap. */
  readonly reservedCidrs: readonly string[];
}

/** @internal Names of the zones: `["eu-west-1a", "eu-west-1b"]`. */
export function zoneNames({ region, zones }: Pick<SubnetPlan, "region" | "zones">): readonly string[] {
  return typeof zones === "number" ? [..."abcdef"].slice(0, zones).map((letter) => region + letter) : zones;
}

/** @internal Checks of zones and ranges, for `faultsOf`. */
export function subnetChecks({ region, cidr, zones, reservedCidrs }: SubnetPlan): readonly Check[] {
  const count = typeof zones === "number" ? zones : new Set(zones).size;
  const isCounted = isIntegerBetween(count, 2, MAX_ZONES);
  const areOfRegion = zoneNames({ region, zones }).every(
    (zone) => zone.length === region.length + 1 && zone.startsWith(region),
  );
  const malformed = reservedCidrs.filter((range) => !isNetwork(range));
  return [
    [isCounted && areOfRegion, "zones", `2 to ${MAX_ZONES} different zones of ${region}`, String(zones)],
    ...(isCounted ? cidrProblems(cidr, count, reservedCidrs) : []).map(
      (allowed) => [false, "cidr", allowed, cidr] as const,
    ),
    [
      malformed.length === 0,
      "reservedCidrs",
      "IPv4 networks such as 10.20.0.0/22, without host bits",
      malformed.join(", "),
    ],
  ];
}
