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
const domain = (principal: unknown) => ({
  type: "aws:opensearch/domain:Domain",
  name: "search",
  props: {
    vpcOptions: { subnetIds: ["subnet-1"] },
    accessPolicies: policy({ Action: "es:*", Resource: "*", Principal: principal }),
  },
  provider: { allowedAccountIds: [OWN] },
});
const accessPoint = (props: object) => ({
  type: "aws:s3/accessPoint:AccessPoint",
  name: "point",
  props: { bucket: "elsewhere", policy: policy({ Action: "s3:GetObject", Principal: "*", Resource: "*" }), ...props },
});
const api = (principal: unknown) => ({
  type: "aws:apigateway/restApiPolicy:RestApiPolicy",
  name: "answers",
  props: { policy: policy({ Action: "execute-api:Invoke", Resource: "execute-api:/*", Principal: principal }) },
  provider: { allowedAccountIds: [OWN] },
});
const given = (title: string, statement: object, outcome: Outcome): RuleExample => ({
  title,
  resources: [queue(statement), model],
  outcome,
});

export const examples: RuleExample[] = [
  given("a role of its own account", { Principal: { AWS: `arn:aws:iam::${OWN}:role/handler` } }, "pass"),
  given(
    "a service, on behalf of its own account",
    { Principal: { Service: "sns.amazonaws.com" }, Condition: { StringEquals: { "aws:SourceAccount": OWN } } },
    "pass",
  ),
  given("near miss: a service, on behalf of any account", { Principal: { Service: "sns.amazonaws.com" } }, "violation"),
  given(
    "near miss: a topic of any account",
    {
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-west-1:*:news" } },
    },
    "violation",
  ),
  given(
    "near miss: a service that need not say for whom",
    { Principal: { Service: "sns.amazonaws.com" }, Condition: { StringEqualsIfExists: { "aws:SourceAccount": OWN } } },
    "violation",
  ),
  ...[
    { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
    { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
    { StringLike: { "aws:Referer": "https://acme.example/*" } },
    { StringEquals: { "aws:PrincipalTag/team": "ml" } },
    { StringLike: { "aws:PrincipalOrgID": "o-*" } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/prod-*" } },
    { StringLike: { "aws:SourceVpce": "vpce-*" } },
  ].map((Condition) =>
    given(
      `near miss: everybody, by ${Object.keys(Condition)[0]} of ${Object.keys(Object.values(Condition)[0] ?? {})[0]}`,
      { Principal: "*", Condition },
      "violation",
    ),
  ),
  ...[
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } },
    { StringEquals: { "aws:PrincipalAccount": OWN } },
    { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/prod-*` } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } },
    { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
  ].map((Condition) =>
    given(
      `everybody, by ${Object.keys(Condition)[0]} of ${Object.keys(Object.values(Condition)[0] ?? {})[0]}`,
      { Principal: "*", Condition },
      "pass",
    ),
  ),
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
    title: "log events for everybody to read",
    resources: [
      {
        type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        name: "logs",
        props: { policyDocument: policy({ Action: "logs:*", Principal: "*", Resource: "*" }) },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a service that writes logs",
    resources: [
      {
        type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        name: "logs",
        props: {
          policyDocument: policy({
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Principal: { Service: "es.amazonaws.com" },
            Resource: "*",
          }),
        },
      },
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a domain in a VPC, for everybody in it",
    resources: [domain({ AWS: "*" }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a domain in a VPC, for a foreign account",
    resources: [domain({ AWS: "arn:aws:iam::999900001111:root" }), model],
    outcome: "violation",
  },
  {
    title: "an access point for everybody in one VPC",
    resources: [accessPoint({ vpcConfiguration: { vpcId: "vpc-1" } }), model],
    outcome: "pass",
  },
  { title: "near miss: an access point for everybody", resources: [accessPoint({}), model], outcome: "violation" },
  {
    title: "an API for a foreign account",
    resources: [api({ AWS: "arn:aws:iam::444455556666:root" }), model],
    outcome: "violation",
  },
  { title: "near miss: an API for everybody, which its routes ask", resources: [api("*"), model], outcome: "pass" },
  {
    title: "a file system for everybody who reaches a mount target",
    resources: [
      {
        type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
        name: "files",
        props: {
          policy: policy({
            Action: "elasticfilesystem:ClientMount",
            Principal: { AWS: "*" },
            Resource: "*",
            Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
          }),
        },
      },
      model,
    ],
    outcome: "pass",
  },
  {
    title: "everybody, on a resource that is not known yet",
    resources: [
      {
        type: "aws:sqs/queuePolicy:QueuePolicy",
        name: "answers",
        props: {
          queueUrl: "answers",
          policy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: UNKNOWN }] },
        },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "an account, where it is not known which is its own",
    resources: [{ ...queue({ Principal: { AWS: "999900001111" } }), provider: {} }, model],
    outcome: "undetermined",
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
  ...(
    [
      ["ecr:Repository", "repositoryPolicyText"],
      ["sagemaker:ModelPackageGroup", "modelPackageGroupPolicy"],
    ] as const
  ).map(
    ([type, property]): RuleExample => ({
      title: `a foreign account in the policy that CloudFormation has inside of ${type}`,
      resources: [
        {
          type: `aws-native:${type}`,
          name: "answers",
          props: { [property]: policy({ Action: "*", Resource: "*", Principal: { AWS: "999900001111" } }) },
          provider: { allowedAccountIds: [OWN] },
        },
        model,
      ],
      outcome: "violation",
    }),
  ),
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
