import { service, type TypeSpec } from "./kit/service";
import { arn, json, oneOf } from "./kit/validators";

/** SageMaker's ARNs have names in lower case. */
function sagemakerType(kind: string, nameProperty: string): TypeSpec {
  return {
    id: `{${nameProperty}}`,
    arn: ({ [nameProperty]: name }) => `sagemaker:{region}:{account}:${kind}/${String(name).toLowerCase()}`,
    replaces: [nameProperty],
    outputs: {},
  };
}

export const sagemaker = service("sagemaker", {
  Model: {
    ...sagemakerType("model", "name"),
    validate: { executionRoleArn: arn },
    replaces: ["name", "containers", "enableNetworkIsolation", "executionRoleArn", "primaryContainer", "vpcConfig"],
  },
  EndpointConfiguration: {
    ...sagemakerType("endpoint-config", "name"),
    replaces: ["name", "namePrefix", "asyncInferenceConfig", "dataCaptureConfig", "kmsKeyArn", "productionVariants"],
  },
  Endpoint: { ...sagemakerType("endpoint", "name") },
  ModelCard: {
    id: "{modelCardName}",
    autoname: false,
    validate: { content: json, modelCardStatus: oneOf("Draft", "PendingReview", "Approved", "Archived") },
    replaces: ["modelCardName", "securityConfig"],
    outputs: { modelCardArn: "arn:{partition}:sagemaker:{region}:{account}:model-card/{modelCardName}" },
  },
  ModelPackageGroup: sagemakerType("model-package-group", "modelPackageGroupName"),
  NotebookInstance: {
    ...sagemakerType("notebook-instance", "name"),
    defaults: { directInternetAccess: "Enabled", rootAccess: "Enabled", volumeSize: 5 },
    validate: { directInternetAccess: oneOf("Enabled", "Disabled"), rootAccess: oneOf("Enabled", "Disabled") },
    replaces: ["name", "directInternetAccess", "kmsKeyId", "securityGroups", "subnetId", "platformIdentifier"],
    outputs: {
      networkInterfaceId: "eni-{hex17}",
      platformIdentifier: "notebook-al2-v3",
      url: "{name}.notebook.{region}.sagemaker.aws",
    },
  },
  Domain: {
    id: "d-{alnum12}",
    arn: "sagemaker:{region}:{account}:domain/{id}",
    defaults: { appNetworkAccessType: "PublicInternetOnly", tagPropagation: "DISABLED" },
    replaces: ["authMode", "domainName", "kmsKeyId", "vpcId"],
    outputs: { homeEfsFileSystemId: "fs-{hex17}", url: "https://{id}.studio.{region}.sagemaker.aws" },
  },
  Pipeline: { ...sagemakerType("pipeline", "pipelineName") },
});
