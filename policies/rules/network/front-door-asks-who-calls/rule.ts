import { isSet, topLevelProperty } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { anyTrue, valuesAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { DISTRIBUTION, lendsItself } from "./public-distribution";

/** A setting that lets everybody in: a path, the values that do (undefined is absent), and what would keep them out all the same. */
interface Reading {
  readonly path: string;
  readonly open: readonly unknown[];
  readonly unless?: readonly [path: string, value: unknown];
}

const byKey = (path: string): Reading => ({ path, open: ["API_KEY"], unless: ["visibility", "PRIVATE"] });
const ingress: Reading = {
  path: "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
  open: [true, undefined],
};
const authorizer: Reading = { path: "authorizerType", open: ["NONE"] };

const READINGS: Readonly<Record<string, readonly Reading[]>> = {
  "aws:appsync/graphQLApi:GraphQLApi": [
    byKey("authenticationType"),
    byKey("additionalAuthenticationProviders[].authenticationType"),
  ],
  "aws:appsync/api:Api": [byKey("eventConfig.connectionAuthModes[].authType")],
  "aws-native:appsync:GraphQlApi": [
    byKey("authenticationType"),
    byKey("additionalAuthenticationProviders[].authenticationType"),
  ],
  "aws:apprunner/service:Service": [ingress],
  "aws-native:apprunner:Service": [ingress],
  "aws:bedrock/agentcoreGateway:AgentcoreGateway": [authorizer],
};
const ACCELERATED = "aws:globalaccelerator/endpointGroup:EndpointGroup";

/** See why.md. */
export const rule: Rule = {
  id: "front-door-asks-who-calls",
  layer: "network",
  family: "private-egress",
  severity: "high",
  title: "What answers the internet asks who calls",
  scope: "stack",
  types: [...Object.keys(READINGS), ACCELERATED, DISTRIBUTION],

  judge: hygiene((door, estate): Verdict => {
    if (door.type === ACCELERATED && !isSet(door, "endpointConfigurations")) {
      return { outcome: "not-applicable", reason: "nothing is behind it" };
    }
    const open = door.type === DISTRIBUTION ? lendsItself(door, estate) : isOpen(door);
    if (open === UNKNOWN) return { outcome: "undetermined", reason: "who may call is not known yet" };
    if (!open) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${door.name} lets everybody on the internet call what is behind it`,
      required: "callers who prove who they are, or a door that opens to a VPC only",
      fix: "demand IAM, a user pool, a token or a signed URL; make the service or the API private; or take the accelerator away",
    };
  }),
};

/** An accelerator forwards whatever comes, to private addresses too. */
function isOpen(door: ResourceRecord): boolean | typeof UNKNOWN {
  if (door.type === ACCELERATED) return true;
  const answers = (READINGS[door.type] ?? []).map(({ path, open, unless }) => {
    const shut = unless ? toldAt(door, unless[0]) : [];
    const told = toldAt(door, path);
    if (unless && shut.includes(unless[1])) return false;
    if (told.some((value) => open.includes(value))) return shut.includes(UNKNOWN) ? UNKNOWN : true;
    return told.includes(UNKNOWN) ? UNKNOWN : false;
  });
  return anyTrue(answers);
}

/** What the program says at a path; what it leaves to AWS is undefined. */
function toldAt(door: ResourceRecord, path: string): readonly unknown[] {
  const told = isSet(door, topLevelProperty(path)) ? valuesAt(door.props, path) : [];
  return told.length === 0 ? [undefined] : told;
}
