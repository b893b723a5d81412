import { memoizeByResource } from "../../core/memoize";
import { isSet, topLevelProperty, valuesSetAt } from "../../core/properties";
import { type Estate, type References, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { parsedJson, valuesAt } from "../../core/values";
import { BEANSTALK, beanstalkSubnets } from "./beanstalk";
import { type Egress, NONE, pathThrough, subnetEgress, unknownThrough, worst } from "./egress";
import { DEFAULT_VPC, type NetworkPlacement, networkOf } from "./placement";
import { INSTANCE, NETWORK_PLACEMENTS } from "./placements";
import * as types from "./types";

const EIP = "aws:ec2/eip:Eip";
const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
const PUBLIC_ADDRESS = "a public IP address";

/** What stands in a subnet without being compute: compute stands there by naming it. */
const HOSTS: Readonly<Record<string, NetworkPlacement>> = {
  [types.NETWORK_INTERFACE]: { subnets: ["subnetId"] },
  "aws:glue/connection:Connection": {
    subnets: ["physicalConnectionRequirements.subnetId"],
    withoutSubnets: networkOf("Glue"),
  },
};

export const COMPUTE_TYPES: readonly string[] = [...Object.keys(NETWORK_PLACEMENTS), BEANSTALK];

/** Whether compute has a way to the internet, and through what. */
export const computeEgress: (compute: ResourceRecord, estate: Estate) => Egress = memoizeByResource(
  (compute, estate) => {
    if (compute.type === BEANSTALK) return networkEgress(beanstalkSubnets(compute, estate), DEFAULT_VPC, estate);
    const placement = NETWORK_PLACEMENTS[compute.type] ?? HOSTS[compute.type];
    if (!placement) return unknownThrough(`where ${compute.name} runs`);
    const { requires, internet } = placement;
    if (requires && valuesSetAt(compute, requires).length === 0) return NONE;
    if (isIsolated(compute)) return NONE;
    const network = hostEgress(compute, placement, estate) ?? subnetsEgress(compute, placement, estate);
    return worst([
      internet ? publicEgress(compute, internet, hostsOf(compute, placement, estate)) : NONE,
      addressEgress(compute, placement, network, estate),
      network,
    ]);
  },
);

/** Whether the containers of compute can open no connection, whatever network it is in. */
export function isIsolated({ type, props }: ResourceRecord): boolean {
  const [paths = [], value] = (NETWORK_PLACEMENTS[type] ?? HOSTS[type])?.isolated ?? [];
  const found = paths.flatMap((path) => valuesAt(props, path));
  return found.length > 0 && found.every((one) => one === value);
}

/** The subnets that compute names, as far as this run manages them; undefined if it names none. */
export function subnetsOf(compute: ResourceRecord, estate: Estate): References | undefined {
  const references =
    compute.type === BEANSTALK
      ? beanstalkSubnets(compute, estate)
      : namedSubnets(compute, NETWORK_PLACEMENTS[compute.type] ?? {}, estate);
  return references.complete && references.found.length === 0 ? undefined : references;
}

function namedSubnets(compute: ResourceRecord, { subnets = [] }: NetworkPlacement, estate: Estate): References {
  const named = subnets.map((path) => estate.references(compute, path, types.SUBNETS));
  return {
    found: [...new Set(named.flatMap(({ found }) => found))],
    complete: named.every(({ complete }) => complete),
  };
}

/** What it runs on, as far as it says. */
function hostsOf(compute: ResourceRecord, { host }: NetworkPlacement, estate: Estate): References | undefined {
  return host && valuesSetAt(compute, host[0]).length > 0 ? estate.references(compute, host[0], [host[1]]) : undefined;
}

function publicEgress(
  compute: ResourceRecord,
  [at, values, why]: NonNullable<NetworkPlacement["internet"]>,
  on?: References,
): Egress {
  const declared = valuesSetAt(compute, at);
  const found = declared.length === 0 ? [undefined] : declared;
  if (found.some((value) => values.includes(value))) return pathThrough(why);
  // What names a resource of this run, by whatever id it will have, is no value of AWS's.
  const isNamed = on?.complete === true && on.found.length > 0;
  return found.includes(UNKNOWN) && !isNamed ? unknownThrough(`${at}, which is not known yet`) : NONE;
}

/**
 * A public address is no way out of a subnet whose routes lead nowhere; where the routes cannot be seen, it shows that
 * they are meant to.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html (read 2026-11).
 */
function addressEgress(compute: ResourceRecord, placement: NetworkPlacement, network: Egress, estate: Estate): Egress {
  const { publicAddress: [paths, values] = [[], []], startedBy } = placement;
  const declared = paths.flatMap((path) => valuesWithin(compute, path));
  const given = declared.some((value) => values.includes(value)) || hasElasticAddress(compute, estate);
  if (!given && !declared.includes(UNKNOWN)) return NONE;
  const where = startedBy ? startersEgress(compute, startedBy, estate) : network;
  if (where.outcome !== "unknown") return NONE;
  return given ? pathThrough(PUBLIC_ADDRESS) : unknownThrough("a public address, which is not known yet");
}

/** What the program says at a path, which may lead into a text of JSON. */
function valuesWithin(compute: ResourceRecord, path: string): readonly unknown[] {
  const property = topLevelProperty(path);
  const text = compute.props[property];
  return typeof text === "string" && path !== property
    ? valuesAt({ [property]: parsedJson(text) }, path)
    : valuesSetAt(compute, path);
}

/** The network of what starts compute; unknown where nothing here starts it. */
function startersEgress(
  compute: ResourceRecord,
  startedBy: NonNullable<NetworkPlacement["startedBy"]>,
  estate: Estate,
): Egress {
  const starters = startedBy.flatMap(([type, path]) => estate.referrers(compute, path, [type]));
  if (starters.length === 0) return unknownThrough("what starts it");
  return worst(starters.map((starter) => computeEgress(starter, estate)));
}

/** An Elastic IP address is given to an instance, or to its network interface, from outside. */
function hasElasticAddress(compute: ResourceRecord, estate: Estate): boolean {
  if (compute.type !== INSTANCE) return false;
  const interfaces = estate.references(compute, "networkInterfaces[].networkInterfaceId", [types.NETWORK_INTERFACE]);
  const addresses = [
    ...estate.referrers(compute, "instance", [EIP]),
    ...estate.referrers(compute, "instanceId", [EIP_ASSOCIATION]),
    ...interfaces.found.flatMap((own) => estate.referrers(own, "networkInterface", [EIP])),
    ...interfaces.found.flatMap((own) => estate.referrers(own, "networkInterfaceId", [EIP_ASSOCIATION])),
  ];
  return addresses.length > 0;
}

function hostEgress(compute: ResourceRecord, placement: NetworkPlacement, estate: Estate): Egress | undefined {
  const on = hostsOf(compute, placement, estate);
  if (!on) return undefined;
  const egresses = on.found.map((where) => computeEgress(where, estate));
  const isKnown = on.complete && on.found.length > 0;
  return worst(isKnown ? egresses : [...egresses, unknownThrough("what it runs on is not managed here")]);
}

function subnetsEgress(compute: ResourceRecord, placement: NetworkPlacement, estate: Estate): Egress {
  const { subnets, host, elsewhere } = placement;
  const withoutSubnets = elsewhere && isSet(compute, elsewhere) ? undefined : placement.withoutSubnets;
  if (subnets === undefined && withoutSubnets === undefined) {
    return host ? unknownThrough("something that it does not name") : NONE;
  }
  return networkEgress(namedSubnets(compute, placement, estate), withoutSubnets, estate);
}

function networkEgress({ found, complete }: References, withoutSubnets: string | undefined, estate: Estate): Egress {
  if (complete && found.length === 0)
    return withoutSubnets ? pathThrough(withoutSubnets) : unknownThrough("subnets that it does not name");
  const egresses = found.map((subnet) => subnetEgress(subnet, estate));
  return worst(complete ? egresses : [...egresses, unknownThrough("a subnet that is not managed here")]);
}
