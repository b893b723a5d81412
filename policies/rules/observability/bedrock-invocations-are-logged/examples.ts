import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";
import { allow, document, inlinePolicy, role, samlTrust } from "../../identity/example-iam";

const configuration = (loggingConfig: unknown) => ({
  type: "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  name: "invocations",
  props: { loggingConfig },
});
const recorded = configuration({ s3Config: { bucketName: "records" } });
const INVOKE = document(
  allow("bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"),
);

export const examples: RuleExample[] = [
  { title: "invocations that this stack records", resources: [model, recorded], outcome: "pass" },
  {
    title: "a role that invokes models, in a stack that records it",
    resources: [role("answer"), inlinePolicy("answer", INVOKE), recorded],
    outcome: "pass",
  },
  { title: "records in a bucket", resources: [recorded], outcome: "pass" },
  {
    title: "records in a log group",
    resources: [configuration({ cloudwatchConfig: { logGroupName: "records", roleArn: "writer" } })],
    outcome: "pass",
  },
  {
    title: "near miss: a configuration without a destination",
    resources: [configuration({ textDataDeliveryEnabled: false }), model],
    outcome: "violation",
  },
  {
    title: "an agent, and no configuration to be seen",
    resources: [{ type: "aws:bedrock/agentAgent:AgentAgent", name: "agent", props: {} }],
    outcome: "undetermined",
  },
  {
    title: "a role that invokes models, and no configuration to be seen",
    resources: [role("answer"), inlinePolicy("answer", INVOKE)],
    outcome: "undetermined",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "a destination that is not known yet",
    resources: [configuration({ s3Config: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "a role that may do what is not known yet",
    resources: [role("answer"), inlinePolicy("answer", UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "one statement for a stack, not one for each role",
    resources: [role("answer"), model],
    outcome: "not-applicable",
  },
  {
    title: "a team's role is no workload",
    resources: [role("team", { assumeRolePolicy: samlTrust }), inlinePolicy("team", INVOKE)],
    outcome: "not-applicable",
  },
  {
    title: "a stack whose logging no other relies on",
    resources: [{ type: "pulumi:pulumi:Stack", name: "shop-prod", props: {} }, recorded],
    outcome: "not-applicable",
  },
  { title: "a role that has nothing to do with models", resources: [role("answer")], outcome: "not-applicable" },
];
