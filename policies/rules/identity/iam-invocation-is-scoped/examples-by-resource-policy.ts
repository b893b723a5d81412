import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, document, inferenceProfile, role, samlTrust, tags } from "../example-iam";

const HANDLER = `arn:aws:iam::${ACCOUNT}:role/support-handler`;
const handler = role("support-handler", { tags: tags("support") });
const bucketOf = (workload: string) => ({
  type: "aws:s3/bucket:Bucket",
  name: workload,
  props: { bucket: `acme-${workload}`, tags: tags(workload) },
});
const bucketPolicy = (policy: unknown, workload = "claims") => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  props: { bucket: `acme-${workload}`, policy },
  refersTo: { bucket: workload },
});
const lets = (action: string, more: object = {}) =>
  document({
    Effect: "Allow",
    Principal: { AWS: HANDLER },
    Action: action,
    Resource: "arn:aws:s3:::acme-claims/*",
    ...more,
  });
const key = {
  type: "aws:kms/key:Key",
  name: "key",
  props: { keyId: "0a1b2c3d-1111-2222-3333-444455556666", tags: tags("claims") },
};
const index = (collection: string) => [
  handler,
  {
    type: "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    name: "readers",
    props: {
      type: "data",
      policy: JSON.stringify([
        {
          Rules: [{ ResourceType: "index", Resource: [`index/${collection}/*`], Permission: ["aoss:ReadDocument"] }],
          Principal: [HANDLER],
        },
      ]),
    },
  },
  {
    type: "aws:opensearch/serverlessCollection:ServerlessCollection",
    name: "vectors",
    props: { name: "claims-vectors", tags: tags("claims") },
  },
];

/** What the resources of another workload give a role, that itself may have no policy. */
export const byResourcePolicy: readonly RuleExample[] = [
  {
    title: "another workload's bucket lets it read",
    resources: [handler, bucketPolicy(lets("s3:GetObject")), bucketOf("claims")],
    outcome: "violation",
  },
  {
    title: "near miss: its own workload's bucket lets it read",
    resources: [handler, bucketPolicy(lets("s3:GetObject"), "support"), bucketOf("support"), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "near miss: another workload's bucket keeps it out",
    resources: [handler, bucketPolicy(lets("s3:*", { Effect: "Deny" })), bucketOf("claims"), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "near miss: another workload's topic takes its events",
    resources: [
      handler,
      {
        type: "aws:sns/topicPolicy:TopicPolicy",
        name: "events",
        props: { policy: lets("sns:Publish") },
        refersTo: { arn: "topic" },
      },
      { type: "aws:sns/topic:Topic", name: "topic", props: { tags: tags("claims") } },
    ],
    outcome: "not-applicable",
  },
  {
    title: "a policy of another workload's bucket that is not known yet, and refers to it",
    resources: [
      handler,
      { ...bucketPolicy(UNKNOWN), refersTo: { bucket: "claims", policy: "support-handler" } },
      bucketOf("claims"),
    ],
    outcome: "undetermined",
  },
  {
    title: "a grant on another workload's key",
    resources: [
      handler,
      {
        type: "aws:kms/grant:Grant",
        name: "grant",
        props: { granteePrincipal: HANDLER, operations: ["Decrypt"] },
        refersTo: { keyId: "key", granteePrincipal: "support-handler" },
      },
      key,
    ],
    outcome: "violation",
  },
  { title: "the vectors of another workload", resources: index("claims-vectors"), outcome: "violation" },
  {
    title: "near miss: vectors that another stack manages",
    resources: [...index("support-vectors"), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "people whom another workload's bucket lets read",
    resources: [
      role("support-handler", { assumeRolePolicy: samlTrust, tags: tags("support") }),
      bucketPolicy(lets("s3:GetObject")),
      bucketOf("claims"),
    ],
    outcome: "not-applicable",
  },
];
