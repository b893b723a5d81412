import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  allow,
  attachment,
  deny,
  document,
  inferenceProfile,
  inlinePolicy,
  role,
  serviceTrust,
  tags,
} from "../example-iam";

const OWN_ROLE = `arn:aws:iam::${ACCOUNT}:role/handler`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-1111-2222-3333-444455556666`;
const granted = (...statements: readonly object[]) => [
  role("handler", { tags: tags("support") }),
  inlinePolicy("handler", document(...statements)),
];
const passTo = (service: string) => allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": service } });
const boundary = (...statements: readonly object[]) => ({
  type: "aws:iam/policy:Policy",
  name: "boundary",
  props: { policy: document(...statements) },
});
const bounded = { ...role("handler", { tags: tags("support") }), refersTo: { permissionsBoundary: "boundary" } };

const ESCALATIONS: Readonly<Record<string, readonly object[]>> = {
  "a new version of any policy": [allow("iam:CreatePolicyVersion", "*")],
  "another default version of any policy": [allow("iam:SetDefaultPolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/*`)],
  "an inline policy for any role": [allow("iam:PutRolePolicy", "*")],
  "a managed policy for itself": [allow("iam:AttachRolePolicy", OWN_ROLE)],
  "its own boundary gone": [allow("iam:DeleteRolePermissionsBoundary", OWN_ROLE)],
  "any group": [allow("iam:AddUserToGroup", "*")],
  "the trust policy of any role": [allow("iam:UpdateAssumeRolePolicy", "*")],
  "any role": [allow("sts:AssumeRole", "*")],
  "an access key of any user": [allow("iam:CreateAccessKey", "*")],
  "a new function under any role": [passTo("lambda.amazonaws.com"), allow("lambda:CreateFunction", "*")],
  "a new function of its own under any role": [
    passTo("lambda.amazonaws.com"),
    allow("lambda:*", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:support-*`),
  ],
  "a new task under any role": [passTo("ecs-tasks.amazonaws.com"), allow("ecs:RunTask", "*")],
  "a notebook under any role": [passTo("sagemaker.amazonaws.com"), allow("sagemaker:CreateNotebookInstance", "*")],
  "an agent under any role": [
    passTo("bedrock-agentcore.amazonaws.com"),
    allow("bedrock-agentcore:CreateAgentRuntime", "*"),
  ],
  "the code of any function": [allow("lambda:updatefunctioncode", "*")],
  "any code interpreter": [allow("bedrock-agentcore:InvokeCodeInterpreter", "*")],
  "the definition of any state machine": [allow("states:UpdateStateMachine", "*")],
  "commands of its own in any build": [
    allow("codebuild:StartBuild", `arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/*`),
  ],
  "grants on its own key for anybody": [allow(["kms:Decrypt", "kms:CreateGrant"], KEY)],
  "the policy of its own bucket": [allow("s3:PutBucketPolicy", "arn:aws:s3:::support-documents")],
  "permission for others to call its own function": [
    allow("lambda:AddPermission", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:support-answer`),
  ],
  everything: [allow("*", "*")],
};

export const examples: RuleExample[] = [
  ...Object.entries(ESCALATIONS).map(
    ([title, statements]): RuleExample => ({ title, resources: granted(...statements), outcome: "violation" }),
  ),
  {
    title: "AWS's policy for IAM",
    resources: [
      role("handler", { tags: tags("support") }),
      attachment("handler", "arn:aws:iam::aws:policy/IAMFullAccess"),
    ],
    outcome: "violation",
  },
  {
    title: "a boundary that lets it",
    resources: [
      bounded,
      inlinePolicy("handler", document(allow("iam:PutRolePolicy", "*"))),
      boundary(allow("iam:*", "*")),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "a boundary that does not",
    resources: [
      bounded,
      inlinePolicy("handler", document(allow("iam:PutRolePolicy", "*"))),
      boundary(allow("bedrock:InvokeModel", "*")),
      inferenceProfile,
    ],
    outcome: "pass",
  },
  {
    title: "denied again",
    resources: granted(allow("*", "*"), deny(["iam:*", "sts:AssumeRole"], "*"), {
      Effect: "Deny",
      NotAction: ["bedrock:InvokeModel", "s3:GetObject"],
      Resource: "*",
    }),
    outcome: "pass",
  },
  {
    title: "near miss: grants on its own key for services that encrypt with it",
    resources: granted(allow("kms:CreateGrant", KEY, { Bool: { "kms:GrantIsForAWSResource": "true" } })),
    outcome: "pass",
  },
  {
    title: "near miss: a build that deploys, and writes the policies of what it deploys",
    resources: [
      role("handler", { tags: tags("support"), assumeRolePolicy: serviceTrust("codebuild.amazonaws.com") }),
      inlinePolicy(
        "handler",
        document(allow(["cloudformation:UpdateStack", "s3:PutBucketPolicy", "states:UpdateStateMachine"], "*")),
      ),
    ],
    outcome: "pass",
  },
  {
    title: "roles that keep the boundary only",
    resources: granted(
      allow("iam:PutRolePolicy", "*", {
        StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/workload` },
      }),
    ),
    outcome: "pass",
  },
  {
    title: "near miss: AWS's policy for hosts of containers",
    resources: [
      role("handler", { tags: tags("support") }),
      attachment("handler", "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"),
    ],
    outcome: "pass",
  },
  {
    title: "a role that is named, to take on",
    resources: granted(allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/reader`)),
    outcome: "pass",
  },
  {
    title: "a function that is named, to update",
    resources: granted(allow("lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:support`)),
    outcome: "pass",
  },
  {
    title: "any role to another service than the one that it can use",
    resources: granted(passTo("events.amazonaws.com"), allow("lambda:CreateFunction", "*")),
    outcome: "pass",
  },
  {
    title: "new functions under roles of its path",
    resources: granted(
      allow("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/workload/support/*`),
      allow("lambda:CreateFunction", "*"),
    ),
    outcome: "pass",
  },
  {
    title: "its own access keys",
    resources: granted(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")),
    outcome: "pass",
  },
  {
    title: "a policy that is not known yet",
    resources: [role("handler", { tags: tags("support") }), inlinePolicy("handler", UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "a role without policies", resources: [role("handler"), inferenceProfile], outcome: "not-applicable" },
  {
    title: "any role's policies, for a role of another stack",
    resources: [
      {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "outside",
        props: { role: "elsewhere", policy: document(allow("iam:PutRolePolicy", "*")) },
      },
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: any role's description, for a role of another stack",
    resources: [
      {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "outside",
        props: { role: "elsewhere", policy: document(allow("iam:UpdateRoleDescription", "*")) },
      },
      inferenceProfile,
    ],
    outcome: "pass",
  },
];
