import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, tagged } from "../example-buckets";

type Resource = RuleExample["resources"][number];

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const answers = bucket("internal");
const questions: Resource = { ...answers, name: "questions", props: { bucket: "questions", tags: tagged("internal") } };
const block = (name: string, of: string, props: Resource["props"] = {}): Resource => ({
  ...configured("PublicAccessBlock", { blockPublicAcls: true, ...props }, of),
  name,
});
const named = (name: string, bucketName: unknown): Resource => ({
  type: POLICY,
  name,
  props: { bucket: bucketName, policy: "{}" },
});
const role: Resource = {
  type: "aws:iam/role:Role",
  name: "support",
  props: { name: "support", tags: tagged("internal") },
};
const attachment: Resource = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: "reads",
  props: { policyArn: "arn:aws:iam::123456789012:policy/reads" },
  refersTo: { role: "support" },
};
const table: Resource = {
  type: "aws:dynamodb/table:Table",
  name: "table",
  props: { arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/table", tags: tagged("confidential") },
};
const tag = (key: string, value: string, name = "tag"): Resource => ({
  type: "aws:dynamodb/tag:Tag",
  name,
  props: { key, value, resourceArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/table" },
  refersTo: { resourceArn: "table" },
});
const group = (props: Resource["props"]): Resource => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "group",
  props: { tags: tagged("internal"), ...props },
  refersTo: props.ingress || props.egress ? { ...(props.ingress ? { ingress: [] } : { egress: [] }) } : {},
});
const ingress: Resource = {
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: "https",
  props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" },
  refersTo: { securityGroupId: "group" },
};
const https = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }];
const exclusive = (...policyArns: string[]): Resource => ({
  type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  name: "only",
  props: { policyArns },
  refersTo: { roleName: "support" },
});
const logging = (name: string, region: string): Resource => ({
  type: "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  name,
  props: { region },
});
const withPolicy = (props: Resource["props"]): Resource => ({ ...answers, props: { ...answers.props, ...props } });

const policy = '{"Statement":[]}';
const declaredPolicy = (text: string): Resource => ({
  ...answers,
  props: { ...answers.props, policy: text },
  refersTo: { policy: "support" },
});
const own: Resource = { type: POLICY, name: "own", props: { policy }, refersTo: { bucket: "answers" } };
const both = [block("one", "answers", { blockPublicAcls: false }), block("other", "answers"), answers];

export const examples: RuleExample[] = [
  {
    title: "one access block for each bucket",
    resources: [block("one", "answers"), block("other", "questions"), answers, questions],
    outcome: "pass",
  },
  { title: "two access blocks of one bucket", resources: both, outcome: "violation" },
  {
    title: "a policy by reference and one by the bucket's name",
    resources: [named("one", "answers"), own, answers],
    outcome: "violation",
  },
  {
    title: "two policies of a bucket that another stack has",
    resources: [named("one", "elsewhere"), named("other", "elsewhere"), answers],
    outcome: "violation",
  },
  {
    title: "policies of two buckets that another stack has",
    resources: [named("one", "elsewhere"), named("other", "nowhere"), answers],
    outcome: "pass",
  },
  {
    title: "two buckets, one of which is not known yet",
    resources: [named("one", UNKNOWN), named("other", "elsewhere"), answers],
    outcome: "undetermined",
  },
  {
    title: "the only policy is of a bucket that is not known yet",
    resources: [named("one", UNKNOWN), answers],
    outcome: "pass",
  },
  {
    title: "another policy inside of the bucket",
    resources: [own, declaredPolicy('{"Statement":[{}]}'), role],
    outcome: "violation",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "the same policy inside of the bucket",
    resources: [own, declaredPolicy('{ "Statement": [] }'), role],
    outcome: "pass",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "near miss: state shows the policy that the other resource wrote before",
    resources: [own, withPolicy({ policy: '{"Statement":[{}]}' })],
    outcome: "pass",
  },
  { title: "a policy attached to a role", resources: [attachment, role], outcome: "pass" },
  {
    title: "a policy attached to a role that lists its policies itself",
    resources: [
      attachment,
      {
        ...role,
        props: { ...role.props, managedPolicyArns: ["arn:aws:iam::aws:policy/X"] },
        refersTo: { managedPolicyArns: [] },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a policy attached beside an exclusive list without it",
    resources: [attachment, role, exclusive("arn:aws:iam::123456789012:policy/writes")],
    outcome: "violation",
  },
  {
    title: "a policy attached beside an exclusive list with it",
    resources: [attachment, role, exclusive("arn:aws:iam::123456789012:policy/reads")],
    outcome: "pass",
  },
  { title: "a tag that the table does not have", resources: [tag("team", "care"), table], outcome: "pass" },
  { title: "a tag of the same value", resources: [tag("data-classification", "confidential"), table], outcome: "pass" },
  {
    title: "a tag that lowers the level of the table",
    resources: [tag("data-classification", "public"), table],
    outcome: "violation",
  },
  {
    title: "two tags of one key",
    resources: [tag("team", "care"), tag("team", "claims", "other"), table],
    outcome: "violation",
  },
  {
    title: "two tags of two keys",
    resources: [tag("team", "care"), tag("unit", "a", "other"), table],
    outcome: "pass",
  },
  { title: "rules beside a group without rules of its own", resources: [ingress, group({})], outcome: "pass" },
  { title: "rules of ingress beside inline egress", resources: [ingress, group({ egress: https })], outcome: "pass" },
  {
    title: "rules of ingress beside inline ingress",
    resources: [ingress, group({ ingress: https })],
    outcome: "violation",
  },
  {
    title: "one configuration of invocation logging in each region",
    resources: [logging("one", "eu-west-1"), logging("other", "eu-central-1"), answers],
    outcome: "pass",
  },
  {
    title: "two configurations of invocation logging in one region",
    resources: [logging("one", "eu-west-1"), logging("other", "eu-west-1"), answers],
    outcome: "violation",
  },
  { title: "what is no setting of anything", resources: [answers], outcome: "not-applicable" },
];
