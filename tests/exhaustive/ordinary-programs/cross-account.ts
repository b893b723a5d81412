import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import { allowing, documentOf } from "./documents";

const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
const assumedBy = (Principal: object, Condition: object = {}) =>
  documentOf({ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition });

/** Administrators, auditors, a vendor, and a rule that nobody uses models: none of them uses any. */
export function crossAccount(): void {
  new iam.Role("administrators", {
    assumeRolePolicy: assumedBy(account("111122223333"), { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  });
  const auditors = new iam.Role("auditors", {
    assumeRolePolicy: assumedBy(account("333344445555")),
    managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"],
  });
  new iam.RolePolicy("auditors", {
    role: auditors.name,
    policy: allowing(["bedrock:List*", "bedrock:GetModelInvocationLoggingConfiguration", "sagemaker:Describe*"]),
  });
  new iam.Role("vendor", {
    assumeRolePolicy: assumedBy(account("999988887777"), { StringEquals: { "sts:ExternalId": "shop" } }),
    inlinePolicies: [{ name: "costs", policy: allowing(["ce:*", "cur:*"]) }],
  });
  const boundary = new iam.Policy("boundary", {
    policy: documentOf(
      { Effect: "Allow", Action: ["s3:*", "bedrock:*", "sagemaker:*"], Resource: "*" },
      { Effect: "Deny", Action: "iam:*", Resource: "*" },
    ),
  });
  const developers = new iam.Group("developers");
  new iam.GroupPolicy("developers", {
    group: developers.name,
    policy: documentOf(
      { Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" },
      { Effect: "Deny", Action: ["bedrock:*", "bedrock-agentcore:*", "sagemaker:*"], Resource: "*" },
    ),
  });
  const builder = new iam.User("builder", { permissionsBoundary: boundary.arn });
  new iam.AccessKey("builder", { user: builder.name });
  new kms.Key("shared", {
    policy: documentOf({ Effect: "Allow", Principal: account("111122223333"), Action: "kms:*", Resource: "*" }),
  });
}
