/** An IPv4 range: first address and number of addresses. */
export interface Ipv4Range {
  readonly first: number;
  readonly size: number;
}

/** Reads `10.64.0.0/20`; undefined if it is malformed or has bits set beyond its prefix. */
export function parseCidr(cidr: string): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % size === 0 ? { first, size } : undefined;
}

export function overlap(a: Ipv4Range, b: Ipv4Range): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether the range lies in the private ranges of RFC 1918. */
export function isPrivate(range: Ipv4Range): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
    .map(parseCidr)
    .some((p) => p !== undefined && range.first >= p.first && range.first + range.size <= p.first + p.size);
}
