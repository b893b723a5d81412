import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, deny, document, inlinePolicy, lambda, role, samlTrust, tags } from "../example-iam";

const handler = role("handler", { tags: tags("support") });
const use = lambda("support", "handler", { tags: tags("support") });
const may = (...statements: readonly object[]) => [handler, use, inlinePolicy("handler", document(...statements))];
const store = (kind: string) => ({
  type: "aws:s3/bucket:Bucket",
  name: "records",
  props: { bucket: "records", tags: { ...tags("support"), "plinth:store": kind } },
});
const group = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "actions",
  props: { name: "/support/actions", tags: { ...tags("support"), "plinth:store": "audit" } },
};
const trail = {
  type: "aws:cloudtrail/trail:Trail",
  name: "trail",
  props: { s3BucketName: "records" },
};

export const examples: RuleExample[] = [
  {
    title: "records are written",
    resources: [...may(allow("s3:PutObject", "arn:aws:s3:::records/*")), store("audit")],
    outcome: "pass",
  },
  {
    title: "near miss: versions of records may be deleted",
    resources: [...may(allow(["s3:PutObject", "s3:DeleteObjectVersion"], "arn:aws:s3:::records/*")), store("audit")],
    outcome: "violation",
  },
  {
    title: "near miss: a lock in GOVERNANCE mode may be passed by",
    resources: [...may(allow("s3:BypassGovernanceRetention", "arn:aws:s3:::records/*")), store("audit")],
    outcome: "violation",
  },
  {
    title: "the bucket of a trail may be emptied by a lifecycle",
    resources: [...may(allow("s3:PutLifecycleConfiguration", "arn:aws:s3:::records")), store("source"), trail],
    outcome: "violation",
  },
  {
    title: "versions of what is no record may be deleted",
    resources: [...may(allow("s3:DeleteObjectVersion", "arn:aws:s3:::records/*")), store("output")],
    outcome: "pass",
  },
  {
    title: "the log group of records may be deleted",
    resources: [...may(allow("logs:*", "arn:aws:logs:eu-west-1:210987654321:log-group:/support/actions:*")), group],
    outcome: "violation",
  },
  {
    title: "another log group may be deleted",
    resources: [...may(allow("logs:*", "arn:aws:logs:eu-west-1:210987654321:log-group:/support/app:*")), group],
    outcome: "pass",
  },
  {
    title: "the logging of invocations may be switched off",
    resources: may(allow("bedrock:DeleteModelInvocationLoggingConfiguration", "*")),
    outcome: "violation",
  },
  {
    title: "trails may be stopped, and another statement denies it",
    resources: may(allow("cloudtrail:*", "*"), deny("cloudtrail:*", "*")),
    outcome: "pass",
  },
  { title: "trails may be stopped", resources: may(allow("cloudtrail:StopLogging", "*")), outcome: "violation" },
  {
    title: "a policy that is not known yet",
    resources: [handler, use, inlinePolicy("handler", UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "a role for people",
    resources: [role("team", { tags: tags("support"), assumeRolePolicy: samlTrust })],
    outcome: "not-applicable",
  },
];
