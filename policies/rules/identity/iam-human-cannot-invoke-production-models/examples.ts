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
  lambdaTrust,
  role,
  samlTrust,
  tags,
} from "../example-iam";
import { github, granted, invokes, team } from "./example-team";
import { besideInvocation } from "./examples-beside-invocation";
import { outsidePrincipals } from "./examples-of-outside-principals";
import { sessions } from "./examples-of-sessions";

const permissionSet = (policy: unknown) => [
  { type: "aws:ssoadmin/permissionSet:PermissionSet", name: "developer", props: { tags: tags("support") } },
  {
    type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    name: "developer-policy",
    props: { inlinePolicy: policy },
    refersTo: { permissionSetArn: "developer" },
  },
];
const pods = document({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/1A2B` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/1A2B:sub": "system:serviceaccount:app:support" } },
});
const trusts = (name: string) =>
  document({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${name}` }, Action: "sts:AssumeRole" });
const user = { type: "aws:iam/user:User", name: "alice", props: { name: "alice", tags: tags("support") } };

export const examples: RuleExample[] = [
  {
    title: "a team that looks at models without invoking them",
    resources: [...granted(invokes(["bedrock:Get*", "bedrock:List*"])), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "a grant, while AWS has not yet told what else is attached",
    resources: granted(invokes("bedrock:InvokeModel"), { inlinePolicies: UNKNOWN, managedPolicyArns: UNKNOWN }),
    outcome: "violation",
  },
  {
    title: "an explicit deny over a broad allow",
    resources: granted(document(allow("bedrock:*", "*"), deny(["bedrock:*", "bedrock-mantle:*"], "*"))),
    outcome: "pass",
  },
  { title: "a team invokes any model", resources: granted(invokes("bedrock:InvokeModel")), outcome: "violation" },
  {
    title: "a team invokes one model",
    resources: granted(
      invokes("bedrock:InvokeModel*", "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-x"),
    ),
    outcome: "violation",
  },
  ...[
    ["batch jobs", "bedrock:CreateModelInvocationJob"],
    ["agents", "bedrock:InvokeAgent"],
    ["flows", "bedrock:InvokeFlow"],
    ["generation from a knowledge base", "bedrock:RetrieveAndGenerate"],
    ["the other inference plane", "bedrock-mantle:CreateInference"],
    ["a bearer token", "bedrock:CallWithBearerToken"],
    ["an agent runtime", "bedrock-agentcore:InvokeAgentRuntime"],
    ["a SageMaker endpoint", "sagemaker:InvokeEndpoint"],
    ["everything but IAM", "*"],
  ].map(
    ([route = "", action = ""]): RuleExample => ({
      title: `a team by way of ${route}`,
      resources: [...granted(invokes(action)), inferenceProfile],
      outcome: "violation",
    }),
  ),
  {
    title: "NotAction leaves invocation in",
    resources: granted(document({ Effect: "Allow", NotAction: ["iam:*", "bedrock:Delete*"], Resource: "*" })).concat(
      inferenceProfile,
    ),
    outcome: "violation",
  },
  {
    title: "a deny that covers one provider only",
    resources: granted(
      document(allow("bedrock:InvokeModel", "*"), deny("bedrock:*", "arn:aws:bedrock:*::foundation-model/anthropic.*")),
    ),
    outcome: "violation",
  },
  {
    title: "a deny that is lifted by a condition",
    resources: granted(
      document(
        allow("bedrock:InvokeModel", "*"),
        deny("bedrock:*", "*", { Bool: { "aws:MultiFactorAuthPresent": "false" } }),
      ),
    ),
    outcome: "violation",
  },
  {
    title: "AWS's full access policy attached",
    resources: [team(), attachment("support-team", "arn:aws:iam::aws:policy/AmazonBedrockFullAccess")],
    outcome: "violation",
  },
  {
    title: "a boundary takes invocation away",
    resources: [
      team({ permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/observer` }),
      inlinePolicy("support-team", invokes("bedrock:*")),
      {
        type: "aws:iam/policy:Policy",
        name: "observer",
        props: { name: "observer", arn: `arn:aws:iam::${ACCOUNT}:policy/observer`, policy: invokes("bedrock:List*") },
      },
    ],
    outcome: "pass",
  },
  {
    title: "signed in through SAML",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: samlTrust }),
    outcome: "violation",
  },
  {
    title: "a SAML provider of this stack",
    resources: [
      {
        ...team({ assumeRolePolicy: samlTrust }),
        refersTo: { assumeRolePolicy: "corporate" },
      },
      inlinePolicy("support-team", invokes("bedrock:InvokeModel")),
      {
        type: "aws:iam/samlProvider:SamlProvider",
        name: "corporate",
        props: { arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corporate` },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a pipeline's OIDC identity",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: github }),
    outcome: "violation",
  },
  {
    title: "a role that a team's role can take on",
    resources: [
      role("support-handler", { assumeRolePolicy: trusts("support-team"), tags: tags("support") }),
      inlinePolicy("support-handler", invokes("bedrock:InvokeModel")),
      team(),
    ],
    outcome: "violation",
  },
  {
    title: "a role of another stack can take it on",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: trusts("elsewhere") }),
    outcome: "undetermined",
  },
  {
    title: "a user by way of a group",
    resources: [
      user,
      { type: "aws:iam/group:Group", name: "support", props: { name: "support" } },
      {
        type: "aws:iam/userGroupMembership:UserGroupMembership",
        name: "membership",
        props: {},
        refersTo: { user: "alice", groups: ["support"] },
      },
      {
        type: "aws:iam/groupPolicy:GroupPolicy",
        name: "support-policy",
        props: { policy: invokes("bedrock:InvokeModel") },
        refersTo: { group: "support" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a permission set without conditions",
    resources: permissionSet(invokes("bedrock:InvokeModel")),
    outcome: "violation",
  },
  {
    title: "a permission set that invokes in named accounts only",
    resources: permissionSet(
      invokes("bedrock:InvokeModel", "*", { StringEquals: { "aws:PrincipalAccount": ["123456789012"] } }),
    ),
    outcome: "pass",
  },
  {
    title: "a permission set scoped to models tagged as test",
    resources: permissionSet(
      invokes("bedrock:InvokeModel", "arn:aws:bedrock:*:*:application-inference-profile/*", {
        StringEquals: { "aws:ResourceTag/environment": "test" },
      }),
    ),
    outcome: "pass",
  },
  {
    title: "a team in a test account invokes models there",
    resources: granted(invokes("bedrock:InvokeModel"), { tags: tags("support", "test") }),
    outcome: "pass",
  },
  {
    title: "a team in a test account invokes a profile of another account",
    resources: granted(
      invokes("bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1:999999999999:application-inference-profile/abc"),
      { tags: tags("support", "test") },
    ),
    outcome: "violation",
    // Which account the role is in says its ARN.
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "a long-term key for Bedrock",
    resources: [
      {
        type: "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
        name: "key",
        props: { serviceName: "bedrock.amazonaws.com" },
        refersTo: { userName: "alice" },
      },
      user,
    ],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [...granted(UNKNOWN), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "near miss: AWS's policy for auditors",
    resources: [team(), attachment("support-team", "arn:aws:iam::aws:policy/SecurityAudit"), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "a policy of AWS's that is not known here",
    resources: [team(), attachment("support-team", "arn:aws:iam::aws:policy/SomethingNew"), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a workload's own role",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: lambdaTrust }),
    outcome: "not-applicable",
  },
  {
    title: "a Kubernetes service account",
    resources: granted(invokes("bedrock:InvokeModel"), { assumeRolePolicy: pods }),
    outcome: "not-applicable",
  },
  ...besideInvocation,
  {
    title: "an administrator of an account without models",
    resources: [
      role("administrator", { assumeRolePolicy: samlTrust }),
      attachment("administrator", "arn:aws:iam::aws:policy/AdministratorAccess"),
    ],
    outcome: "not-applicable",
  },
  {
    title: "a team in a test role beside production",
    resources: [
      ...granted(invokes("bedrock:InvokeModel"), { tags: tags("support", "test") }),
      role("support-handler", { tags: tags("support") }),
    ],
    outcome: "violation",
  },
  {
    title: "a team in an environment that the standard does not list",
    resources: granted(invokes("bedrock:InvokeModel"), { tags: tags("support", "production") }),
    outcome: "violation",
  },
  ...sessions,
  ...outsidePrincipals,
  {
    title: "a permission set of CloudFormation's form",
    resources: [
      {
        type: "aws-native:sso:PermissionSet",
        name: "developer",
        props: { inlinePolicy: JSON.parse(invokes("bedrock:InvokeModel")), managedPolicies: [] },
      },
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "a role that deploys, taken on by way of a pipeline's role",
    resources: [
      role("deployment", { assumeRolePolicy: trusts("pipeline"), tags: tags("support") }),
      inlinePolicy(
        "deployment",
        invokes("lambda:UpdateFunctionCode", `arn:aws:lambda:*:${ACCOUNT}:function:support-*`),
      ),
      role("pipeline", { assumeRolePolicy: github, tags: tags("platform") }),
      inferenceProfile,
    ],
    outcome: "pass",
  },
];
