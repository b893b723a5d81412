import { service, type TypeSpec } from "./kit/service";
import { length, matches, oneOf, policy } from "./kit/validators";

const ofPermissionSet: TypeSpec = {
  id: "{permissionSetArn},{instanceArn}",
  replaces: ["instanceArn", "permissionSetArn"],
};

/** IAM Identity Center; ids are those that `pulumi import` takes. */
export const ssoadmin = service(
  "ssoadmin",
  {
    PermissionSet: {
      id: "{arn},{instanceArn}",
      arn: ({ instanceArn }) => `sso:::permissionSet/${String(instanceArn).split("/").at(-1)}/ps-{hex16}`,
      defaults: { sessionDuration: "PT1H" },
      validate: { name: matches(/^[\w+=,.@-]{1,32}$/, "1 to 32 of [\\w+=,.@-]"), description: length(1, 700) },
      replaces: ["instanceArn", "name"],
      outputs: { createdDate: "2026-01-01T00:00:00Z" },
    },
    PermissionSetInlinePolicy: { ...ofPermissionSet, validate: { inlinePolicy: policy } },
    PermissionsBoundaryAttachment: ofPermissionSet,
    ManagedPolicyAttachment: {
      id: "{managedPolicyArn},{permissionSetArn},{instanceArn}",
      replaces: ["instanceArn", "managedPolicyArn", "permissionSetArn"],
      outputs: ({ properties: { managedPolicyArn } }) => ({
        managedPolicyName: String(managedPolicyArn).split("/").at(-1),
      }),
    },
    CustomerManagedPolicyAttachment: {
      id: "{customerManagedPolicyReference.name},{customerManagedPolicyReference.path},{permissionSetArn},{instanceArn}",
      replaces: ["customerManagedPolicyReference", "instanceArn", "permissionSetArn"],
    },
    AccountAssignment: {
      id: "{principalId},{principalType},{targetId},{targetType},{permissionSetArn},{instanceArn}",
      defaults: { targetType: "AWS_ACCOUNT" },
      validate: {
        principalType: oneOf("USER", "GROUP"),
        targetId: matches(/^\d{12}$/, "must be 12 digits"),
        targetType: oneOf("AWS_ACCOUNT"),
      },
      replaces: ["instanceArn", "permissionSetArn", "principalId", "principalType", "targetId", "targetType"],
    },
  },
  {
    getInstances: {
      id: "{region}",
      arns: ["arn:{partition}:sso:::instance/ssoins-{hex16:instance}"],
      identityStoreIds: ["d-{hex10:store}"],
    },
  },
);

export const identitystore = service(
  "identitystore",
  {
    Group: {
      id: "{identityStoreId}/{uuid:group}",
      arn: "identitystore:::group/{uuid:group}",
      replaces: ["displayName", "identityStoreId"],
      outputs: ({ id }) => ({ groupId: id.split("/")[1], externalIds: [] }),
    },
    User: {
      autoname: false,
      id: "{identityStoreId}/{uuid:user}",
      replaces: ["identityStoreId", "userName"],
      outputs: ({ id }) => ({ userId: id.split("/")[1], externalIds: [], userStatus: "ENABLED" }),
    },
    GroupMembership: {
      id: "{identityStoreId}/{uuid:membership}",
      replaces: ["groupId", "identityStoreId", "memberId"],
      outputs: ({ id }) => ({ membershipId: id.split("/")[1] }),
    },
  },
  {
    /** By name, in a store: AWS assigned the id, which is stable here. */
    getGroup: { id: "{identityStoreId}/{uuid:group}", groupId: "{uuid:group}" },
  },
);
