import type { CatalogueEndpoint, Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../identity/policy-document";
import { clusterRepositories, PULL_ACTIONS } from "./cluster-registry";

type Callers = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What may pass a VPC endpoint: callers of this account (or organisation), on resources of this account. Through
 * `bedrock-runtime` that is inference with models of the catalogue, and nothing else.
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
  if (service.startsWith("ecr-") && services.includes("eks")) return [own, clusterImages(workload, callers)];
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

/** Nodes of a cluster start with containers of EKS's own, from a registry of AWS's. */
function clusterImages({ region, partition }: Workload, callers: Callers): Statement {
  return {
    Sid: "ClusterImages",
    Effect: "Allow",
    Principal: "*",
    Action: [...PULL_ACTIONS],
    Resource: clusterRepositories(partition, region),
    Condition: { StringEquals: callers },
  };
}

/** One that the organisation demands of every call stands in its management account. */
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
