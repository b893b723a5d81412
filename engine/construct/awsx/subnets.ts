import type { ec2 } from "@pulumi/awsx/types/input";
import { type Block, bitsFor, blockFrom, cidrOf, endOf, overlaps, parseBlock, sizeOf } from "./blocks";

/** A subnet of one availability zone. */
export interface Subnet {
  readonly zone: string;
  readonly spec: ec2.SubnetSpecArgs;
  /** Logical name; ends with the number of the zone. */
  readonly name: string;
  /** The name that its tag tells. */
  readonly nameTag: string;
  readonly cidrBlock: string;
}

export interface SubnetLayout {
  readonly vpcName: string;
  readonly cidrBlock: string;
  readonly zones: readonly string[];
  readonly strategy: "Legacy" | "Auto" | "Exact";
  readonly specs?: readonly ec2.SubnetSpecArgs[];
  readonly zonePrefix?: number;
  readonly naming: "Legacy" | "AvailabilityZone";
}

type Spec = ec2.SubnetSpecArgs;
/** One spec's place in one zone. */
type Placement = readonly [spec: Spec, block: Block];

/**
 * Where awsx puts the subnets of a VPC: the VPC is split evenly among its zones, and each zone among its subnets.
 * Written after the documentation and the behaviour of awsx 3.9 (https://www.pulumi.com/registry/packages/awsx, read
 * 2026-11).
 * @throws Error in awsx's sense: subnets that do not fit, overlap, or leave gaps where none may be.
 */
export function subnetsOf(layout: SubnetLayout): readonly Subnet[] {
  const vpc = parseBlock(layout.cidrBlock);
  const specs = layout.specs?.map((spec) => normalised(spec, layout.zones.length));
  const subnets = layout.zones.flatMap((zone, index) =>
    placements(layout, vpc, specs, index).map(([spec, block]) => named(layout, spec, block, zone, index)),
  );
  refuseOverlaps(subnets);
  if (layout.strategy === "Exact") refuseGaps(layout.cidrBlock, subnets);
  return subnets;
}

function placements(layout: SubnetLayout, vpc: Block, specs: readonly Spec[] | undefined, index: number): Placement[] {
  const isLegacy = layout.strategy === "Legacy" || (layout.strategy === "Exact" && specs === undefined);
  if (!isLegacy && specs?.some(({ cidrBlocks }) => cidrBlocks)) {
    return specs.map((spec) => [spec, parseBlock(spec.cidrBlocks?.[index] ?? "")]);
  }
  const bits = bitsFor(layout.zones.length);
  const prefix = isLegacy ? vpc.prefix + bits : (layout.zonePrefix ?? vpc.prefix + bits);
  const zone = { start: vpc.start + index * sizeOf(prefix), prefix };
  if (isLegacy) return specs ? byType(zone, specs) : inOrder(zone, defaultSpecs(prefix));
  return inOrder(zone, specs ?? defaultSpecs(Math.max(prefix, 16)));
}

/** A private half, and a public half of what is left. */
function defaultSpecs(zonePrefix: number): Spec[] {
  if (zonePrefix > 26) {
    throw new Error(`subnets without a specification need a /26 or more in each zone, not a /${zonePrefix}`);
  }
  return [
    { type: "Private", cidrMask: zonePrefix + 1 },
    { type: "Public", cidrMask: zonePrefix + 2 },
  ];
}

/** Auto and Exact: one behind the other, as they are listed. */
function inOrder(zone: Block, specs: readonly Spec[]): Placement[] {
  if (specs.length === 0) throw new Error("no subnets are specified");
  const prefixes = specs.map(({ cidrMask }) => cidrMask ?? zone.prefix + bitsFor(specs.length));
  const needed = prefixes.reduce((sum, prefix) => sum + sizeOf(prefix), 0);
  if (needed > sizeOf(zone.prefix)) {
    throw new Error(`a zone has ${sizeOf(zone.prefix)} addresses, but its subnets need ${needed}`);
  }
  let next = zone.start;
  return specs.map((spec, index) => {
    const block = blockFrom(next, prefixes[index] ?? zone.prefix);
    next = endOf(block);
    return [spec, block];
  });
}

