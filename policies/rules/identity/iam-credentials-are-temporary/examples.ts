import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, deny, document, inferenceProfile } from "../example-iam";

const user: RuleExample["resources"][number] = { type: "aws:iam/user:User", name: "ann", props: { name: "ann" } };
const key = (props: Readonly<Record<string, unknown>> = {}): RuleExample["resources"][number] => ({
  type: "aws:iam/accessKey:AccessKey",
  name: "key",
  props,
  refersTo: { user: "ann" },
});
const policy = (document: unknown): RuleExample["resources"][number] => ({
  type: "aws:iam/userPolicy:UserPolicy",
  name: "ann-policy",
  props: { policy: document },
  refersTo: { user: "ann" },
});
const modelKey = (serviceName: unknown): RuleExample["resources"][number] => ({
  type: "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
  name: "token",
  props: { serviceName, userName: "ann" },
});
const invoke = allow("bedrock:InvokeModel", "*");
const read = allow("s3:GetObject", "arn:aws:s3:::support/*");

export const examples: RuleExample[] = [
  {
    title: "a key of a user that reads a bucket",
    resources: [key(), user, policy(document(read)), inferenceProfile],
    outcome: "pass",
  },
  { title: "a user denied again", resources: [user, policy(document(invoke, deny("*", "*")))], outcome: "pass" },
  {
    title: "a key of a user that can invoke",
    resources: [key(), user, policy(document(invoke))],
    outcome: "violation",
  },
  { title: "a user that can invoke", resources: [user, policy(document(invoke))], outcome: "violation" },
  {
    title: "a user that can invoke through a group",
    resources: [
      user,
      { type: "aws:iam/group:Group", name: "team", props: { name: "team" } },
      {
        type: "aws:iam/userGroupMembership:UserGroupMembership",
        name: "membership",
        props: {},
        refersTo: { user: "ann", groups: ["team"] },
      },
      {
        type: "aws:iam/groupPolicy:GroupPolicy",
        name: "team-policy",
        props: { policy: document(allow("bedrock:InvokeAgent", "*")) },
        refersTo: { group: "team" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a long-term key for models",
    resources: [modelKey("bedrock.amazonaws.com"), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "a user whose policy is not known yet",
    resources: [user, policy(UNKNOWN), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a key of a user that is elsewhere",
    resources: [{ type: "aws:iam/accessKey:AccessKey", name: "key", props: { user: "somebody" } }, inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a key whose service is not known yet",
    resources: [modelKey(UNKNOWN), inferenceProfile],
    outcome: "undetermined",
  },
  {
    title: "a key that is not active",
    resources: [key({ status: "Inactive" }), user, policy(document(invoke))],
    outcome: "not-applicable",
  },
  {
    title: "a key for source code",
    resources: [modelKey("codecommit.amazonaws.com"), inferenceProfile],
    outcome: "not-applicable",
  },
  { title: "a user without policies", resources: [user, inferenceProfile], outcome: "not-applicable" },
];
