import type { Kind } from "../../sdk/declarations";

/** ARN of a type that has no description of its own, from its token. */
export function conventionalArn(type: string, hasName: boolean): string {
  return `${moduleOf(type)}:{region}:{account}:${kebab(classOf(type))}/${hasName ? "{name}" : "{id}"}`;
}

/** Members of what exists outside of the stack that a rule may judge by, so that none is invented. */
export const DECISIVE = /polic|document|json|cidr/i;

export function conventionalId(type: string): string {
  return `${kebab(classOf(type))}-{hex17}`;
}

/**
 * Template of a computed property that has no description of its own. Where the whole type has none (`guess`), what AWS
 * returns is guessed from the property's name, so that programs can go on with it; else it is empty, as in state.
 * Objects are left out, because nothing is known about them.
 */
export function conventionalOutput(type: string, property: string, kind: Kind, guess: boolean): unknown {
  if (kind === "array") return [];
  if (kind === "map") return {};
  if (kind === "number") return 0;
  if (kind === "boolean") return false;
  if (kind === "object") return undefined;
  if (property === "region") return "{region}";
  if (!guess) return "";
  if (property === "arn") return `arn:{partition}:${conventionalArn(type, false)}`;
  if (/Arn$/.test(property))
    return `arn:{partition}:${moduleOf(type)}:{region}:{account}:${kebab(property.slice(0, -3))}/{hex17}`;
  const [, noun] = /(vpc|subnet|securityGroup|routeTable|networkInterface)Id$/i.exec(property) ?? [];
  if (noun) return `${ID_PREFIXES[noun.charAt(0).toLowerCase() + noun.slice(1)]}-{hex17}`;
  if (property === "availabilityZone") return "{region}a";
  if (/^(ownerId|accountId|registryId|awsAccountId)$/.test(property)) return "{account}";
  if (/(status|state)$/i.test(property)) return "ACTIVE";
  if (/(At|Date|Time|Timestamp|Modified)$/.test(property)) return CREATED_AT;
  if (/url$/i.test(property)) return `https://{alnum12}.${moduleOf(type)}.{region}.{dnsSuffix}`;
  if (/(endpoint|domainName|dnsName|hostname|address)$/i.test(property))
    return `{alnum12}.${moduleOf(type)}.{region}.{dnsSuffix}`;
  if (/version$/i.test(property)) return "1";
  return `${kebab(property)}-{hex7}`;
}

const ID_PREFIXES: Readonly<Record<string, string>> = {
  networkInterface: "eni",
  routeTable: "rtb",
  securityGroup: "sg",
  subnet: "subnet",
  vpc: "vpc",
};

/** Nothing in the simulation depends on the clock. */
export const CREATED_AT = "2026-01-01T00:00:00Z";

function moduleOf(type: string): string {
  return type.split(":")[1]?.split("/")[0] ?? "aws";
}

function classOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
