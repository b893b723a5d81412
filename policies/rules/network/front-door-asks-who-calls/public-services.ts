import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { BEANSTALK, beanstalkOption } from "../../../readers/network/beanstalk";
import { computeEgress } from "../../../readers/network/compute";
import { GUEST_ROLES, letsGuestsIn } from "./guests";
import { DISTRIBUTIONS, isPublicDistribution } from "./public-distribution";
import { hasPublicSetting, PUBLIC_SETTINGS } from "./public-settings";

type DoorReader = (door: ResourceRecord, estate: Estate) => boolean | Unknown;

export const ENDPOINT_GROUPS: readonly string[] = [
  "aws:globalaccelerator/endpointGroup:EndpointGroup",
  "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
];
const LATTICE = ["aws:vpclattice/service:Service", "aws:vpclattice/serviceNetwork:ServiceNetwork"];
const LIGHTSAIL = ["aws:lightsail/lb:Lb", "aws:lightsail/distribution:Distribution"];
const SHARE = "aws:ram/resourceAssociation:ResourceAssociation";

/** Whether what is on the internet, or beyond the account, lets everybody in, by type. */
const DOORS: Readonly<Record<string, DoorReader>> = {
  ...Object.fromEntries(Object.keys(PUBLIC_SETTINGS).map((type) => [type, hasPublicSetting])),
  ...Object.fromEntries(LATTICE.map((type) => [type, isSharedWithoutAuth])),
  // An accelerator forwards whatever comes, to private addresses too; a balancer of Lightsail has no other place to be.
  ...Object.fromEntries([...ENDPOINT_GROUPS, ...LIGHTSAIL].map((type) => [type, () => true])),
  ...Object.fromEntries(DISTRIBUTIONS.map((type) => [type, isPublicDistribution])),
  [BEANSTALK]: isPublicEnvironment,
  [GUEST_ROLES]: letsGuestsIn,
  "aws:ecs/expressGatewayService:ExpressGatewayService": isPublicExpressService,
};

export const DOOR_TYPES: readonly string[] = Object.keys(DOORS);

export function isOpenDoor(door: ResourceRecord, estate: Estate): boolean | Unknown {
  return DOORS[door.type]?.(door, estate) ?? UNKNOWN;
}

/**
 * A web environment stands behind a load balancer on the internet unless it says that this is internal, or has no load
 * balancer: then its one instance always has an Elastic IP address, whatever `AssociatePublicIpAddress` says.
 * Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html (read 2026-11).
 */
function isPublicEnvironment(environment: ResourceRecord): boolean | Unknown {
  if (environment.props.tier === "Worker") return false;
  const scheme = beanstalkOption(environment, "aws:ec2:vpc", "ELBScheme");
  const kind = beanstalkOption(environment, "aws:elasticbeanstalk:environment", "EnvironmentType");
  if (kind === "SingleInstance") return true;
  return scheme === UNKNOWN ? UNKNOWN : scheme !== "internal";
}

/**
 * The load balancer of a service in express mode is on the internet where its subnets are public, as those of the default
 * VPC are.
 * Source of the default: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayServiceNetworkConfiguration.html
 * (read 2026-11). See also https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html.
 */
function isPublicExpressService(service: ResourceRecord, estate: Estate): boolean | Unknown {
  const { outcome } = computeEgress(service, estate);
  return outcome === "unknown" ? UNKNOWN : outcome === "path";
}

/**
 * A service or a network of services that asks nobody stays in its account's VPCs, unless it is shared with other accounts.
 * Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-access.html (read 2026-11).
 */
function isSharedWithoutAuth(lattice: ResourceRecord, estate: Estate): boolean | Unknown {
  if (estate.referrers(lattice, "resourceArn", [SHARE]).length === 0) return false;
  const type = isSet(lattice, "authType") ? lattice.props.authType : "NONE";
  return type === UNKNOWN ? UNKNOWN : type === "NONE";
}
