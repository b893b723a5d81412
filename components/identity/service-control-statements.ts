import type { Standard } from "@plinth/standards";
import { DIRECT_INFERENCE, INVOCATION_ACTIONS, OTHER_PLANES } from "./invocation-actions";
import type { DenyStatement } from "./pack-policies";
import { administratorRoles, deploymentRoleArn, platformRoles, workloadRoles } from "./principals";

/** Plain functions from the standard to statements, so that what they deny is tested by evaluating them. */

/**
 * What holds in every account: approved regions, no long-lived credentials, a platform that nobody takes apart.
 * @param regionDeny Whether it denies other regions; `false` where a control of AWS Control Tower does. Default: true.
 */
export function baselineStatements(standard: Standard, partition: string, regionDeny = true): DenyStatement[] {
  return [
    ...(regionDeny ? [approvedRegions(standard, partition)] : []),
    ...credentialStatements(partition),
    ...platformStatements(partition),
  ];
}

/** What holds where models are used: those of the catalogue, through `bedrock-runtime`, processed in approved areas. */
export function modelStatements(standard: Standard, partition: string): DenyStatement[] {
  return [
    {
      Sid: "ApprovedModelsOnly",
      Effect: "Deny",
      Action: [...DIRECT_INFERENCE, "bedrock:CreateInferenceProfile"],
      NotResource: approvedInference(standard, partition),
    },
    deny("NoUnrecordedInference", OTHER_PLANES),
    ...residencyStatements(standard, partition),
  ];
}

/** What holds where no workload lives: no route to any model. */
export function noModelStatements(): DenyStatement[] {
  return [deny("NoInference", ["bedrock:ApplyGuardrail", ...INVOCATION_ACTIONS])];
}

/** What holds in production: only a workload's own role reaches a model, by any route. Never a person, never a team. */
export function productionStatements(partition: string): DenyStatement[] {
  return [
    {
      ...deny("OnlyWorkloadsInvokeModels", INVOCATION_ACTIONS),
      Condition: { ArnNotLike: { "aws:PrincipalArn": [workloadRoles(partition)] } },
    },
  ];
}

/**
 * Models, profiles and jobs that direct inference may name. A call through a profile is authorised for the profile and
 * for the model behind it, so an application profile adds no model
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
 * Global services, which are called in us-east-1 wherever one is. After
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html (read
 * 2026-11), without what this platform has no use for. aws-marketplace: the first call of a model subscribes to it.
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

/** What Bedrock does in each region of a geographic profile's, or a guardrail profile's, area. */
export const ROUTED_ACTIONS: readonly string[] = ["bedrock:ApplyGuardrail", ...DIRECT_INFERENCE];

/**
 * A geographic profile answers from the regions of its area, so a plain region deny breaks it
 * (https://repost.aws/knowledge-center/bedrock-access-denied-exception, read 2026-11), and so does a guardrail profile
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html, read 2026-11). Both are
 * therefore taken out of it, and limited where models are used.
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
 * Outside the approved regions models answer only through a profile, and nothing answers outside the area. A global
 * profile asks for the region "unspecified", which the last one denies.
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
      // By every route and of everybody: who may clean up in other regions has no answers to ask for there.
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

const ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];

const PROVIDER_CHANGES = ["Add*To", "Create", "Delete", "Remove*From", "Update"].map(
  (verb) => `iam:${verb}OpenIDConnectProvider*`,
);

/** The deployment role changes the platform; only an account's administrator role changes the deployment role. */
function platformStatements(partition: string): DenyStatement[] {
  const administrators = administratorRoles(partition);
  const deployment = [deploymentRoleArn(partition, "*"), ...administrators];
  return [
    deny("StayInOrganization", ["account:CloseAccount", "organizations:LeaveOrganization"]),
    {
      ...deny("RecordsStayOn", [
        "access-analyzer:DeleteAnalyzer",
        "bedrock:DeleteModelInvocationLoggingConfiguration",
        "bedrock:PutModelInvocationLoggingConfiguration",
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "config:DeleteConfigurationRecorder",
        "config:StopConfigurationRecorder",
        "guardduty:DeleteDetector",
        "guardduty:DisassociateFromAdministratorAccount",
        "guardduty:UpdateDetector",
        "securityhub:DisableSecurityHub",
        "securityhub:DisassociateFromAdministratorAccount",
      ]),
      Condition: unless(deployment),
    },
    {
      ...deny("PlatformRolesAreDeployed", ROLE_CHANGES, platformRoles(partition)),
      Condition: unless(deployment),
    },
    {
      ...deny(
        "DeploymentRoleIsBootstrapped",
        [...ROLE_CHANGES, ...PROVIDER_CHANGES],
        [deploymentRoleArn(partition, "*"), `arn:${partition}:iam::*:oidc-provider/*`],
      ),
      Condition: unless(administrators),
    },
    {
      ...deny(
        "PacksAndStateAreDeployed",
        ["s3:Delete*", "s3:PutBucket*", "s3:PutLifecycleConfiguration", "s3:PutObject*"],
        ["packs", "state"].flatMap((store) => [
          `arn:${partition}:s3:::plinth-${store}-*`,
          `arn:${partition}:s3:::plinth-${store}-*/*`,
        ]),
      ),
      Condition: unless(deployment),
    },
  ];
}

function unless(principals: readonly string[]): DenyStatement["Condition"] {
  return { ArnNotLike: { "aws:PrincipalArn": principals } };
}

function deny(Sid: string, Action: readonly string[], Resource: readonly string[] = ["*"]): DenyStatement {
  return { Sid, Effect: "Deny", Action, Resource };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
