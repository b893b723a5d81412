import { isSet } from "../../../core/properties";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { GUEST_CURES, GUEST_ROLES } from "./guests";
import { DOOR_TYPES, ENDPOINT_GROUPS, isOpenDoor } from "./public-services";

/** See why.md. */
export const rule: Rule = {
  id: "front-door-asks-who-calls",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: GUEST_CURES,
  title: "What answers the internet asks who calls",
  scope: "stack",
  types: DOOR_TYPES,

  judge: hygiene((endpoint, estate): Verdict => {
    if (ENDPOINT_GROUPS.includes(endpoint.type) && !isSet(endpoint, "endpointConfigurations")) {
      return { outcome: "not-applicable", reason: "nothing is behind it" };
    }
    const open = isOpenDoor(endpoint, estate);
    if (open === UNKNOWN) return { outcome: "undetermined", reason: "who may call is not known yet" };
    if (!open) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${endpoint.name} lets everybody on the internet call what is behind it`,
      required: "callers who prove who they are, or a door that opens to a VPC only",
      fix: FIXES[endpoint.type] ?? OTHER_FIX,
      ...(endpoint.type !== GUEST_ROLES && { cures: [] }),
    };
  }),
};

const OTHER_FIX =
  "demand IAM, a user pool, a token or a signed URL; make the service or the API private; or take the accelerator away";
const FIXES: Readonly<Record<string, string>> = {
  [GUEST_ROLES]:
    "set allowUnauthenticatedIdentities to false on the identity pool, or give guests a role that neither has models answer nor reads data",
  "aws:transfer/server:Server":
    'set endpointType to "VPC" with endpointDetails that name subnets and no addressAllocationIds',
  "aws:elasticbeanstalk/environment:Environment":
    'add the setting ELBScheme "internal" in the namespace "aws:ec2:vpc", and subnets without a route to the internet',
  "aws:ecs/expressGatewayService:ExpressGatewayService":
    "name subnets without a route to the internet in networkConfigurations, or use aws.ecs.Service behind an internal load balancer",
  "aws:vpclattice/service:Service": 'set authType to "AWS_IAM" and add an aws.vpclattice.AuthPolicy',
  "aws:vpclattice/serviceNetwork:ServiceNetwork": 'set authType to "AWS_IAM" and add an aws.vpclattice.AuthPolicy',
};
