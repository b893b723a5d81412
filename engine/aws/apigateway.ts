import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";
import { oneOf } from "./kit/validators";

export const apigatewayv2 = service("apigatewayv2", {
  Api: {
    id: "{alnum10}",
    arn: "apigateway:{region}::/apis/{id}",
    defaults: {
      apiKeySelectionExpression: "$request.header.x-api-key",
      disableExecuteApiEndpoint: false,
      routeSelectionExpression: "$request.method $request.path",
    },
    validate: { protocolType: oneOf("HTTP", "WEBSOCKET") },
    replaces: ["protocolType"],
    outputs: ({ properties: { protocolType } }) => ({
      apiEndpoint: `${protocolType === "WEBSOCKET" ? "wss" : "https"}://{id}.execute-api.{region}.{dnsSuffix}`,
      executionArn: "arn:{partition}:execute-api:{region}:{account}:{id}",
      ipAddressType: "ipv4",
    }),
  },
  Stage: {
    arn: "apigateway:{region}::/apis/{apiId}/stages/{name}",
    defaults: { autoDeploy: false },
    replaces: ["apiId", "name"],
    outputs: {
      deploymentId: "",
      executionArn: "arn:{partition}:execute-api:{region}:{account}:{apiId}/{name}",
      invokeUrl: "https://{apiId}.execute-api.{region}.{dnsSuffix}/{name}",
    },
  },
  Integration: {
    id: "{alnum7}",
    defaults: { connectionType: "INTERNET" },
    replaces: ["apiId", "integrationType", "integrationSubtype"],
    outputs: { timeoutMilliseconds: 30000 },
  },
  Route: { id: "{alnum7}", defaults: { apiKeyRequired: false, authorizationType: "NONE" }, replaces: ["apiId"] },
  Authorizer: { id: "{alnum6}", replaces: ["apiId"] },
  Deployment: { id: "{alnum6}", replaces: ["apiId", "triggers"] },
  DomainName: { id: "{domainName}", arn: "apigateway:{region}::/domainnames/{domainName}", replaces: ["domainName"] },
  VpcLink: { id: "{alnum6}", arn: "apigateway:{region}::/vpclinks/{id}", replaces: ["securityGroupIds", "subnetIds"] },
});

/** Until version 6 of the SDK a deployment can make a stage, and has its outputs. */
const OF_STAGE = {
  executionArn: "arn:{partition}:execute-api:{region}:{account}:{restApi}/{stageName}",
  invokeUrl: "https://{restApi}.execute-api.{region}.{dnsSuffix}/{stageName}",
};

export const apigateway = service("apigateway", {
  RestApi: {
    id: "{alnum10}",
    arn: "apigateway:{region}::/restapis/{id}",
    documents: ["policy"],
    replaces: [],
    outputs: {
      apiKeySource: "HEADER",
      createdDate: CREATED_AT,
      executionArn: "arn:{partition}:execute-api:{region}:{account}:{id}",
      rootResourceId: "{alnum10}",
      endpointConfiguration: { ipAddressType: "ipv4", types: "EDGE" },
    },
  },
  Resource: { id: "{alnum6}", replaces: ["restApi"], outputs: { path: "/{pathPart}" } },
  Method: {
    id: "agm-{restApi}-{resourceId}-{httpMethod}",
    defaults: { apiKeyRequired: false },
    replaces: ["httpMethod", "resourceId", "restApi"],
  },
  Integration: {
    id: "agi-{restApi}-{resourceId}-{httpMethod}",
    replaces: ["httpMethod", "resourceId", "restApi", "type"],
  },
  Deployment: {
    id: "{alnum6}",
    replaces: ["restApi", "triggers"],
    outputs: { createdDate: CREATED_AT, ...OF_STAGE },
  },
  Stage: {
    id: "ags-{restApi}-{stageName}",
    arn: "apigateway:{region}::/restapis/{restApi}/stages/{stageName}",
    replaces: ["restApi", "stageName"],
    outputs: OF_STAGE,
  },
});
