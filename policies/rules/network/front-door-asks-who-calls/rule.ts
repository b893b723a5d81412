import { isSet, valuesSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { anyTrue } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { DISTRIBUTION, isPublicDistribution } from "./public-distribution";

/** A setting that lets everybody in: a path, the values that do (undefined is absent), and what would keep them out all the same. */
interface PublicSetting {
  readonly path: string;
  readonly open: readonly unknown[];
  readonly unless?: readonly [path: string, value: unknown];
}

const byKey = (path: string): PublicSetting => ({ path, open: ["API_KEY"], unless: ["visibility", "PRIVATE"] });
const ingress: PublicSetting = {
  path: "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
  open: [true, undefined],
};
const authorizer: PublicSetting = { path: "authorizerType", open: ["NONE"] };

const PUBLIC_SETTINGS: Readonly<Record<string, readonly PublicSetting[]>> = {
  "aws:appsync/graphQLApi:GraphQLApi": [
    byKey("authenticationType"),
    byKey("additionalAuthenticationProviders[].authenticationType"),
  ],
  "aws:appsync/api:Api": [byKey("eventConfig.connectionAuthModes[].authType")],
  "aws:apprunner/service:Service": [ingress],
  "aws:bedrock/agentcoreGateway:AgentcoreGateway": [authorizer],
};
const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";

/** See why.md. */
export const rule: Rule = {
  id: "front-door-asks-who-calls",
  layer: "network",
  family: "private-egress",
  severity: "high",
  title: "What answers the internet asks who calls",
  scope: "stack",
  types: [...Object.keys(PUBLIC_SETTINGS), ENDPOINT_GROUP, DISTRIBUTION],

  judge: hygiene((endpoint, estate): Verdict => {
    if (endpoint.type === ENDPOINT_GROUP && !isSet(endpoint, "endpointConfigurations")) {
      return { outcome: "not-applicable", reason: "nothing is behind it" };
    }
    const open = endpoint.type === DISTRIBUTION ? isPublicDistribution(endpoint, estate) : isOpen(endpoint);
    if (open === UNKNOWN) return { outcome: "undetermined", reason: "who may call is not known yet" };
    if (!open) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${endpoint.name} lets everybody on the internet call what is behind it`,
      required: "callers who prove who they are, or a door that opens to a VPC only",
      fix: "demand IAM, a user pool, a token or a signed URL; make the service or the API private; or take the accelerator away",
    };
  }),
};

/** An accelerator forwards whatever comes, to private addresses too. */
function isOpen(endpoint: ResourceRecord): boolean | typeof UNKNOWN {
  if (endpoint.type === ENDPOINT_GROUP) return true;
  const answers = (PUBLIC_SETTINGS[endpoint.type] ?? []).map(({ path, open, unless }) => {
    const exceptions = unless ? valuesOrUndefined(endpoint, unless[0]) : [];
    const values = valuesOrUndefined(endpoint, path);
    if (unless && exceptions.includes(unless[1])) return false;
    if (values.some((value) => open.includes(value))) return exceptions.includes(UNKNOWN) ? UNKNOWN : true;
    return values.includes(UNKNOWN) ? UNKNOWN : false;
  });
  return anyTrue(answers);
}

/** What the program says at a path; what it leaves to AWS is undefined. */
function valuesOrUndefined(endpoint: ResourceRecord, path: string): readonly unknown[] {
  const values = valuesSetAt(endpoint, path);
  return values.length === 0 ? [undefined] : values;
}
