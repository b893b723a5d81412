import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

type Resource = RuleExample["resources"][number];

const role: Resource = { type: "aws:iam/role:Role", name: "reader", props: { name: "reader" } };
const policy: Resource = {
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "may-embed",
  props: {},
  refersTo: { role: "reader" },
};
const attachment: Resource = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: "may-read",
  props: { policyArn: "arn:aws:iam::111122223333:policy/may-read" },
  refersTo: { role: "reader" },
};
const principals = [{ Principal: ["arn:aws:iam::111122223333:role/reader"] }];
const grant: Resource = {
  type: "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
  name: "may-search",
  props: { type: "data", policy: JSON.stringify(principals) },
};
const index: Resource = { type: "opensearch:index/index:Index", name: "passages", props: {} };

/** A knowledge base over a collection, which waits for some resources by name. */
function knowledgeBase(dependsOn: readonly string[]): Resource {
  return {
    type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
    name: "handbook",
    props: {
      storageConfiguration: {
        type: "OPENSEARCH_SERVERLESS",
        opensearchServerlessConfiguration: { vectorIndexName: "passages" },
      },
    },
    refersTo: { roleArn: "reader" },
    dependsOn,
  };
}

export const examples: RuleExample[] = [
  {
    title: "it waits for policy, attachment, data access policy and index",
    resources: [
      knowledgeBase(["may-embed", "may-read", "may-search", "passages"]),
      role,
      policy,
      attachment,
      grant,
      index,
    ],
    outcome: "pass",
  },
  {
    title: "it waits for an index that waits for the policy",
    resources: [knowledgeBase(["passages"]), role, policy, { ...index, dependsOn: ["may-embed"] }],
    outcome: "pass",
  },
  {
    title: "it refers to its role only",
    resources: [knowledgeBase([]), role, policy],
    outcome: "violation",
  },
  {
    title: "it does not wait for a managed policy",
    resources: [knowledgeBase(["may-embed"]), role, policy, attachment],
    outcome: "violation",
  },
  {
    title: "it does not wait for access to the collection, which a policy gives to the role by name",
    resources: [knowledgeBase(["may-embed"]), role, policy, grant],
    outcome: "violation",
  },
  {
    title: "it does not wait for its index",
    resources: [knowledgeBase(["may-embed"]), role, policy, index],
    outcome: "violation",
  },
  {
    title: "another program manages its policies",
    resources: [knowledgeBase([]), role],
    outcome: "not-applicable",
  },
  {
    title: "its role is not known yet",
    resources: [
      { type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase", name: "handbook", props: { roleArn: UNKNOWN } },
    ],
    outcome: "undetermined",
  },
];
