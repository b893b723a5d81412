import type { Standard } from "@plinth/standards";
import { memoize } from "../../core/memoize";

/** Regions that stand for all the others when it is asked what a wildcard lets in. */
const SAMPLE_REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1"];

/** Areas of system profiles; `global` routes to every commercial region. */
export const AREAS = ["global", "us", "eu", "apac", "jp", "au"];

/** Whether inference in `region` stays inside the standard's areas: where workloads run, and where their profiles route. */
export function isResident(region: string, standard: Standard): boolean {
  return residentRegions(standard).has(region);
}

/** A region that a wildcard lets in and the standard does not; undefined if the standard allows all that are asked. */
export function regionOutside(standard: Standard): string | undefined {
  return SAMPLE_REGIONS.find((region) => !isResident(region, standard));
}

/** Areas whose system profiles leave the standard's. */
export function areasOutside({ residency }: Standard): readonly string[] {
  return AREAS.filter((area) => !residency.includes(area));
}

const residentRegions = memoize((standard: Standard): ReadonlySet<string> => {
  const routed = standard.models.flatMap(({ profiles }) =>
    standard.residency.flatMap((area) => profiles[area]?.destinationRegions ?? []),
  );
  return new Set([...standard.regions, ...routed]);
});
