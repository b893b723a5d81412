/**
 * `euw1` for `eu-west-1`, `apse2` for `ap-southeast-2`: what AWS's zone ids begin with.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html, read 2026-11.
 */
function regionCode(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const direction = rest.slice(0, -1).map((word) => DIRECTIONS[word] ?? word.charAt(0));
  return `${area}${direction.join("")}${rest.at(-1) ?? ""}`;
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** `euw1-az1` for `eu-west-1a`; the letters mean other zones in every account, the simulation keeps them in order. */
export function zoneId(zone: string): string {
  const letter = zone.charCodeAt(zone.length - 1) - 96;
  return `${regionCode(zone.slice(0, -1))}-az${letter}`;
}

export function zoneName(id: string, region: string): string {
  return `${region}${String.fromCharCode(96 + Number(id.slice(id.indexOf("-az") + 3)))}`;
}
