import { ROLE_USING_TYPES } from "../iam/compute-roles";

/** Types that run a workload, hold its data or answer for it. Keys, logs and networks are also the platform's. */
export const WORKLOAD_TYPES: readonly string[] = [
  ...ROLE_USING_TYPES,
  "aws:bedrock/inferenceProfile:InferenceProfile",
  "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
  "aws:dynamodb/table:Table",
  "aws:ec2/instance:Instance",
  "aws:ecs/service:Service",
  "aws:eks/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:opensearch/serverlessCollection:ServerlessCollection",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
  "aws:sagemaker/endpoint:Endpoint",
];
