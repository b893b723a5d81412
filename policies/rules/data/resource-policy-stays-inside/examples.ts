import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, model } from "../example-buckets";

type Outcome = RuleExample["outcome"];

const OWN = "111122223333";
const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:answers`;
const organisation = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const policy = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", ...statement }] });
const queue = (statement: object) => ({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name: "answers",
  props: { queueUrl: "answers", policy: policy({ Resource: QUEUE, ...statement }) },
  provider: { allowedAccountIds: [OWN] },
});
const given = (title: string, statement: object, outcome: Outcome): RuleExample => ({
  title,
  resources: [queue(statement), model],
  outcome,
});

export const examples: RuleExample[] = [
  given("a role of its own account", { Principal: { AWS: `arn:aws:iam::${OWN}:role/handler` } }, "pass"),
  given("a service", { Principal: { Service: "sns.amazonaws.com" } }, "pass"),
  given("everybody in the organisation", { Principal: "*", Condition: organisation }, "pass"),
  given(
    "everybody on behalf of one topic",
    { Principal: "*", Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${OWN}:news` } } },
    "pass",
  ),
  given(
    "a foreign account, if it is of the organisation",
    { Principal: { AWS: "999900001111" }, Condition: organisation },
    "pass",
  ),
  given("everybody", { Principal: "*" }, "violation"),
  given(
    "near miss: everybody with TLS",
    { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
    "violation",
  ),
  given(
    "near miss: one role of a foreign account",
    { Principal: { AWS: "arn:aws:iam::999900001111:role/reader" } },
    "violation",
  ),
  {
    title: "images for everybody, of a repository that the policy need not name",
    resources: [
      {
        type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
        name: "images",
        props: { repository: "images", policy: policy({ Action: "ecr:BatchGetImage", Principal: "*" }) },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a bucket that another stack manages",
    resources: [
      {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        name: "answers",
        props: {
          bucket: "answers",
          policy: policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::answers/*", Principal: "*" }),
        },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [queue({ Principal: "*" })],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [
      {
        type: "aws:sqs/queuePolicy:QueuePolicy",
        name: "policy",
        props: { policy: UNKNOWN },
        refersTo: { policy: "answers" },
      },
      { type: "aws:sqs/queue:Queue", name: "answers", props: {} },
      model,
    ],
    outcome: "undetermined",
  },
  {
    title: "a bucket of the same program, which is judged itself",
    resources: [configured("Policy", { policy: policy({ Principal: "*" }) }), bucket("confidential")],
    outcome: "not-applicable",
  },
  {
    title: "no policy",
    resources: [{ type: "aws:sqs/queue:Queue", name: "answers", props: {} }, model],
    outcome: "not-applicable",
  },
];
