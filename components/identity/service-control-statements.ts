import type { Standard } from "@plinth/standards";
import { DIRECT_INFERENCE, INVOCATION_ACTIONS, UNLOGGED_INFERENCE } from "./invocation-actions";
import { type DenyStatement, deny } from "./pack-policies";
import { platformStatements } from "./platform-statements";
import { administratorRoles, workloadRoles } from "./principals";

/** Plain functions from the standard to statements, which tests evaluate as IAM would. */

/**
 * Baseline of every account: approved regions, no long-lived credentials, protection of the platform's roles and
 * records.
 * @param regionDeny Whether to deny other regions; `false` where a control of AWS Control Tower does. Default: true.
 */
export function baselineStatements(standard: Standard, partition: string, regionDeny = true): DenyStatement[] {
  return [
    ...(regionDeny ? [approvedRegions(standard, partition)] : []),
    ...credentialStatements(partition),
    ...platformStatements(partition),
  ];
}

/**
 * Statements for accounts that use models: models of the catalogue, through `bedrock-runtime`, processed in approved
 * areas.
 */
export function modelStatements(standard: Standard, partition: string): DenyStatement[] {
  return [
    {
      Sid: "ApprovedModelsOnly",
      Effect: "Deny",
      Action: [...DIRECT_INFERENCE, "bedrock:CreateInferenceProfile"],
      NotResource: approvedInference(standard, partition),
    },
    deny("NoUnrecordedInference", UNLOGGED_INFERENCE),
    ...residencyStatements(standard, partition),
  ];
}

/** Statements for accounts without workloads: no route to any model. */
export function noModelStatements(): DenyStatement[] {
  return [deny("NoInference", ["bedrock:ApplyGuardrail", ...INVOCATION_ACTIONS])];
}

/** Statements for production accounts: only workload roles invoke models, by any route. People and teams cannot. */
export function productionStatements(partition: string): DenyStatement[] {
  return [
    {
      ...deny("OnlyWorkloadsInvokeModels", INVOCATION_ACTIONS),
      Condition: { ArnNotLike: { "aws:PrincipalArn": [workloadRoles(partition)] } },
    },
  ];
}

/**
 * ARN patterns of the models, inference profiles and jobs that direct inference may use. A call through a profile is
 * authorised on the profile and on its model, so an application inference profile adds no model
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html, read 2026-11).
 */
export function approvedInference({ models, residency }: Standard, partition: string): string[] {
  const profileIds = models.flatMap(({ profiles }) =>
    residency.flatMap((area) => (Object.hasOwn(profiles, area) ? [profiles[area]?.profileId ?? ""] : [])),
  );
  return [
    ...models.map(({ modelId }) => `arn:${partition}:bedrock:*::foundation-model/${modelId}`),
    ...profileIds.map((id) => `arn:${partition}:bedrock:*:*:inference-profile/${id}`),
    `arn:${partition}:bedrock:*:*:application-inference-profile/*`,
    `arn:${partition}:bedrock:*:*:model-invocation-job/*`,
  ];
}

/**
 * Global services, which are called in us-east-1 from every region. Based on
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html (read
 * 2026-11), without services that the platform does not use. aws-marketplace: the first call of a model subscribes to
 * it.
 */
const GLOBAL_SERVICES = [
  "access-analyzer:*",
  "account:*",
  "aws-marketplace:*",
  "bcm-data-exports:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "cur:*",
  "ec2:DescribeRegions",
  "health:*",
  "iam:*",
  "networkmanager:*",
  "organizations:*",
  "pricing:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetBucketLocation",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "shield:*",
  "sts:*",
  "support:*",
  "tag:*",
  "trustedadvisor:*",
  "waf:*",
  "wafv2:*",
];

/** Bedrock actions in each region that a geographic inference profile or a guardrail profile routes to. */
export const ROUTED_ACTIONS: readonly string[] = ["bedrock:ApplyGuardrail", ...DIRECT_INFERENCE];

/**
 * Geographic inference profiles route to the regions of their area, so a plain region deny breaks them
 * (https://repost.aws/knowledge-center/bedrock-access-denied-exception, read 2026-11), and so do guardrail profiles
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html, read 2026-11). The
 * statement exempts both; {@link residencyStatements} restricts them.
 */
function approvedRegions({ regions }: Standard, partition: string): DenyStatement {
  return {
    Sid: "ApprovedRegionsOnly",
    Effect: "Deny",
    NotAction: [...GLOBAL_SERVICES, ...ROUTED_ACTIONS].sort(),
    Resource: ["*"],
    Condition: {
      StringNotEquals: { "aws:RequestedRegion": regions },
      ArnNotLike: { "aws:PrincipalArn": administratorRoles(partition) },
    },
  };
}

/**
 * Outside the approved regions, models are available through geographic profiles only, and no model is available
 * outside the area. A global profile requests the region "unspecified", which the last statement denies.
 */
function residencyStatements({ regions, residency, models }: Standard, partition: string): DenyStatement[] {
  const throughProfile = [
    ...residency.map((area) => `arn:${partition}:bedrock:*:*:inference-profile/${area}.*`),
    `arn:${partition}:bedrock:*:*:application-inference-profile/*`,
  ];
  const destinations = models.flatMap(({ profiles }) =>
    residency.flatMap((area) => (Object.hasOwn(profiles, area) ? (profiles[area]?.destinationRegions ?? []) : [])),
  );
  return [
    {
      ...deny("InferenceElsewhereOnlyThroughProfile", DIRECT_INFERENCE),
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": regions },
        ArnNotLike: { "bedrock:InferenceProfileArn": throughProfile },
      },
    },
    {
      // By every route and for every principal: administrators who clean up other regions need no inference there.
      ...deny("InferenceStaysInApprovedAreas", ["bedrock:ApplyGuardrail", ...INVOCATION_ACTIONS]),
      Condition: { StringNotEquals: { "aws:RequestedRegion": unique([...regions, ...destinations]) } },
    },
  ];
}

function credentialStatements(partition: string): DenyStatement[] {
  return [
    deny("NoModelApiKeys", [
      "bedrock-mantle:CallWithBearerToken",
      "bedrock:CallWithBearerToken",
      "iam:CreateServiceSpecificCredential",
      "iam:ResetServiceSpecificCredential",
      "iam:UpdateServiceSpecificCredential",
    ]),
    deny("NoUsers", ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"]),
    {
      ...deny("NoRootUser", ["*"]),
      Condition: { ArnLike: { "aws:PrincipalArn": [`arn:${partition}:iam::*:root`] } },
    },
  ];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
