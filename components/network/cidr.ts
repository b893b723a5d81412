import { Address4 } from "ip-address";

/** Addresses that a subnet needs room for: AWS's five, an interface for each endpoint, and compute. */
const SMALLEST_SUBNET = 27;
/** What AWS allows for a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html (read 2026-11). */
const LARGEST_VPC = 16;

/** What is wrong with a VPC's range, in words that complete "must be …"; empty if nothing is. */
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

/** Whether this is a network in CIDR form, without host bits. */
export function isNetwork(cidr: string): boolean {
  return parse(cidr) !== undefined;
}

/** Whether this is a network in CIDR form that no router on the internet forwards to. */
export function isPrivateNetwork(cidr: string): boolean {
  return parse(cidr)?.isPrivate() === true;
}

/** Whether two networks have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  return a !== undefined && b !== undefined && (a.isInSubnet(b) || b.isInSubnet(a));
}

/**
 * One range a zone, of equal size, from the start of the VPC's. Fewer than four leave room for a fourth, if the VPC has
 * it: a zone that is added later must not move the subnets that are there.
 */
export function subnetCidrs(cidr: string, zones: number): string[] {
  const range = new Address4(cidr);
  const roomy = Math.min(bits(4), SMALLEST_SUBNET - range.subnetMask);
  const mask = range.subnetMask + Math.max(bits(zones), roomy);
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

/** Bits that number this many zones. */
function bits(zones: number): number {
  return Math.ceil(Math.log2(zones));
}
