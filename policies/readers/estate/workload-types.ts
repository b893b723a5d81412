import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { COMPUTE_TYPES } from "../iam/compute-roles";
import { accountOf } from "../resource/account";

/** Types that run a workload, hold its data or answer for it. Keys, logs and networks are also the platform's. */
export const WORKLOAD_TYPES: readonly string[] = [
  ...COMPUTE_TYPES,
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

/**
 * What tells one account from another in a run: its number, or else that both have the credentials of one profile.
 * UNKNOWN for a provider that assumes a role not known yet.
 */
export function accountKey(resource: ResourceRecord): string | Unknown {
  const account = accountOf(resource);
  if (account !== UNKNOWN) return account;
  const { provider = {} } = resource;
  const { assumeRoles, assumeRole, assumeRoleWithWebIdentity, profile, allowedAccountIds, accessKey } = provider;
  // Roles and keys that do not tell their account may be of any.
  if ([assumeRoles, assumeRole, assumeRoleWithWebIdentity, allowedAccountIds, accessKey].some(isThere)) return UNKNOWN;
  return profile === UNKNOWN ? UNKNOWN : `profile ${typeof profile === "string" ? profile : "default"}`;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== "[]";
}
