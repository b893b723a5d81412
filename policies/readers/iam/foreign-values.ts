import { Address4, Address6 } from "ip-address";
import { compileGlob, filledIn, matches } from "./glob";
import { matchingText } from "./pattern-intersection";

/** What a stranger would put in the place of a wildcard. */
const FILLER = "plinth-other";

/** The pattern with its wildcards filled in; undefined if it has none, or what it is filled with is not known here. */
export function filled(pattern: string): string | undefined {
  if (!/[*?]/.test(pattern) || pattern.includes("${")) return undefined;
  return filledIn(pattern, FILLER);
}

/**
 * A name that a pattern lets somebody else have. Undefined if what stands before `separator` is fixed: that part says
 * whose it is.
 */
export function foreignName(pattern: string, separator: string): string | undefined {
  const literal = /^[^*?]*/.exec(pattern)?.[0] ?? "";
  return separator !== "" && literal.includes(separator) ? undefined : filled(pattern);
}

/** `AROA…:session`: what stands before the colon is the principal's own. */
export function foreignUserId(pattern: string): string | undefined {
  return foreignName(pattern, ":");
}

/** The account if a pattern with wildcards matches it. */
export function foreignAccount(pattern: string, account: string): string | undefined {
  return matches(compileGlob(pattern), account) ? account : undefined;
}

/**
 * An ARN of somebody else's account that a pattern matches. Undefined if the pattern fixes another account, or the name of
 * a bucket, whose ARN has no account and which is one in the world.
 */
export function foreignArn(pattern: string, account: string): string | undefined {
  if (pattern.includes("${")) return undefined;
  const [arn, partition, service, region, owner, ...resource] = pattern.split(":");
  if (arn !== "arn" || partition === undefined || service === undefined || region === undefined) {
    return anyArn(pattern, account);
  }
  if (owner === undefined || resource.length === 0) return anyArn(pattern, account);
  const name = resource.join(":");
  if (owner === "" ? !hasForeignBucket(service, name) : !matches(compileGlob(owner), account)) return undefined;
  const parts = [arn, filledIn(partition, "aws"), filledIn(service, "s3"), filledIn(region, "eu-west-1")];
  return [...parts, owner === "" ? "" : account, filledIn(name, FILLER)].join(":");
}

/** Without its six parts a pattern is a text, in which `*` crosses every colon; an account in it is taken to be fixed. */
function anyArn(pattern: string, account: string): string | undefined {
  if (!/[*?]/.test(pattern) || /\d{12}/.test(pattern)) return undefined;
  return matchingText([compileGlob(pattern), compileGlob(`arn:aws:iam:*:${account}:*`)]) || undefined;
}

function hasForeignBucket(service: string, name: string): boolean {
  return /^(s3|\*)$/.test(service) && /[*?]/.test(name.split("/", 1)[0] ?? "");
}

/**
 * Addresses of strangers: one that no policy names, and one of each range that is not somebody's own. Ranges broader than
 * /8, or /32 of IPv6, are everybody's, as S3 has it, and so are private ranges, in which every network has its addresses;
 * ranges that together hold more are no narrower.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html (read 2026-11).
 */
export function foreignAddresses(ranges: readonly string[]): readonly string[] {
  const parsed = ranges.flatMap(parseRange);
  const isBroad = parsed.reduce((sum, { share }) => sum + share, 0) > 1;
  const open = parsed.filter(({ share, isPrivate }) => isBroad || isPrivate || share > 1);
  const elsewhere = ELSEWHERE.find((address) => !parsed.some(({ has }) => has(address))) ?? ELSEWHERE[0];
  return [...new Set([elsewhere, ...open.map(({ address }) => address)])];
}

/** Addresses far from each other, of which a policy that names an office has none. */
const ELSEWHERE = ["198.51.100.7", "203.0.113.7", "192.0.2.7", "8.8.8.8", "151.101.1.69"] as const;

interface Range {
  /** The first address. */
  readonly address: string;
  /** How much it holds, in the broadest ranges that are still somebody's. */
  readonly share: number;
  readonly isPrivate: boolean;
  /** Whether an address of version 4 is in it. */
  has(address: string): boolean;
}

const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
].map((range) => new Address4(range));

function parseRange(text: string): readonly Range[] {
  try {
    if (text.includes(":")) {
      const address = new Address6(text);
      const isPrivate = address.isInSubnet(new Address6("fc00::/7"));
      return [
        {
          address: address.startAddress().correctForm(),
          share: 2 ** (32 - address.subnetMask),
          isPrivate,
          has: () => false,
        },
      ];
    }
    const address = new Address4(text);
    const isPrivate = PRIVATE_RANGES.some((range) => address.isInSubnet(range));
    const has = (other: string) => new Address4(other).isInSubnet(address);
    return [{ address: address.startAddress().correctForm(), share: 2 ** (8 - address.subnetMask), isPrivate, has }];
  } catch {
    return [];
  }
}
