import assert from "node:assert/strict";
import type { RuleExample } from "@plinth/policies";
import { isInAiEstate } from "../../../policies/support/ai-estate";
import { estateOf } from "./example-estate";

type Resource = RuleExample["resources"][number];
const resource = (type: string, props: Resource["props"] = {}, provider?: Resource["provider"]): Resource => ({
  type,
  name: "it",
  props,
  provider,
});
const policy = (Action: string) => JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });
const tags = { workload: "support", "data-classification": "internal" };

const inside: readonly (readonly [string, Resource])[] = [
  ["a Bedrock resource", resource("aws:bedrock/guardrail:Guardrail")],
  ["a SageMaker model", resource("aws:sagemaker/model:Model")],
  ["a vector bucket", resource("aws:s3/vectorsVectorBucket:VectorsVectorBucket")],
  [
    "a collection for vectors",
    resource("aws:opensearch/serverlessCollection:ServerlessCollection", { type: "VECTORSEARCH" }),
  ],
  ["the standard's tags", resource("aws:sqs/queue:Queue", { tags })],
  ["the standard's tags as defaults of a provider", resource("aws:sqs/queue:Queue", {}, { defaultTags: { tags } })],
  [
    "a policy that lets models be invoked",
    resource("aws:iam/rolePolicy:RolePolicy", { policy: policy("bedrock:InvokeModel") }),
  ],
  [
    "the same inside a role",
    resource("aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: policy("sagemaker:InvokeEndpoint") }] }),
  ],
];
const outside: readonly (readonly [string, Resource])[] = [
  ["a bucket", resource("aws:s3/bucket:Bucket", { bucket: "bedrock-photographs" })],
  ["tags of one's own", resource("aws:sqs/queue:Queue", { tags: { owner: "web", environment: "prod" } })],
  ["a policy about objects", resource("aws:iam/rolePolicy:RolePolicy", { policy: policy("s3:GetObject") })],
  ["a collection for search", resource("aws:opensearch/serverlessCollection:ServerlessCollection", { type: "SEARCH" })],
];

describe("the AI estate", () => {
  for (const [title, example] of inside) {
    it(`takes in a stack with ${title}`, () => assert.equal(isInAiEstate(estateOf([example])), true));
  }
  for (const [title, example] of outside) {
    it(`leaves out a stack with ${title}`, () => assert.equal(isInAiEstate(estateOf([example])), false));
  }
});
