import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";
import { matches, oneOf, policy } from "./kit/validators";

const email = matches(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be a valid email address");

/** Seen from the management account, which is the one that the provider works in. */
export const organizations = service("organizations", {
  Organization: {
    id: "o-{alnum10}",
    arn: "organizations::{account}:organization/{id}",
    defaults: { featureSet: "ALL" },
    validate: { featureSet: oneOf("ALL", "CONSOLIDATED_BILLING") },
    replaces: ["featureSet"],
    outputs: ({ properties: { enabledPolicyTypes } }) => ({
      masterAccountId: "{account}",
      masterAccountArn: "arn:{partition}:organizations::{account}:account/{id}/{account}",
      roots: [
        {
          arn: "arn:{partition}:organizations::{account}:root/{id}/r-{alnum4:root}",
          id: "r-{alnum4:root}",
          name: "Root",
          policyTypes: (Array.isArray(enabledPolicyTypes) ? enabledPolicyTypes : []).map((type) => ({
            status: "ENABLED",
            type,
          })),
        },
      ],
    }),
  },
  OrganizationalUnit: {
    id: "ou-{alnum4}-{alnum8}",
    arn: "organizations::{account}:ou/o-example/{id}",
    replaces: ["parentId"],
    outputs: { accounts: [] },
  },
  Account: {
    autoname: { maxLength: 50 },
    id: "{digit12}",
    arn: "organizations::{account}:account/o-example/{id}",
    defaults: { closeOnDeletion: false },
    validate: { email, iamUserAccessToBilling: oneOf("ALLOW", "DENY") },
    replaces: ["email", "iamUserAccessToBilling", "roleName"],
    outputs: { joinedMethod: "CREATED", joinedTimestamp: CREATED_AT, status: "ACTIVE" },
  },
  Policy: {
    id: "p-{alnum8}",
    arn: ({ type }) => `organizations::{account}:policy/o-example/${String(type).toLowerCase()}/{id}`,
    defaults: { type: "SERVICE_CONTROL_POLICY" },
    documents: ["content"],
    validate: { content: policy },
    replaces: ["type"],
  },
  PolicyAttachment: { id: "{targetId}:{policyId}", replaces: ["policyId", "targetId"] },
  DelegatedAdministrator: { id: "{accountId}/{servicePrincipal}", replaces: ["accountId", "servicePrincipal"] },
});

export const ssoadmin = service("ssoadmin", {
  PermissionSet: {
    autoname: { maxLength: 32 },
    id: "{arn},{instanceArn}",
    arn: ({ instanceArn }) => `sso:::permissionSet/${String(instanceArn).split("/").at(-1)}/ps-{hex16:set}`,
    defaults: { sessionDuration: "PT1H" },
    replaces: ["instanceArn", "name"],
    outputs: { createdDate: CREATED_AT },
  },
  PermissionSetInlinePolicy: {
    id: "{permissionSetArn},{instanceArn}",
    documents: ["inlinePolicy"],
    validate: { inlinePolicy: policy },
    replaces: ["instanceArn", "permissionSetArn"],
  },
  AccountAssignment: {
    id: "{principalId},{principalType},{targetId},{targetType},{permissionSetArn},{instanceArn}",
    validate: { principalType: oneOf("USER", "GROUP"), targetType: oneOf("AWS_ACCOUNT") },
    replaces: ["instanceArn", "permissionSetArn", "principalId", "principalType", "targetId", "targetType"],
  },
});

export const cloudtrail = service("cloudtrail", {
  Trail: {
    autoname: { maxLength: 128 },
    id: "{arn}",
    arn: "cloudtrail:{region}:{account}:trail/{name}",
    defaults: {
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    replaces: ["name"],
    outputs: { homeRegion: "{region}", snsTopicArn: "" },
  },
  OrganizationDelegatedAdminAccount: {
    id: "{accountId}",
    replaces: ["accountId"],
    outputs: { servicePrincipal: "cloudtrail.amazonaws.com", email: "", name: "" },
  },
});
