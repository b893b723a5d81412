import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  allow,
  attachment,
  document,
  inferenceProfile,
  inlinePolicy,
  role,
  serviceTrust,
} from "../example-iam";

type Outcome = RuleExample["outcome"];

/** One statement in an inline policy of a role, in a stack that uses models. */
const given = (title: string, statement: unknown, outcome: Outcome): RuleExample => ({
  title,
  resources: [inlinePolicy("handler", policy(statement)), role("handler"), inferenceProfile],
  outcome,
});
const policy = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const objects = allow("s3:GetObject", "arn:aws:s3:::support/*");
const without = (element: string) => Object.fromEntries(Object.entries(objects).filter(([name]) => name !== element));
const everybody = { Principal: "*" };
const held = (
  type: string,
  props: Readonly<Record<string, unknown>>,
  outcome: Outcome,
  title: string,
): RuleExample => ({
  title,
  resources: [{ type, name: "holder", props }, inferenceProfile],
  outcome,
});

const CONTROL = "aws:organizations/policy:Policy";

export const examples: RuleExample[] = [
  given("one action on the objects of a bucket", objects, "pass"),
  given("everything but some actions", { Effect: "Deny", NotAction: ["iam:*", "sts:*"], Resource: "*" }, "pass"),
  given("elements in lower case, as SDKs write them", { effect: "Allow", action: "*", resource: "*" }, "pass"),
  given("a path of one's own", allow("s3:GetObject", `arn:aws:s3:::support/${"${aws:username}"}/*`), "pass"),
  given(
    "conditions of several kinds",
    allow("s3:GetObject", "*", {
      StringLikeIfExists: { "s3:prefix": ["a/*"] },
      "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/"] },
      Null: { "aws:MultiFactorAuthAge": true },
    }),
    "pass",
  ),
  given("an action that is not known yet", allow([UNKNOWN as unknown as string], "*"), "pass"),
  given("both an action and what is not one", { ...objects, NotAction: "s3:DeleteObject" }, "violation"),
  given("both resources and what are none", { ...objects, NotResource: "arn:aws:s3:::other/*" }, "violation"),
  given("no effect", without("Effect"), "violation"),
  given("near miss: an effect in lower case", { ...objects, Effect: "allow" }, "violation"),
  given("no action", without("Action"), "violation"),
  given("no resource", without("Resource"), "violation"),
  given("near miss: a misspelt element", { ...objects, Resources: "*" }, "violation"),
  given("a principal, where the role is one already", { ...objects, ...everybody }, "violation"),
  given("an action without its service", allow("GetObject", "*"), "violation"),
  given("an action of a service that AWS does not have", allow("plinthother:PutThing", "*"), "violation"),
  given("a bucket by its name only", allow("s3:GetObject", "support/*"), "violation"),
  given(
    "a condition with a misspelt operator",
    allow("s3:GetObject", "*", { StringEqual: { "s3:prefix": "a" } }),
    "violation",
  ),
  given("a statement that is text", "allow all", "violation"),
  held("aws:iam/policy:Policy", { policy: "{ Version: 2012" }, "violation", "text that is no JSON"),
  held("aws:iam/policy:Policy", { policy: { Version: "2012-10-17" } }, "violation", "no statement"),
  held(
    "aws:iam/policy:Policy",
    { policy: { Version: "2020-01-01", Statement: [objects] } },
    "violation",
    "a version that there is not",
  ),
  held(
    "aws:iam/policy:Policy",
    { policy: { Statement: allow("s3:GetObject", "arn:aws:s3:::a/${aws:username}") } },
    "violation",
    "a variable without the version that knows it",
  ),
  held(
    "aws:iam/policy:Policy",
    { policy: policy({ Sid: "a", ...objects }, { Sid: "a", ...objects }) },
    "violation",
    "two statements of one name",
  ),
  held(
    "aws:iam/role:Role",
    { assumeRolePolicy: policy(objects) },
    "violation",
    "a trust policy that trusts nobody, with a resource",
  ),
  held(
    "aws:iam/role:Role",
    { assumeRolePolicy: serviceTrust("lambda.amazonaws.com"), inlinePolicies: [{}] },
    "pass",
    "a trust policy, and inline policies that are none",
  ),
  held("aws:sqs/queuePolicy:QueuePolicy", { policy: policy(objects) }, "violation", "a queue's policy for nobody"),
  held(
    "aws:sqs/queuePolicy:QueuePolicy",
    { policy: policy({ ...allow("sqs:SendMessage", "*"), ...everybody }) },
    "pass",
    "a queue's policy for everybody, which is for other rules to judge",
  ),
  held(CONTROL, { content: policy({ ...allow("ec2:*", "*"), Effect: "Deny" }) }, "pass", "a control policy"),
  held(
    CONTROL,
    { content: policy({ Effect: "Deny", Action: "ec2:*", Resource: "*", ...everybody }) },
    "violation",
    "a control policy with a principal",
  ),
  held(
    CONTROL,
    { content: policy({ Effect: "deny", Action: "ec2:*", Resource: "*" }) },
    "violation",
    "a control policy that denies in lower case",
  ),
  held(
    CONTROL,
    { content: policy({ Effect: "Deny", Action: "ec2:*", NotAction: "s3:*", Resource: "*" }) },
    "violation",
    "a control policy that says two things of its actions",
  ),
  held(
    CONTROL,
    {
      type: "RESOURCE_CONTROL_POLICY",
      content: policy({ Effect: "Deny", Action: "s3:*", Resource: "*", ...everybody }),
    },
    "pass",
    "a resource control policy",
  ),
  held(
    CONTROL,
    { type: "RESOURCE_CONTROL_POLICY", content: policy({ Effect: "Deny", Action: "s3:*", Resource: "*" }) },
    "violation",
    "near miss: a resource control policy without a principal",
  ),
  held(
    CONTROL,
    { type: "RESOURCE_CONTROL_POLICY", content: policy({ ...allow("s3:*", "*"), ...everybody }) },
    "violation",
    "near miss: a resource control policy that allows",
  ),
  held(CONTROL, { type: "TAG_POLICY", content: { tags: {} } }, "not-applicable", "a policy of tags"),
  held(
    "aws:opensearch/domain:Domain",
    { accessPolicies: policy({ Effect: "Allow", Action: "es:*", Resource: "*" }) },
    "violation",
    "an access policy for nobody",
  ),
  {
    title: "a program that has nothing to do with models",
    resources: [{ type: "aws:iam/policy:Policy", name: "policy", props: { policy: document(without("Effect")) } }],
    outcome: "violation",
  },
  {
    title: "a document that is not known yet",
    resources: [{ type: "aws:iam/policy:Policy", name: "policy", props: { policy: UNKNOWN } }, inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a role that attaches a policy and has none of its own",
    resources: [
      { ...role("handler"), type: "aws:iam/user:User", props: { arn: `arn:aws:iam::${ACCOUNT}:user/handler` } },
      attachment("handler", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ],
    outcome: "not-applicable",
  },
];
