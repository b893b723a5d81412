/** An IPv4 block: 32-bit number of its first address, and length of its prefix. */
export interface Block {
  readonly start: number;
  readonly prefix: number;
}

/** @throws Error if `cidr` is no IPv4 block. */
export function parseBlock(cidr: string): Block {
  const [address = "", prefix = ""] = cidr.split("/");
  const octets = address.split(".").map(Number);
  const isAddress =
    octets.length === 4 && octets.every((octet) => Number.isInteger(octet) && octet >= 0 && octet < 256);
  if (!isAddress || !/^\d+$/.test(prefix) || Number(prefix) > 32) throw new Error(`${cidr} is not an IPv4 CIDR block`);
  return { start: octets.reduce((number, octet) => number * 256 + octet, 0), prefix: Number(prefix) };
}

export function cidrOf({ start, prefix }: Block): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Number of addresses in a block of this prefix. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** First address behind a block. */
export function endOf(block: Block): number {
  return firstOf(block) + sizeOf(block.prefix);
}

/** The first block of `prefix` that starts at or behind `address`, on a boundary of its own size. */
export function blockFrom(address: number, prefix: number): Block {
  const size = sizeOf(prefix);
  return { start: Math.ceil(address / size) * size, prefix };
}

export function overlaps(a: Block, b: Block): boolean {
  return firstOf(a) < endOf(b) && firstOf(b) < endOf(a);
}

/** Bits that tell `count` things apart. */
export function bitsFor(count: number): number {
  return count <= 1 ? 0 : Math.ceil(Math.log2(count));
}

function firstOf({ start, prefix }: Block): number {
  return Math.floor(start / sizeOf(prefix)) * sizeOf(prefix);
}
