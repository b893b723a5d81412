import assert from "node:assert/strict";
import { TrailDelegation } from "../../../../components/governance/trail-delegation";
import { LOG_ARCHIVE, MANAGEMENT, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

describe("TrailDelegation", () => {
  it("makes one member account CloudTrail's administrator", async () => {
    const { resources } = await preview(
      () => new TrailDelegation("trail", { workload: platform, accountId: LOG_ARCHIVE }),
    );

    const type = "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount";
    assert.deepEqual(resources.countByType(), { [type]: 1 });
    assert.equal(resources.only(type)?.inputs.accountId, LOG_ARCHIVE);
  });

  it("refuses the management account itself", async () => {
    const { error, resources } = await preview(
      () => new TrailDelegation("trail", { workload: platform, accountId: MANAGEMENT }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, allowed }) => [id, allowed]),
      [["governance/TrailDelegation/accountId", "an account other than the management account"]],
    );
    assert.equal(resources.count(), 0);
  });
});
