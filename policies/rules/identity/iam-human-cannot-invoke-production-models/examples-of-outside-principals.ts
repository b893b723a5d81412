import type { RuleExample } from "../../../testing/rule-examples";
import { deny, document, inferenceProfile, inlinePolicy, role, tags } from "../example-iam";
import { invokes, ownProfile } from "./example-team";

const outsidePolicy = (type: string, path: string, resource: string) => ({
  type,
  name: "outside",
  props: { [path]: "elsewhere", policy: invokes("bedrock:InvokeModel", resource) },
});

/** Groups and roles that another stack manages, and what this one gives them. */
export const outsidePrincipals: readonly RuleExample[] = [
  {
    title: "a group of another stack",
    resources: [outsidePolicy("aws:iam/groupPolicy:GroupPolicy", "group", ownProfile), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "a group of another stack, where nothing is production",
    resources: [
      outsidePolicy("aws:iam/groupPolicy:GroupPolicy", "group", ownProfile),
      { ...inferenceProfile, props: { tags: tags("support", "test") } },
    ],
    outcome: "pass",
  },
  {
    title: "a role of another stack",
    resources: [outsidePolicy("aws:iam/rolePolicy:RolePolicy", "role", ownProfile), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a policy for a role of this stack",
    resources: [
      inlinePolicy("support-handler", invokes("bedrock:InvokeModel", ownProfile)),
      role("support-handler", { tags: tags("support") }),
    ],
    outcome: "not-applicable",
  },
  {
    title: "a group of another stack that another policy of this one denies it",
    resources: [
      outsidePolicy("aws:iam/groupPolicy:GroupPolicy", "group", ownProfile),
      {
        type: "aws:iam/groupPolicy:GroupPolicy",
        name: "denied",
        props: { group: "elsewhere", policy: document(deny(["bedrock:*"], "*")) },
      },
      inferenceProfile,
    ],
    outcome: "pass",
  },
  {
    title: "policies of AWS that a group's own list attaches",
    resources: [
      { type: "aws:iam/group:Group", name: "support", props: { name: "support" } },
      {
        type: "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        name: "list",
        props: { policyArns: ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"] },
        refersTo: { groupName: "support" },
      },
      inferenceProfile,
    ],
    outcome: "violation",
  },
];
