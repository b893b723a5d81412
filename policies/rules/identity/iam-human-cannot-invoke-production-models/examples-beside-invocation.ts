import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, deny, document, inlinePolicy, role, samlTrust, serviceTrust, tags } from "../example-iam";
import { github, granted, invokes, reach, team } from "./example-team";

const HANDLER = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:support-handler`;
const lambda = (policy: unknown) => [
  {
    type: "aws:lambda/function:Function",
    name: "handler",
    props: { name: "support-handler", role: `arn:aws:iam::${ACCOUNT}:role/support-handler` },
    refersTo: { role: "support-handler" },
  },
  role("support-handler", { tags: tags("support") }),
  inlinePolicy("support-handler", policy),
];
const ELSEWHERE = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:other-handler`;
const clusterPolicy = (policy: string, principalArn: string) => ({
  type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  name: "operators",
  props: { clusterName: "support", principalArn, policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}` },
});
/** What a role may do in a cluster, by an access policy. */
const clusterAccess = (policy: string, assumeRolePolicy: string, environment = "prod") => [
  {
    ...clusterPolicy(policy, `arn:aws:iam::${ACCOUNT}:role/support-team`),
    refersTo: { clusterName: "cluster", principalArn: "support-team" },
  },
  { type: "aws:eks/cluster:Cluster", name: "cluster", props: { name: "support", tags: tags("support", environment) } },
  team({ assumeRolePolicy }),
];
const ROLE_OF_HANDLER = `arn:aws:iam::${ACCOUNT}:role/support-handler`;
const toLambda = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
/** What people may be allowed: what, actions, resources. */
const HARMLESS: readonly (readonly [string, string | readonly string[], string | readonly string[]])[] = [
  ["what only ends something", ["lambda:DeleteFunction", "codebuild:StopBuild", "states:StopExecution"], "*"],
  ["builds without the role to run them", "codebuild:CreateProject", "*"],
  [
    "a patch on every machine, by AWS's document",
    "ssm:SendCommand",
    [`arn:aws:ssm:eu-west-1::document/AWS-RunPatchBaseline`, `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`],
  ],
  ["its own access keys", "iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`],
  ["an approval in a pipeline", ["codepipeline:PutApprovalResult", "states:SendTaskSuccess"], "*"],
];

