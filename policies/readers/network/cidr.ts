import { Address4, Address6 } from "ip-address";

/**
 * Address blocks that no router on the internet forwards to.
 * Sources: https://www.iana.org/assignments/iana-ipv4-special-registry and
 * https://www.iana.org/assignments/iana-ipv6-special-registry (read 2026-11).
 */
const NOT_ON_THE_INTERNET = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::1/128",
  "100::/64",
  "2001:db8::/32",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map(addressOf);

/** Whether a block holds addresses on the internet, as `0.0.0.0/0`, `0.0.0.0/1`, `8.8.8.8` do. Undefined: no CIDR. */
export function holdsPublicAddresses(cidr: string): boolean | undefined {
  const block = addressOf(cidr);
  return block && !NOT_ON_THE_INTERNET.some((inner) => inner !== undefined && block.isInSubnet(inner));
}

function addressOf(cidr: string): Address4 | Address6 | undefined {
  // To refuse a text that is no address, the library takes long.
  if (!/^[\d.]+(\/\d+)?$|:/.test(cidr)) return undefined;
  if (Address4.isValid(cidr)) return new Address4(cidr);
  if (Address6.isValid(cidr)) return new Address6(cidr);
  return undefined;
}
