import type { Values } from "../simulation";
import { policyDocument } from "./iam-policy-document";
import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";
import { arn, length, matches, policy, range } from "./kit/validators";

const names = matches(/^[\w+=,.@-]*$/, "must match [\\w+=,.@-]");
const path = { path: "/" };
/** Of what is read by its name alone, too: the ARN holds the path. */
const returns = (inputs: Values): Values => ({ path: inputs.path ?? path.path });
const inlinePolicy = { documents: ["policy"], validate: { policy, name: names } };

/** Account-wide: no region in the ARNs. Unique ids have AWS's prefixes (AROA, AIDA, …) and 17 characters. */
export const iam = service(
  "iam",
  {
    Role: {
      autoname: { maxLength: 64 },
      arn: "iam::{account}:role{path}{name}",
      returns,
      documents: ["assumeRolePolicy"],
      defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, ...path },
      validate: {
        assumeRolePolicy: policy,
        description: length(0, 1000),
        maxSessionDuration: range(3600, 43200),
        name: names,
        permissionsBoundary: arn,
      },
      replaces: ["name", "namePrefix", "path"],
      outputs: { uniqueId: "AROA{upper17}", createDate: CREATED_AT },
    },
    RolePolicy: { ...inlinePolicy, id: "{role}:{name}", replaces: ["name", "namePrefix", "role"] },
    UserPolicy: { ...inlinePolicy, id: "{user}:{name}", replaces: ["name", "namePrefix", "user"] },
    GroupPolicy: { ...inlinePolicy, id: "{group}:{name}", replaces: ["name", "namePrefix", "group"] },
    Policy: {
      ...inlinePolicy,
      id: "{arn}",
      arn: "iam::{account}:policy{path}{name}",
      returns,
      defaults: path,
      replaces: ["name", "namePrefix", "path", "description"],
      outputs: { policyId: "ANPA{upper17}", attachmentCount: 0 },
    },
    RolePolicyAttachment: { id: "{role}/{policyArn}", replaces: ["role", "policyArn"], validate: { policyArn: arn } },
    UserPolicyAttachment: { id: "{user}/{policyArn}", replaces: ["user", "policyArn"], validate: { policyArn: arn } },
    GroupPolicyAttachment: {
      id: "{group}/{policyArn}",
      replaces: ["group", "policyArn"],
      validate: { policyArn: arn },
    },
    PolicyAttachment: { id: "{name}", replaces: ["name", "policyArn"], validate: { policyArn: arn } },
    User: {
      arn: "iam::{account}:user{path}{name}",
      returns,
      defaults: { forceDestroy: false, ...path },
      validate: { name: names, permissionsBoundary: arn },
      replaces: [],
      outputs: { uniqueId: "AIDA{upper17}" },
    },
    Group: {
      arn: "iam::{account}:group{path}{name}",
      returns,
      defaults: path,
      replaces: [],
      outputs: { uniqueId: "AGPA{upper17}" },
    },
    UserGroupMembership: { id: "{user}/{hex17}", replaces: ["user"] },
    GroupMembership: { replaces: ["name", "group"] },
    AccessKey: {
      id: "AKIA{upper16}",
      defaults: { status: "Active" },
      replaces: ["user", "pgpKey"],
      outputs: {
        createDate: CREATED_AT,
        secret: "{alnum32}{alnum8:secretTail}",
        sesSmtpPasswordV4: "B{alnum32}{alnum11:passwordTail}",
      },
    },
    InstanceProfile: {
      arn: "iam::{account}:instance-profile{path}{name}",
      returns,
      defaults: path,
      replaces: ["name", "namePrefix", "path"],
      outputs: { uniqueId: "AIPA{upper17}", createDate: CREATED_AT },
    },
    OpenIdConnectProvider: {
      id: "{arn}",
      arn: ({ url }) =>
        `iam::{account}:oidc-provider/${typeof url === "string" ? url.replace(/^https:\/\//, "") : url}`,
      replaces: ["url"],
      returns: ({ url }) => ({ url: typeof url === "string" ? url.replace(/^https:\/\//, "") : url }),
      outputs: { thumbprintLists: ["{hex32}{hex8:tail}"] },
    },
    SamlProvider: { id: "{arn}", arn: "iam::{account}:saml-provider/{name}", replaces: ["name"] },
    ServiceLinkedRole: {
      id: "{arn}",
      arn: "iam::{account}:role/aws-service-role/{awsServiceName}/{name}",
      replaces: ["awsServiceName", "customSuffix"],
      outputs: { uniqueId: "AROA{upper17}", createDate: CREATED_AT, path: "/aws-service-role/{awsServiceName}/" },
    },
    AccountAlias: { id: "{accountAlias}", replaces: ["accountAlias"] },
    AccountPasswordPolicy: { id: "iam-account-password-policy" },
  },
  {
    getAccountAlias: { id: "{accountAlias}", accountAlias: "account-{account}" },
    getPolicy: ({ args, account: { accountId, partition } }) => {
      const arn = args.arn ?? `arn:${partition}:iam::${accountId}:policy/${args.name}`;
      return { arn, id: arn, name: args.name ?? String(arn).split("/").at(-1) };
    },
    getRole: { id: "{name}", arn: "arn:{partition}:iam::{account}:role/{name}", uniqueId: "AROA{upper17}" },
    getUser: { id: "{userId}", arn: "arn:{partition}:iam::{account}:user/{userName}", userId: "AIDA{upper17}" },
  },
  {
    getPolicyDocument: policyDocument,
    getSessionContext: ({ args, account: { partition } }) => {
      const [, assumedRole, session] = String(args.arn).split("/");
      const accountId = String(args.arn).split(":")[4];
      const isSession = String(args.arn).includes(":assumed-role/");
      return {
        id: args.arn,
        issuerArn: isSession ? `arn:${partition}:iam::${accountId}:role/${assumedRole}` : args.arn,
        issuerName: isSession ? assumedRole : "",
        sessionName: isSession ? session : "",
      };
    },
  },
);
