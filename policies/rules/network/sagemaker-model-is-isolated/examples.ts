import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const MODEL = "aws:sagemaker/model:Model";
const hosted = (props: Record<string, unknown>, type = MODEL) => ({ type, name: "model", props });

export const examples: RuleExample[] = [
  { title: "isolated", resources: [hosted({ enableNetworkIsolation: true })], outcome: "pass" },
  { title: "nothing said", resources: [hosted({})], outcome: "violation" },
  {
    title: "near miss: in a VPC, and not isolated",
    resources: [hosted({ vpcConfig: { subnets: ["a"], securityGroupIds: ["b"] } })],
    outcome: "violation",
  },
  {
    title: "a tuning job that isolates its training",
    resources: [
      hosted(
        { trainingJobDefinition: { enableNetworkIsolation: true } },
        "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob",
      ),
    ],
    outcome: "pass",
  },
  { title: "the other provider's model", resources: [hosted({}, "aws-native:sagemaker:Model")], outcome: "violation" },
  { title: "not known yet", resources: [hosted({ enableNetworkIsolation: UNKNOWN })], outcome: "undetermined" },
  {
    title: "an endpoint, which runs its models' containers",
    resources: [hosted({}, "aws:sagemaker/endpoint:Endpoint")],
    outcome: "not-applicable",
  },
];
