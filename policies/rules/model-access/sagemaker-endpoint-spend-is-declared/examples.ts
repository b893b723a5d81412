import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";

const endpoint = (more: Readonly<Record<string, unknown>>, type = "aws:sagemaker/endpoint:Endpoint") => ({
  type,
  name: "llama",
  props: { tags: { ...tags("support"), ...more } },
});

export const examples: RuleExample[] = [
  { title: "a spend above the threshold", resources: [endpoint({ "plinth:monthly-usd": "45000" })], outcome: "pass" },
  { title: "a spend at the threshold", resources: [endpoint({ "plinth:monthly-usd": "30000" })], outcome: "pass" },
  {
    title: "an endpoint configuration as well",
    resources: [
      endpoint({ "plinth:monthly-usd": "45000" }, "aws:sagemaker/endpointConfiguration:EndpointConfiguration"),
    ],
    outcome: "pass",
  },
  { title: "no spend", resources: [endpoint({})], outcome: "violation" },
  {
    title: "a spend below the threshold",
    resources: [endpoint({ "plinth:monthly-usd": "29999" })],
    outcome: "violation",
  },
  { title: "a spend in words", resources: [endpoint({ "plinth:monthly-usd": "plenty" })], outcome: "violation" },
  { title: "a spend in exponents", resources: [endpoint({ "plinth:monthly-usd": "9e9" })], outcome: "violation" },
  {
    title: "a spend that is not known yet",
    resources: [endpoint({ "plinth:monthly-usd": UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "a batch transform ends by itself",
    resources: [{ type: "aws:sagemaker/model:Model", name: "llama", props: {} }],
    outcome: "not-applicable",
  },
];
