import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, attachment, deny, document, inlinePolicy, role } from "../example-iam";

const granted = (...statements: readonly object[]) => [
  inlinePolicy("handler", document(...statements)),
  role("handler"),
];

export const examples: RuleExample[] = [
  {
    title: "objects of a bucket",
    resources: granted(allow("s3:GetObject", "arn:aws:s3:::support/*")),
    outcome: "pass",
  },
  {
    title: "what can only be asked of everything",
    resources: granted(allow(["ecr:GetAuthorizationToken", "sqs:ListQueues", "ec2:DescribeInstances"], "*")),
    outcome: "pass",
  },
  {
    title: "keys that a condition tells",
    resources: granted(allow("kms:Decrypt", "*", { StringEquals: { "aws:ResourceTag/workload": "support" } })),
    outcome: "pass",
  },
  { title: "denied again", resources: granted(allow("s3:PutObject", "*"), deny("s3:*", "*")), outcome: "pass" },
  {
    title: "the same action on a queue of its own",
    resources: granted(allow("sqs:SendMessage", `arn:aws:sqs:eu-west-1:${ACCOUNT}:support`)),
    outcome: "pass",
  },
  { title: "a service that is not listed", resources: granted(allow("plinthother:PutThing", "*")), outcome: "pass" },
  {
    title: "objects of every bucket",
    resources: granted(allow(["s3:PutObject", "s3:PutObjectAcl"], ["*"])),
    outcome: "violation",
  },
  {
    title: "objects of every bucket, by ARN",
    resources: granted(allow("s3:GetObject", "arn:aws:s3:::*")),
    outcome: "violation",
  },
  {
    title: "images of every repository",
    resources: granted(allow(["ecr:PutImage", "ecr:ListImages"], "*")),
    outcome: "violation",
  },
  {
    title: "every bucket's policy, among what is denied",
    resources: granted(allow(["s3:ListBucket", "s3:Put*", "s3:Get*"], "*"), deny(["s3:*Policy*", "s3:*Delete*"], "*")),
    outcome: "violation",
  },
  {
    title: "every role and machine",
    resources: granted(allow(["iam:CreateInstanceProfile", "ec2:AssociateIamInstanceProfile"], "*")),
    outcome: "violation",
  },
  { title: "looking into every bucket", resources: granted(allow("s3:List*", "*")), outcome: "violation" },
  {
    title: "near miss: looking at what only the account has",
    resources: granted(allow(["s3:ListAll*", "ec2:DescribeSubnets", "logs:DescribeQueries"], "*")),
    outcome: "pass",
  },
  {
    title: "a service of which little is said",
    resources: granted(allow("memorydb:DeleteCluster", "*")),
    outcome: "violation",
  },
  {
    title: "every function's code, in lower case",
    resources: granted(allow("lambda:updatefunctioncode", "*")),
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [inlinePolicy("handler", UNKNOWN), role("handler")],
    outcome: "undetermined",
  },
  {
    title: "a policy of AWS",
    resources: [attachment("handler", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"), role("handler")],
    outcome: "not-applicable",
  },
];
