import { PlinthError, type Standard } from "@plinth/standards";

/**
 * What a workload's own code, or what starts it, does from inside its network, and the endpoints that each takes, by their
 * names in the standard's catalogue. Left out is what AWS does from networks of its own: a function's logs and traces, keys
 * behind S3, SQS and DynamoDB.
 * Sources (read 2026-11): https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (images),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html (secrets and logs of tasks),
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html (clusters).
 */
const ENDPOINTS = {
  /** Containers on Fargate: their images, layers and logs. */
  container: ["ecr-api", "ecr-dkr", "logs", "s3"],
  /** Nodes of a private cluster, and pods that have a role by EKS Pod Identity or register with load balancers. */
  cluster: ["ec2", "ecr-api", "ecr-dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "s3"],
  agents: ["bedrock-agentcore"],
  /** Tools of agents, behind a gateway. */
  "agent-tools": ["bedrock-agentcore-gateway"],
  "application-database": ["rds-data"],
  buckets: ["s3"],
  documents: ["textract"],
  functions: ["lambda"],
  /** Encryption in the code itself. */
  keys: ["kms"],
  "knowledge-base": ["bedrock-agent-runtime"],
  metrics: ["monitoring"],
  models: ["bedrock-runtime"],
  "own-models": ["sagemaker-runtime"],
  queues: ["sqs"],
  secrets: ["secretsmanager"],
  tables: ["dynamodb"],
  topics: ["sns"],
  /** Traces that the code sends; a function's are sent for it. */
  traces: ["xray"],
  vectors: ["s3vectors"],
  workflows: ["states"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** One thing that a workload does: `models`. */
export type NetworkNeed = keyof typeof ENDPOINTS;

/**
 * The endpoints that a network must have for what its workload does, so that nobody lists them by hand, pays for one that
 * is not called, or finds out in production which one was forgotten.
 * @returns Names of the standard's catalogue, each once, in alphabetical order; for `services` of an `InferenceVpc`.
 * @throws PlinthError with every endpoint that is needed and that the catalogue does not have.
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
