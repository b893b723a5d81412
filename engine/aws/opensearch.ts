import { service, type TypeSpec } from "./kit/service";
import { oneOf } from "./kit/validators";

const serverlessPolicy: TypeSpec = {
  id: "{name}",
  replaces: ["name", "type"],
  outputs: { policyVersion: "MTc{alnum18}" },
};

export const opensearch = service("opensearch", {
  ServerlessCollection: {
    id: "{alnum20}",
    arn: "aoss:{region}:{account}:collection/{id}",
    validate: { type: oneOf("SEARCH", "TIMESERIES", "VECTORSEARCH"), standbyReplicas: oneOf("ENABLED", "DISABLED") },
    replaces: ["name", "type", "standbyReplicas", "encryptionConfigs", "collectionGroupName"],
    outputs: {
      collectionEndpoint: "https://{id}.{region}.aoss.{dnsSuffix}",
      dashboardEndpoint: "https://{id}.{region}.aoss.{dnsSuffix}/_dashboards",
      kmsKeyArn: "auto",
      standbyReplicas: "ENABLED",
      type: "TIMESERIES",
    },
  },
  ServerlessSecurityPolicy: serverlessPolicy,
  ServerlessAccessPolicy: serverlessPolicy,
  ServerlessLifecyclePolicy: serverlessPolicy,
  ServerlessVpcEndpoint: { id: "vpce-{hex17}", replaces: ["name", "vpcId"], outputs: {} },
  Domain: {
    autoname: { property: "domainName" },
    id: "{arn}",
    arn: "es:{region}:{account}:domain/{domainName}",
    documents: ["accessPolicies"],
    replaces: ["domainName"],
    outputs: {
      domainId: "{account}/{domainName}",
      endpoint: "search-{domainName}-{alnum26:host}.{region}.es.{dnsSuffix}",
      dashboardEndpoint: "{endpoint}/_dashboards",
    },
  },
});
