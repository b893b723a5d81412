import { valuesSetAt } from "../../../core/properties";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue } from "../../../core/values";
import { holdsPublicAddresses } from "../../../readers/network/cidr";

/** A setting that lets everybody in: a path, and the values that do; undefined is absent. */
interface PublicSetting {
  readonly path: string;
  readonly open: readonly unknown[] | ((value: unknown) => boolean);
  /** What would keep them out all the same. Default: nothing. */
  readonly unless?: readonly [path: string, value: unknown];
}

const byKey = (path: string): PublicSetting => ({ path, open: ["API_KEY"], unless: ["visibility", "PRIVATE"] });
const ingress: PublicSetting = {
  path: "networkConfiguration.ingressConfiguration.isPubliclyAccessible",
  open: [true, undefined],
};
const authorizer: PublicSetting = { path: "authorizerType", open: ["NONE"] };
const isGiven = (value: unknown) => value !== undefined && value !== null && value !== "";
const graphql = [byKey("authenticationType"), byKey("additionalAuthenticationProviders[].authenticationType")];

/**
 * Settings that open a door to the internet, by type.
 * Source: https://docs.aws.amazon.com/transfer/latest/userguide/API_EndpointDetails.html (read 2026-11). See also
 * https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services.html,
 * https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html,
 * https://docs.aws.amazon.com/amazonq/latest/qbusiness-ug/create-anonymous-application.html.
 */
export const PUBLIC_SETTINGS: Readonly<Record<string, readonly PublicSetting[]>> = {
  "aws:appsync/graphQLApi:GraphQLApi": graphql,
  "aws:appsync/api:Api": [
    byKey("eventConfig.connectionAuthModes[].authType"),
    byKey("eventConfig.defaultPublishAuthModes[].authType"),
    byKey("eventConfig.defaultSubscribeAuthModes[].authType"),
  ],
  "aws:appsync/channelNamespace:ChannelNamespace": [
    byKey("publishAuthModes[].authType"),
    byKey("subscribeAuthModes[].authType"),
  ],
  "aws:apprunner/service:Service": [ingress],
  "aws:bedrock/agentcoreGateway:AgentcoreGateway": [authorizer],
  "aws:qbusiness/application:Application": [{ path: "identityType", open: ["ANONYMOUS"] }],
  "aws:transfer/server:Server": [
    { path: "endpointType", open: ["PUBLIC", undefined] },
    { path: "endpointDetails.addressAllocationIds[]", open: isGiven },
  ],
  "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": [
    { path: "publicEndpoint.containerName", open: isGiven },
  ],
  "aws:lightsail/instancePublicPorts:InstancePublicPorts": [
    // Without blocks of addresses a port is open to all of them.
    {
      path: "portInfos[].cidrs[]",
      open: (block) => typeof block !== "string" || holdsPublicAddresses(block) !== false,
    },
  ],
};

/** Whether one of the settings of a type lets everybody in. */
export function hasPublicSetting(endpoint: ResourceRecord): boolean | Unknown {
  const answers = (PUBLIC_SETTINGS[endpoint.type] ?? []).map(({ path, open, unless }) => {
    const exceptions = unless ? valuesOrUndefined(endpoint, unless[0]) : [];
    const values = valuesOrUndefined(endpoint, path);
    if (unless && exceptions.includes(unless[1])) return false;
    const opens = typeof open === "function" ? open : (value: unknown) => open.includes(value);
    if (values.some((value) => value !== UNKNOWN && opens(value))) return exceptions.includes(UNKNOWN) ? UNKNOWN : true;
    return values.includes(UNKNOWN) ? UNKNOWN : false;
  });
  return anyTrue(answers);
}

/** What the program says at a path; what it leaves to AWS is undefined. */
function valuesOrUndefined(endpoint: ResourceRecord, path: string): readonly unknown[] {
  const values = valuesSetAt(endpoint, path);
  return values.length === 0 ? [undefined] : values;
}
