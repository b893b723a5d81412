import { Address4 } from "ip-address";

/** @internal Every IPv4 address: the destination of a default route. */
export const ANY_IPV4 = "0.0.0.0/0";

/**
 * Smallest subnet mask that Plinth accepts. It leaves room for the five addresses that AWS reserves, one network
 * interface for each endpoint, and compute.
 */
const SMALLEST_SUBNET = 27;
/**
 * Largest VPC that AWS allows: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html (read 2026-11).
 */
const LARGEST_VPC = 16;

/**
 * Checks the IPv4 range of a VPC. Each result completes the sentence "must be …"; a valid range returns none.
 * @param zones Number of subnets that the range is divided into.
 * @param reserved Ranges that it must not overlap.
 */
export function cidrProblems(cidr: string, zones: number, reserved: readonly string[]): string[] {
  const range = parse(cidr);
  if (!range) return ["an IPv4 network such as 10.20.0.0/22, without host bits"];
  const problems: string[] = [];
  if (!range.isPrivate()) problems.push("in a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
  const smallest = SMALLEST_SUBNET - bits(zones);
  if (range.subnetMask < LARGEST_VPC || range.subnetMask > smallest) {
    problems.push(`a /${LARGEST_VPC} to /${smallest} network, for ${zones} subnets of at least /${SMALLEST_SUBNET}`);
  }
  for (const other of reserved) {
    const taken = parse(other);
    if (taken && (range.isInSubnet(taken) || taken.isInSubnet(range))) problems.push(`clear of the reserved ${other}`);
  }
  return problems;
}

/** Whether the text is an IPv4 network in CIDR notation without host bits: `10.20.0.0/22`. */
export function isNetwork(cidr: string): boolean {
  return parse(cidr) !== undefined;
}

/** Whether the text is an IPv4 network in CIDR notation within the private ranges of RFC 1918. */
export function isPrivateNetwork(cidr: string): boolean {
  return parse(cidr)?.isPrivate() === true;
}

/** Whether two IPv4 networks share an address. Text that is not a network overlaps with nothing. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  return a !== undefined && b !== undefined && (a.isInSubnet(b) || b.isInSubnet(a));
}

/**
 * Divides a VPC's range into one range of equal size for each zone, from its start. With fewer than four zones it
 * reserves space for a fourth where the VPC is large enough, so that adding a zone later does not move existing
 * subnets.
 */
export function subnetCidrs(cidr: string, zones: number): string[] {
  const range = new Address4(cidr);
  const reservedBits = Math.min(bits(4), SMALLEST_SUBNET - range.subnetMask);
  const mask = range.subnetMask + Math.max(bits(zones), reservedBits);
  const size = 2n ** BigInt(32 - mask);
  const first = range.startAddress().bigInt();
  return Array.from(
    { length: zones },
    (_, index) => `${Address4.fromBigInt(first + size * BigInt(index)).correctForm()}/${mask}`,
  );
}

function parse(cidr: string): Address4 | undefined {
  if (!/^[\d.]+\/\d+$/.test(cidr) || !Address4.isValid(cidr)) return undefined;
  const range = new Address4(cidr);
  return range.startAddress().correctForm() === range.correctForm() ? range : undefined;
}

/** Bits of the mask that number this many zones. */
function bits(zones: number): number {
  return Math.ceil(Math.log2(zones));
}
