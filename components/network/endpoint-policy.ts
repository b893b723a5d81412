import type { CatalogueEndpoint, Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { harnessImage } from "../agentcore/harness-image";
import { PULL_ACTIONS } from "../ecs/pull-actions";
import { clusterRepositories } from "../eks/cluster-registry";
import type { Permission, Statement } from "../identity/policy-document";

type Callers = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Policy statements of a VPC endpoint: principals of this account (or organisation) may use resources of this account.
 * The endpoint of `bedrock-runtime` allows inference with models of the standard's catalogue only.
 * @param service Name of the endpoint in the standard's catalogue: `s3`.
 */
export function endpointPolicy(
  workload: Workload,
  service: string,
  { actionPrefixes }: CatalogueEndpoint,
  {
    organizationId,
    services,
  }: { readonly organizationId?: pulumi.Input<string>; readonly services: readonly string[] },
): Statement[] {
  const { accountId, partition, region } = workload;
  const callers: Callers = organizationId
    ? { "aws:PrincipalOrgID": organizationId }
    : { "aws:PrincipalAccount": accountId };
  if (service === "bedrock-runtime") return [inference(workload, callers), organizationGuardrail(workload, callers)];
  const own: Statement = {
    Sid: "OwnAccount",
    Effect: "Allow",
    Principal: "*",
    Action: actionPrefixes.map((prefix) => `${prefix}:*`),
    Resource: "*",
    Condition: {
      StringEquals: callers,
      // Left out of requests that name no resource, such as sts:GetCallerIdentity.
      StringEqualsIfExists: { "aws:ResourceAccount": accountId },
    },
  };
  if (service.startsWith("ecr-")) return [own, ...imagesOfAws(workload, callers, services)];
  if (service !== "s3" || !services.includes("ecr-dkr")) return [own];
  // Image layers come from a bucket of AWS's own: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
  const layers = `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`;
  return [own, { Sid: "ImageLayers", Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: layers }];
}

function inference(workload: Workload, callers: Callers): Statement {
  const { accountId, partition, region, standard } = workload;
  const own = (resource: string) => `arn:${partition}:bedrock:${region}:${accountId}:${resource}`;
  const profiles = standard.models.flatMap(({ profiles }) =>
    standard.residency.flatMap((area) => profiles[area] ?? []).filter((p) => p.sourceRegions.includes(region)),
  );
  const models = standard.models.flatMap(({ modelId, regions, profiles }) => {
    const destinations = standard.residency.flatMap((area) => profiles[area]?.destinationRegions ?? []);
    return [...new Set([...regions.filter((r) => r === region), ...destinations])].map(
      (r) => `arn:${partition}:bedrock:${r}::foundation-model/${modelId}`,
    );
  });
  return {
    Sid: "CatalogueModels",
    Effect: "Allow",
    Principal: "*",
    Action: ["bedrock:ApplyGuardrail", "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
    Resource: [
      own("application-inference-profile/*"),
      own("guardrail/*"),
      ...profiles.map(({ profileId }) => own(`inference-profile/${profileId}`)),
      ...models,
    ],
    Condition: { StringEquals: callers },
  };
}

/** Repositories of AWS that EKS nodes and AgentCore harnesses pull their container images from. */
function imagesOfAws(workload: Workload, callers: Callers, services: readonly string[]): Statement[] {
  const { partition, region } = workload;
  const harness = harnessImage(workload);
  const images: Readonly<Record<string, readonly [sid: string, repositories: Permission["resources"]]>> = {
    eks: ["ClusterImages", clusterRepositories(partition, region)],
    "bedrock-agentcore-gateway": ["HarnessImage", harness.resources],
  };
  return Object.entries(images)
    .filter(([need]) => services.includes(need))
    .map(([, [Sid, Resource]]) => ({
      Sid,
      Effect: "Allow",
      Principal: "*",
      Action: [...PULL_ACTIONS],
      Resource: [...Resource],
      Condition: { StringEquals: callers },
    }));
}

/** An organisation-wide guardrail belongs to the management account, so the endpoint allows it by organisation. */
function organizationGuardrail({ partition, region }: Workload, callers: Callers): Statement {
  return {
    Sid: "OrganizationGuardrail",
    Effect: "Allow",
    Principal: "*",
    Action: ["bedrock:ApplyGuardrail"],
    Resource: `arn:${partition}:bedrock:${region}:*:guardrail/*`,
    Condition: { StringEquals: { ...callers, "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
  };
}
