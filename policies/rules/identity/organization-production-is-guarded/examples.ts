import { UNKNOWN } from "../../../core/rule";
import { AI_SERVICES } from "../../../readers/iam/invocation-actions";
import type { RuleExample } from "../../../testing/rule-examples";
import { deny, document, inferenceProfile } from "../example-iam";

const WORKLOADS = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/workload/*" } };
const ALL = AI_SERVICES.map((service) => `${service}:*`);

const unit = (name: string, parent?: string): RuleExample["resources"][number] => ({
  type: "aws:organizations/organizationalUnit:OrganizationalUnit",
  name,
  props: { name, ...(parent === undefined && { parentId: "r-ab12" }) },
  ...(parent !== undefined && { refersTo: { parentId: parent } }),
});
const account = (name: string, parent: string): RuleExample["resources"][number] => ({
  type: "aws:organizations/account:Account",
  name,
  props: { name, email: "aws@example.com" },
  refersTo: { parentId: parent },
});
const policy = (content: unknown, type = "SERVICE_CONTROL_POLICY"): RuleExample["resources"][number] => ({
  type: "aws:organizations/policy:Policy",
  name: "guard",
  props: { type, content },
});
const attachedTo = (target: string): RuleExample["resources"][number] => ({
  type: "aws:organizations/policyAttachment:PolicyAttachment",
  name: `guard-on-${target}`,
  props: {},
  refersTo: { policyId: "guard", targetId: target },
});
const guard = policy(document(deny(ALL, "*", WORKLOADS)));

export const examples: RuleExample[] = [
  {
    title: "a deny for all but workloads on the unit",
    resources: [unit("production"), guard, attachedTo("production"), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "on the unit above",
    resources: [unit("production", "workloads"), unit("workloads"), guard, attachedTo("workloads"), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "on the unit of an account",
    resources: [account("support-prod", "live"), unit("live"), guard, attachedTo("live"), inferenceProfile],
    outcome: "pass",
  },
  {
    title: "on the root",
    resources: [
      unit("production"),
      guard,
      {
        type: "aws:organizations/policyAttachment:PolicyAttachment",
        name: "guard-on-root",
        props: { targetId: "r-ab12" },
        refersTo: { policyId: "guard" },
      },
      inferenceProfile,
    ],
    outcome: "pass",
  },
  {
    title: "a deny of all models for everybody",
    resources: [unit("Production"), policy(document(deny(ALL, "*"))), attachedTo("Production"), inferenceProfile],
    outcome: "pass",
  },
  { title: "nothing attached", resources: [unit("production"), guard, inferenceProfile], outcome: "violation" },
  {
    title: "attached elsewhere",
    resources: [unit("production"), unit("sandbox"), guard, attachedTo("sandbox"), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "one of the ways to invoke left open",
    resources: [
      unit("production"),
      policy(document(deny(["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "*", WORKLOADS))),
      attachedTo("production"),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "people taken out of the deny",
    resources: [
      unit("production"),
      policy(
        document(
          deny(ALL, "*", {
            ArnNotLike: {
              "aws:PrincipalArn": ["arn:aws:iam::*:role/workload/*", "arn:aws:iam::*:role/aws-reserved/*"],
            },
          }),
        ),
      ),
      attachedTo("production"),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "a policy of another type",
    resources: [
      unit("production"),
      policy(document(deny(ALL, "*")), "RESOURCE_CONTROL_POLICY"),
      attachedTo("production"),
      inferenceProfile,
    ],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [unit("production"), policy(UNKNOWN), attachedTo("production"), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a unit above that is not in the stack",
    resources: [
      {
        type: "aws:organizations/organizationalUnit:OrganizationalUnit",
        name: "production",
        props: { name: "production", parentId: "ou-ab12-cdefghij" },
      },
      inferenceProfile,
    ],
    outcome: "undetermined",
  },
  { title: "not production", resources: [unit("non-production"), inferenceProfile], outcome: "not-applicable" },
  { title: "outside the AI estate", resources: [unit("production")], outcome: "not-applicable" },
];
