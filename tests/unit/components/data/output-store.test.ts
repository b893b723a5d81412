import assert from "node:assert/strict";
import { OutputStore } from "../../../../components/data/output-store";
import { existingKey } from "../../../../components/identity/encryption-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { preview } from "../../../support/preview";
import { ruleOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("OutputStore", () => {
  it("creates a bucket for outputs under a key of its own", async () => {
    const { resources } = await preview(() => new OutputStore("support-answers", { workload }));

    assert.equal(resources.all("aws:kms/key:Key").length, 1);
    const bucket = resources.named("support-answers-objects-bucket");
    assert.equal(bucket?.inputs.bucket, "support-prod-answers-objects-210987654321");
    assert.deepEqual(bucket?.inputs.tags, {
      workload: "support",
      owner: "customer-care",
      environment: "prod",
      "data-classification": "confidential",
      "plinth:store": "output",
    });
    assert.deepEqual(ruleOf(resources.named("support-answers-objects-retention")).expiration, { days: 700 });
  });

  it("takes a key that exists", async () => {
    const { resources } = await preview(
      () => new OutputStore("support-answers", { workload, key: existingKey("outputs", KEY) }),
    );

    assert.equal(resources.all("aws:kms/key:Key").length, 0);
  });

  it("lets the workload write outputs and not read them", async () => {
    const { resources } = await preview(() => {
      const role = new WorkloadRole("support-handler", { workload, service: "lambda" });
      new OutputStore("support-answers", { workload }).grantWrite(role);
    });

    assert.deepEqual(
      resources
        .all("aws:iam/rolePolicy:RolePolicy")
        .map(({ name }) => name)
        .sort(),
      ["support-handler-encrypt-support-answers-key", "support-handler-write-support-answers-objects"],
    );
  });

  it("refuses a retention that sources may have and outputs may not, before anything is created", async () => {
    const { error, resources } = await preview(
      () => new OutputStore("support-answers", { workload, retentionDays: 1827 }),
    );

    assert.deepEqual(error?.faults, [
      {
        id: "data/OutputStore/retentionDays",
        path: "support-answers.retentionDays",
        found: "1827",
        allowed: "90 to 730 whole days for output stores of confidential data",
      },
    ]);
    assert.equal(resources.count(), 0);
  });
});
