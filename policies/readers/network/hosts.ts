import { memoizeByEstate } from "../../core/memoize";
import { type Estate, UNKNOWN, type Unknown } from "../../core/rule";
import { listOf } from "../../core/values";
import { holdsPublicAddresses } from "./cidr";

/** Domains under which AWS's own services answer. */
const AWS_DOMAINS = ["amazonaws.com", "amazonaws.com.cn", "api.aws", "on.aws", "amazonaws.eu", "awsapprunner.com"];
/** Names that no resolver on the internet answers for: https://www.rfc-editor.org/rfc/rfc6762 and rfc8375, ICANN's `.internal`. */
const PRIVATE_DOMAINS = ["internal", "local", "localhost", "home.arpa", "lan", "corp"];

const ZONE = "aws:route53/zone:Zone";
const NAMESPACE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";

/**
 * Whether an address, a URL or a host name with or without a port, is of somebody else on the internet: neither AWS's own,
 * nor private, nor in a zone that this run manages. UNKNOWN if it is not known yet, or is no address.
 */
export function isForeignAddress(address: unknown, estate: Estate): boolean | Unknown {
  if (typeof address !== "string") return UNKNOWN;
  const host = hostOf(address);
  if (host === undefined) return UNKNOWN;
  const isPublic = holdsPublicAddresses(host.replace(/^\[|\]$/g, ""));
  if (isPublic !== undefined) return isPublic;
  // A name without a dot is one of the local network.
  if (!host.includes(".")) return false;
  return ![...AWS_DOMAINS, ...PRIVATE_DOMAINS, ...ownDomains(estate)].some((domain) => isWithin(host, domain));
}

/** `jdbc:postgresql://host:5432/name`, `jdbc:sqlserver://host;databaseName=name`, `jdbc:oracle:thin:@host:1521:name`. */
const JDBC = /^jdbc:[a-z0-9:]{1,60}(?:@\/\/|\/\/|@)([^:/?#;]+)/i;

/** Longest address that is read. */
const MAX_LENGTH = 2_048;

/** The host of an address; undefined if it has none that is written out. */
function hostOf(address: string): string | undefined {
  if (address.length > MAX_LENGTH) return undefined;
  const [, database] = JDBC.exec(address) ?? [];
  const [, rest = address] = /^[a-z][a-z0-9+.-]{0,30}:\/\/(.*)$/is.exec(address) ?? [];
  const authority = (database ?? rest.split(/[/?#]/, 1)[0]) || "";
  const host = authority
    .slice(authority.lastIndexOf("@") + 1)
    .replace(/:\d+$/, "")
    .toLowerCase();
  return /^[a-z0-9._[\]:-]+$/.test(host) ? host.replace(/\.$/, "") : undefined;
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Zones that the run manages: what answers in them is its own. */
const ownDomains = memoizeByEstate((estate): readonly string[] =>
  estate
    .ofType(ZONE, NAMESPACE)
    .flatMap(({ props }) => listOf(props.name))
    .filter((name): name is string => typeof name === "string" && name !== "")
    .map((name) => name.toLowerCase().replace(/\.$/, "")),
);
