import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import { existingNetwork } from "../../../../components/network/workload-network";
import { preview } from "../../../support/preview";

const valid = {
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};

describe("existingNetwork", () => {
  it("hands on the ids and creates nothing", async () => {
    const { resources, outputs } = await preview(() => ({ ...existingNetwork("plinth:network", valid) }));

    assert.deepEqual(outputs, valid);
    assert.equal(resources.count(), 0);
  });

  it("refuses ids that are none, and one subnet given twice, in one error", () => {
    assert.throws(
      () =>
        existingNetwork("plinth:network", {
          vpcId: "main",
          subnetIds: ["subnet-01234567", "subnet-01234567"],
          securityGroupIds: [],
        }),
      (error: PlinthError) => {
        assert.ok(error instanceof PlinthError);
        assert.deepEqual(error.faults, [
          {
            id: "network/ExistingNetwork/vpcId",
            path: "plinth:network.vpcId",
            found: "main",
            allowed: "an id such as vpc-0123456789abcdef0",
          },
          {
            id: "network/ExistingNetwork/subnetIds",
            path: "plinth:network.subnetIds",
            found: "1",
            allowed: "at least 2 different ids",
          },
          {
            id: "network/ExistingNetwork/securityGroupIds",
            path: "plinth:network.securityGroupIds",
            found: "0",
            allowed: "at least 1 different ids",
          },
        ]);
        return true;
      },
    );
  });
});
