import { allow, type Breach, listedTags, role, tags, trust } from "./breach";

const everything = allow({ Action: "*", Resource: "*" });

/** Breaches by what grants access: roles and policies, keys, and what a Lambda function lets in. */
export const IDENTITY: readonly Breach[] = [
  ...["iam-access-is-not-full", "iam-invocation-is-scoped", "iam-privileges-do-not-escalate"].map((rule) => ({
    rule,
    declaredAs: {
      "aws:iam/role:Role": {
        assumeRolePolicy: JSON.stringify(trust),
        inlinePolicies: [{ name: "all", policy: JSON.stringify(everything) }],
        tags,
      },
      "aws-native:iam:Role": {
        assumeRolePolicyDocument: trust,
        policies: [{ policyName: "all", policyDocument: everything }],
        tags: listedTags,
      },
    },
  })),
  {
    rule: "iam-trust-has-source-conditions",
    declaredAs: {
      "aws:iam/role:Role": {
        assumeRolePolicy: JSON.stringify(
          allow({ Action: "sts:AssumeRole", Principal: { Service: "bedrock.amazonaws.com" } }),
        ),
        tags,
      },
      "aws-native:iam:Role": {
        assumeRolePolicyDocument: allow({ Action: "sts:AssumeRole", Principal: { Service: "bedrock.amazonaws.com" } }),
        tags: listedTags,
      },
    },
  },
  {
    rule: "iam-invocation-is-scoped",
    declaredAs: {
      "aws:iam/rolePolicy:RolePolicy": { role: "handler", policy: JSON.stringify(everything) },
      "aws-native:iam:RolePolicy": { roleName: "handler", policyName: "all", policyDocument: everything },
      "aws-native:iam:ManagedPolicy": { roles: ["handler"], policyDocument: everything },
    },
    around: [role],
  },
  {
    rule: "kms-key-policy-stays-inside",
    declaredAs: {
      "aws:kms/key:Key": { policy: JSON.stringify(allow({ Action: "kms:*", Principal: "*", Resource: "*" })) },
      "aws-native:kms:Key": { keyPolicy: allow({ Action: "kms:*", Principal: "*", Resource: "*" }) },
    },
  },
  {
    rule: "lambda-function-is-private",
    declaredAs: {
      "aws:lambda/functionUrl:FunctionUrl": { functionName: "handler", authorizationType: "NONE" },
      "aws-native:lambda:Url": { targetFunctionArn: "handler", authType: "NONE" },
    },
  },
  {
    rule: "lambda-function-is-private",
    declaredAs: {
      "aws:lambda/permission:Permission": { function: "handler", action: "lambda:InvokeFunction", principal: "*" },
      "aws-native:lambda:Permission": { functionName: "handler", action: "lambda:InvokeFunction", principal: "*" },
    },
  },
];
