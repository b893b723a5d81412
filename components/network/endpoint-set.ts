import { PlinthError, type Standard } from "@plinth/standards";

/**
 * Capabilities of a workload, and the endpoints that each requires, by their names in the standard's catalogue. Calls
 * that AWS makes from its own network need no endpoint: logs and traces of functions, and KMS behind S3, SQS and
 * DynamoDB. Sources (read 2026-11): https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (images),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html (secrets and logs of tasks),
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html (clusters).
 */
const ENDPOINTS = {
  /** Containers on Fargate: images, layers and logs. */
  container: ["ecr-api", "ecr-dkr", "logs", "s3"],
  /** Nodes of a private EKS cluster, and pods that use EKS Pod Identity or register with load balancers. */
  cluster: ["ec2", "ecr-api", "ecr-dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "s3"],
  agents: ["bedrock-agentcore"],
  /** Tools of agents behind an AgentCore gateway. */
  "agent-tools": ["bedrock-agentcore-gateway"],
  "application-database": ["rds-data"],
  buckets: ["s3"],
  documents: ["textract"],
  functions: ["lambda"],
  /** Encryption in application code. */
  keys: ["kms"],
  "knowledge-base": ["bedrock-agent-runtime"],
  metrics: ["monitoring"],
  models: ["bedrock-runtime"],
  "own-models": ["sagemaker-runtime"],
  queues: ["sqs"],
  secrets: ["secretsmanager"],
  tables: ["dynamodb"],
  topics: ["sns"],
  /** Traces that application code sends. Lambda sends those of a function. */
  traces: ["xray"],
  vectors: ["s3vectors"],
  workflows: ["states"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Capability of a workload that needs VPC endpoints: `models`. */
export type NetworkNeed = keyof typeof ENDPOINTS;

/**
 * Returns the VPC endpoints that a workload's capabilities require, so that a network has all it needs and pays for
 * none that are unused.
 * @returns Names of the standard's catalogue, without duplicates, in alphabetical order; for `services` of an
 * `InferenceVpc`.
 * @throws PlinthError that lists every required endpoint missing from the catalogue.
 *
 * @example
 * const services = endpointSet(["container", "models", "tables"], standard);
 */
export function endpointSet(needs: readonly NetworkNeed[], { endpoints }: Pick<Standard, "endpoints">): string[] {
  const names = [...new Set<string>(needs.flatMap((need) => ENDPOINTS[need]))].sort();
  const missing = names.filter((name) => !Object.hasOwn(endpoints, name));
  if (missing.length === 0) return names;
  throw new PlinthError(
    "network",
    missing.map((found) => ({
      id: "network/EndpointSet/endpoints",
      path: "endpoints",
      found,
      allowed: `in the standard's catalogue: it is needed for ${needs.filter((n) => (ENDPOINTS[n] as readonly string[]).includes(found)).join(", ")}`,
    })),
  );
}
