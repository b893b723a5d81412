import assert from "node:assert/strict";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { ModelAccess } from "../../../../components/model-access/model-access";
import {
  ProvisionedThroughput,
  type ProvisionedThroughputArgs,
} from "../../../../components/model-access/provisioned-throughput";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const THROUGHPUT = "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput";
const CAPACITY = "arn:aws:bedrock:eu-west-1:210987654321:provisioned-model/abcdefghij12";
const CUSTOM = "arn:aws:bedrock:eu-west-1:210987654321:custom-model/amazon.nova-2-lite-v1:0/abcdefghij12";

function build(change: Partial<ProvisionedThroughputArgs> = {}): void {
  const models = new ModelAccess("models", { workload, models: [{ id: "amazon.titan-embed-text-v2" }] });
  const capacity = new ProvisionedThroughput("capacity", {
    workload,
    model: "amazon.titan-embed-text-v2",
    modelUnits: 2,
    models,
    ...change,
  });
  capacity.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
}

describe("ProvisionedThroughput", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("buys units of a model by the hour, and can give them back", () => {
    const throughput = test.resources.only(THROUGHPUT);

    assert.equal(throughput?.inputs.modelUnits, 2);
    assert.equal(throughput?.inputs.commitmentDuration, undefined);
    assert.equal(
      throughput?.inputs.modelArn,
      "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0",
    );
    assert.equal(throughput?.state.protect, false);
  });

  it("protects what it is committed to, of a customised model too", async () => {
    const { resources } = await preview(() => build({ model: CUSTOM, commitment: "OneMonth" }));
    const throughput = resources.only(THROUGHPUT);

    assert.deepEqual([throughput?.state.protect, throughput?.inputs.modelArn], [true, CUSTOM]);
  });

  it("is invoked by the granted role, with the workload's guardrail, and by nothing near it", () => {
    const access = accessIn(test);
    const guardrail = test.resources.only("aws:bedrock/guardrail:Guardrail")?.props.guardrailArn;
    const version = test.resources.only("aws:bedrock/guardrailVersion:GuardrailVersion")?.props.version;
    const request: Asked = {
      action: "bedrock:InvokeModel",
      resource: CAPACITY,
      context: {
        "aws:ResourceTag/workload": "support",
        "aws:ResourceTag/environment": "prod",
        "bedrock:GuardrailIdentifier": `${guardrail}:${version}`,
      },
    };
    const misses = [
      ...nearMisses(request, ["bedrock:CreateProvisionedModelThroughput", "bedrock:InvokeModelAsync"]),
      ...nearMisses({ ...request, action: "bedrock:InvokeModelWithResponseStream" }).slice(1),
    ];

    assert.equal(access("caller-role", request), "allowed");
    assert.ok(misses.length >= 20, `${misses.length} near misses`);
    for (const miss of misses) assert.equal(access("caller-role", miss), "denied", JSON.stringify(miss));
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({ model: "anthropic.claude-haiku-4-5", modelUnits: 0, commitment: "OneYear" as "OneMonth" }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["capacity.model", "anthropic.claude-haiku-4-5"],
        ["capacity.modelUnits", "0"],
        ["capacity.commitment", "OneYear"],
      ],
    );
  });
});
