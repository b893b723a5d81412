import { type DenyStatement, deny } from "./pack-policies";
import { administratorRoles, deploymentRoleArn, platformRoles } from "./principals";

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

/**
 * @internal Only the deployment role changes the platform, and only an account's administrator role changes the deployment role.
 */
export function platformStatements(partition: string): DenyStatement[] {
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