/** Lengths of prefix that Legacy gives to a subnet without a mask; the zone's own may be longer. */
const LEGACY_PREFIXES = { private: 19, public: 20, isolated: 24 };

/**
 * Legacy: private subnets first, then public, then isolated ones. Those of a type start behind the last of the types
 * before; the nth of them is n of its own sizes further on, unless that overlaps the one before.
 */
function byType(zone: Block, specs: readonly Spec[]): Placement[] {
  const placed: Placement[] = [];
  const shorter = specs.length === 1 ? 0 : 1;
  for (const [type, usual] of Object.entries(LEGACY_PREFIXES)) {
    const before = placed.at(-1)?.[1];
    const start = before ? endOf(before) : zone.start;
    const ofType = specs.filter((spec) => spec.type.toLowerCase() === type);
    ofType.forEach((spec, nth) => {
      const prefix = spec.cidrMask ?? Math.max(zone.prefix + shorter, usual);
      const wanted = { start: start + nth * sizeOf(prefix), prefix };
      const last = placed.at(-1)?.[1];
      placed.push([spec, last && overlaps(last, wanted) ? blockFrom(endOf(last), prefix) : wanted]);
    });
  }
  return placed;
}

/** A spec with its mask, which its size may stand for. */
function normalised(spec: Spec, zones: number): Spec {
  if (spec.cidrBlocks && spec.cidrBlocks.length !== zones) {
    throw new Error(`cidrBlocks of a subnet must be as many as the availability zones (${zones})`);
  }
  if (spec.cidrBlocks || spec.size === undefined) return spec;
  const prefix = 32 - Math.log2(spec.size);
  if (!Number.isInteger(prefix)) throw new Error(`${spec.size} is not the size of an IPv4 block`);
  if (spec.cidrMask !== undefined && spec.cidrMask !== prefix) {
    throw new Error(`a subnet of ${spec.size} addresses is a /${prefix}, not a /${spec.cidrMask}`);
  }
  return { ...spec, cidrMask: prefix };
}

function named({ vpcName, naming }: SubnetLayout, spec: Spec, block: Block, zone: string, index: number): Subnet {
  const start = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}`;
  const name = `${start}-${index + 1}`;
  const nameTag = naming === "AvailabilityZone" ? `${start}-${zoneSuffix(zone)}` : name;
  return { zone, spec, name, nameTag, cidrBlock: cidrOf(block) };
}

/** `eu-west-1a` → `1a`. */
function zoneSuffix(zone: string): string {
  return zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
}

function refuseOverlaps(subnets: readonly Subnet[]): void {
  const blocks = subnets.map(({ cidrBlock }) => parseBlock(cidrBlock));
  const clashing = subnets.filter((_, i) => blocks.some((other, j) => i !== j && overlaps(other, blocks[i] ?? other)));
  if (clashing.length === 0) return;
  const list = clashing.map(({ name, cidrBlock }) => `${name} (${cidrBlock})`).join(", ");
  throw new Error(`subnets overlap: ${list}; make the VPC larger, its subnets smaller, or take fewer zones`);
}

function refuseGaps(vpcCidr: string, subnets: readonly Subnet[]): void {
  const vpc = parseBlock(vpcCidr);
  let expected = vpc.start;
  for (const { name, cidrBlock } of subnets) {
    const block = parseBlock(cidrBlock);
    if (block.start !== expected) throw new Error(`there is a gap before subnet ${name} (${cidrBlock})`);
    expected = endOf(block);
  }
  if (expected !== endOf(vpc)) throw new Error(`there is a gap behind the last subnet, to the end of ${vpcCidr}`);
}
