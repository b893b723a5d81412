import type { Layer } from "@plinth/policies";

/** The five layers of the architecture, in the order in which a stack is read. */
export const ARCHITECTURE_LAYERS = [
  "network and identity",
  "data and storage",
  "model access and inference",
  "application and orchestration",
  "observability and governance",
] as const;

/** A layer of the architecture. */
export type ArchitectureLayer = (typeof ARCHITECTURE_LAYERS)[number];

const OF_RULE_LAYER: Readonly<Record<Layer, ArchitectureLayer>> = {
  network: "network and identity",
  identity: "network and identity",
  data: "data and storage",
  "model-access": "model access and inference",
  orchestration: "application and orchestration",
  observability: "observability and governance",
  governance: "observability and governance",
};

/** Modules of the AWS provider by layer; what is in none counts as application. */
const AWS_MODULES: Readonly<Record<ArchitectureLayer, string>> = {
  "network and identity":
    "ec2 vpc vpclattice ec2transitgateway networkfirewall networkmanager route53 ram iam identitystore ssoadmin organizations controltower account kms",
  "data and storage":
    "s3 s3control s3tables dynamodb rds opensearch elasticsearch efs fsx glue lakeformation backup secretsmanager ssm elasticache memorydb docdb neptune kendra macie2",
  "model access and inference": "bedrock bedrockmodel bedrockfoundation sagemaker comprehend textract",
  "application and orchestration": "",
  "observability and governance":
    "cloudwatch xray sns budgets costexplorer cloudtrail cfg securityhub guardduty accessanalyzer oam observabilityadmin synthetics bcmdata auditmanager",
};

/** Types whose module says little about what they are for. */
const EXCEPTIONS: Readonly<Record<string, ArchitectureLayer>> = {
  "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration": "observability and governance",
  "aws:sagemaker/modelCard:ModelCard": "observability and governance",
  "aws:ec2/flowLog:FlowLog": "observability and governance",
};

const LAYER_OF_MODULE = new Map(
  ARCHITECTURE_LAYERS.flatMap((layer) => AWS_MODULES[layer].split(" ").map((module) => [module, layer] as const)),
);

/** The layer in which a resource is shown: by its type, whichever component made it. */
export function layerOf(type: string): ArchitectureLayer {
  const module = type.split(":")[1]?.split("/")[0] ?? "";
  return EXCEPTIONS[type] ?? LAYER_OF_MODULE.get(module) ?? "application and orchestration";
}

/** The layer of the architecture that a rule's layer belongs to. */
export function layerOfRule(layer: Layer): ArchitectureLayer {
  return OF_RULE_LAYER[layer];
}
