import assert from "node:assert/strict";
import { BuiltImage, type BuiltImageArgs } from "../../../../components/ecs/built-image";
import { ContainerService } from "../../../../components/ecs/container-service";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { OWN_ACCOUNT } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const build = (change: Partial<BuiltImageArgs> = {}) => {
  const key = new WorkloadKey("key", { workload, services: ["logs"] });
  return { key, image: new BuiltImage("gateway-image", { workload, context: "standards/events", key, ...change }) };
};

describe("BuiltImage", () => {
  it("is pushed to a repository of the workload's own, encrypted and scanned", async () => {
    const { resources, outputs } = await preview(() => ({ uri: build().image.uri }), { config: OWN_ACCOUNT });
    const repository = resources.only("aws:ecr/repository:Repository")?.inputs;
    const image = resources.only("docker-build:index:Image")?.inputs;

    assert.deepEqual(
      [repository?.name, repository?.forceDelete, repository?.imageScanningConfiguration],
      ["support-prod-gateway-image", false, { scanOnPush: true }],
    );
    assert.deepEqual(repository?.encryptionConfigurations, [
      { encryptionType: "KMS", kmsKey: resources.only("aws:kms/key:Key")?.props.arn },
    ]);
    assert.deepEqual([image?.platforms, image?.push], [["linux/arm64"], true]);
    assert.match(
      String(outputs.uri),
      /^210987654321\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/support-prod-gateway-image@sha256:[0-9a-f]{64}$/,
    );
    assert.equal(resources.all("aws:ecr/lifecyclePolicy:LifecyclePolicy").length, 1);
  });

  it("is what a service runs, and all that the role which starts it may pull", async () => {
    const { resources } = await preview(
      () => {
        const { key, image } = build();
        new ContainerService("gateway", {
          workload,
          role: new WorkloadRole("task", { workload, service: "ecs-tasks" }),
          network: networkOfAnotherStack(),
          key,
          image,
        });
      },
      { unknowns: true, config: OWN_ACCOUNT },
    );

    assert.deepEqual(statementsOf(resources.named("gateway-starter-start"))[1]?.Resource, [
      "arn:aws:ecr:eu-west-1:210987654321:repository/support-prod-gateway-image",
    ]);
  });

  it("refuses no folder, and secrets that would stay in the image", async () => {
    const { error } = await preview(() => {
      build({ context: "", buildArgs: { NPM_TOKEN: "x", VERSION: "1" } });
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["gateway-image.context", undefined],
        ["gateway-image.buildArgs", "NPM_TOKEN"],
      ],
    );
  });
});