/** Ways of people to production beside invoking its models. */
export const besideInvocation: readonly RuleExample[] = [
  // [what, action, resource]
  ...[
    ["new code for a function", "lambda:UpdateFunctionCode", HANDLER],
    ["a function's address for everybody", "lambda:CreateFunctionUrlConfig", HANDLER],
    ["a shell on a machine", "ssm:StartSession", `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0abc0abc0abc0abc0`],
    ["commands to every machine", "ssm:SendCommand", "*"],
    ["a shell in a task", "ecs:ExecuteCommand", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/support/*`],
    ["a task with another command", "ecs:RunTask", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/support:*`],
    [
      "a build with another buildspec",
      "codebuild:StartBuild",
      `arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/support`,
    ],
    ["a batch job", "batch:SubmitJob", "*"],
    ["Studio", "sagemaker:CreatePresignedDomainUrl", "*"],
    ["a transform job", "sagemaker:CreateTransformJob", "*"],
    ["a stack's template", "cloudformation:UpdateStack", "*"],
    ["access to a cluster", "eks:CreateAccessEntry", "*"],
    ["a permission set", "sso:PutInlinePolicyToPermissionSet", "*"],
    ["the metadata of a SAML provider", "iam:UpdateSAMLProvider", "*"],
    ["a role's trust", "iam:UpdateAssumeRolePolicy", ROLE_OF_HANDLER],
    ["a bucket's policy", "s3:PutBucketPolicy", "arn:aws:s3:::support-documents"],
    ["a key's policy", "kms:PutKeyPolicy", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a0a0a0a-0b0b-0c0c-0d0d-0e0e0e0e0e0e`],
    ["a chat with Q Business", "qbusiness:ChatSync", "*"],
    ["any state machine", "states:StartExecution", "*"],
  ].map(
    ([what = "", action = "", resource = ""]): RuleExample => ({
      title: `${what}, for people`,
      resources: reach(document(allow(action, resource))),
      outcome: "violation",
    }),
  ),
  ...HARMLESS.map(
    ([what, action, resource]): RuleExample => ({
      title: `${what}, for people`,
      resources: reach(document(allow(action, resource))),
      outcome: "pass",
    }),
  ),
  {
    title: "a production role passed to a new function",
    resources: reach(document(allow("iam:PassRole", ROLE_OF_HANDLER, toLambda), allow("lambda:CreateFunction", "*"))),
    outcome: "violation",
  },
  {
    title: "a production role passed to a service that runs nothing of it",
    resources: reach(
      document(
        allow("iam:PassRole", ROLE_OF_HANDLER, { StringEquals: { "iam:PassedToService": "rds.amazonaws.com" } }),
        allow("lambda:CreateFunction", "*"),
      ),
    ),
    outcome: "pass",
  },
  {
    title: "new code in tagged test functions only",
    resources: reach(
      document(allow("lambda:UpdateFunctionCode", "*", { StringEquals: { "aws:ResourceTag/environment": "test" } })),
    ),
    outcome: "pass",
  },
  {
    title: "new code for a function, denied",
    resources: reach(
      document(
        allow("lambda:*", HANDLER),
        deny(
          ["lambda:Update*", "lambda:*Permission", "lambda:*Url*", "lambda:Create*", "lambda:Put*", "lambda:Invoke*"],
          "*",
        ),
      ),
    ),
    outcome: "pass",
  },
  {
    title: "a call of a function that has models answer",
    resources: reach(document(allow("lambda:InvokeFunction", HANDLER)), ...lambda(invokes("bedrock:InvokeModel"))),
    outcome: "violation",
  },
  {
    title: "a call of a function that reaches no model, as reviewers make it",
    resources: reach(document(allow("lambda:InvokeFunction", HANDLER)), ...lambda(invokes("states:SendTaskSuccess"))),
    outcome: "pass",
  },
  {
    title: "a call of a function of another stack",
    resources: reach(document(allow("lambda:InvokeFunction", HANDLER))),
    outcome: "undetermined",
  },
  {
    title: "new code for a function that reaches neither models nor data",
    resources: reach(document(allow("lambda:UpdateFunctionCode", HANDLER)), ...lambda(invokes("sns:Publish"))),
    outcome: "pass",
  },
  {
    title: "people whom an OIDC provider signs in deploy functions",
    resources: granted(document(allow("lambda:UpdateFunctionCode", "*")), {
      assumeRolePolicy: github.replace("token.actions.githubusercontent.com", "acme.okta.com/oauth2/default"),
    }),
    outcome: "violation",
  },
  {
    title: "a pipeline deploys functions under their roles",
    resources: granted(
      document(
        allow(["lambda:CreateFunction", "lambda:UpdateFunctionCode", "cloudformation:*"], "*"),
        allow("iam:PassRole", ROLE_OF_HANDLER, toLambda),
      ),
      { assumeRolePolicy: github },
    ),
    outcome: "pass",
  },
  {
    title: "a build of AWS CodeBuild has a production model answer",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: serviceTrust("codebuild.amazonaws.com") }),
    outcome: "violation",
  },
  {
    title: "a pipeline calls a function that has models answer",
    resources: [
      ...granted(document(allow("lambda:InvokeFunction", HANDLER)), { assumeRolePolicy: github }),
      ...lambda(invokes("bedrock:InvokeModel")),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a pipeline calls a function that reaches no model, and deploys one that does elsewhere",
    resources: [
      ...granted(document(allow("lambda:InvokeFunction", HANDLER), allow("lambda:InvokeFunction", ELSEWHERE)), {
        assumeRolePolicy: serviceTrust("codepipeline.amazonaws.com"),
      }),
      ...lambda(invokes("sns:Publish")),
    ],
    outcome: "pass",
  },
  {
    title: "people administer the cluster, and so run commands in its pods",
    resources: clusterAccess("AmazonEKSClusterAdminPolicy", samlTrust),
    outcome: "violation",
  },
  {
    title: "near miss: people look at the cluster",
    resources: clusterAccess("AmazonEKSViewPolicy", samlTrust),
    outcome: "pass",
  },
  {
    title: "near miss: a pipeline administers the cluster",
    resources: clusterAccess("AmazonEKSClusterAdminPolicy", github),
    outcome: "pass",
  },
  {
    title: "near miss: people administer a test cluster",
    resources: clusterAccess("AmazonEKSAdminPolicy", samlTrust, "test"),
    outcome: "pass",
  },
  {
    title: "a role of another stack administers the cluster",
    resources: [clusterPolicy("AmazonEKSEditPolicy", `arn:aws:iam::${ACCOUNT}:role/platform`), team()],
    outcome: "undetermined",
  },
  {
    title: "people of IAM Identity Center administer a cluster of another stack",
    resources: [
      clusterPolicy(
        "AmazonEKSEditPolicy",
        `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operator_0a1b2c3d4e5f6071`,
      ),
      team(),
    ],
    outcome: "violation",
  },
];
