import assert from "node:assert/strict";
import { ProgramError } from "@plinth/engine";
import { previewOf } from "../../../support/stacks";

const EXISTING = JSON.stringify({ existing: { id: "o-a1b2c3d4e5", managementAccountId: "999988887777" } });

describe("landing-zone-security", () => {
  it("keeps the trail of an organisation that exists already, without reading a stack", async () => {
    const { resources, outputs } = await previewOf("security", { "plinth:organization": EXISTING });

    assert.equal(resources.filter(({ type }) => type === "pulumi:pulumi:StackReference").length, 0);
    assert.equal(outputs.trailArn, "arn:aws:cloudtrail:eu-west-1:999988887777:trail/landing-zone-prod-audit-trail");
    assert.equal(outputs.logArchiveBucketName, "landing-zone-prod-audit-archive-333344445555");
  });

  it("reads the organisation from the stack that made it, of this project or another", async () => {
    const outputs = { organizationId: "o-a1b2c3d4e5", managementAccountId: "111122223333" };
    const { resources } = await previewOf(
      "security",
      { "plinth:organization": JSON.stringify({ stack: "acme/foundation/org" }) },
      new Map([["acme/foundation/org", outputs]]),
    );

    assert.deepEqual(
      resources.filter(({ type }) => type === "pulumi:pulumi:StackReference").map(({ name }) => name),
      ["acme/foundation/org"],
    );
  });

  it("keeps records for as long as configuration says, within the standard", async () => {
    const config = { "plinth:organization": EXISTING, "plinth:auditRetentionDays": "2555" };
    const { resources } = await previewOf("security", config);

    const retention = resources.find(({ name }) => name === "audit-archive-retention")?.inputs.rules as unknown[];
    assert.deepEqual(
      retention.map((rule) => (rule as { expiration: unknown }).expiration),
      [{ days: 2555 }],
    );
  });

  it("refuses a retention that is too short, and one that is no number", async () => {
    const refuse = async (days: string, fault: string) =>
      assert.rejects(
        previewOf("security", { "plinth:organization": EXISTING, "plinth:auditRetentionDays": days }),
        (error) => error instanceof ProgramError && error.message.split("\n").at(-1)?.trim() === fault,
      );

    await refuse(
      "90",
      "audit.retentionDays: found 90; must be 1827 to 3653 whole days [governance/OrganizationTrail/retentionDays]",
    );
    await refuse(
      "long",
      "plinth:auditRetentionDays: found long; must be a whole number of days [stack/Config/auditRetentionDays]",
    );
  });
});
