import assert from "node:assert/strict";
import {
  OrganizationSecurity,
  type OrganizationSecurityArgs,
} from "../../../../components/governance/organization-security";
import { platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const GUARDDUTY = "aws:guardduty/organizationConfiguration:OrganizationConfiguration";
const FEATURE = "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature";
const SECURITY_HUB = "aws:securityhub/organizationConfiguration:OrganizationConfiguration";
const { regions } = platform.standard;

const made = (args: Partial<OrganizationSecurityArgs> = {}) =>
  preview(() => new OrganizationSecurity("security", { workload: platform, ...args }));

describe("OrganizationSecurity", () => {
  it("watches every approved region: an analyzer, GuardDuty and Security Hub, and no detector of its own", async () => {
    const { resources } = await made();

    assert.deepEqual(resources.countByType(), {
      [ANALYZER]: regions.length,
      [GUARDDUTY]: regions.length,
      [FEATURE]: 2 * regions.length,
      [SECURITY_HUB]: regions.length,
    });
    for (const type of [ANALYZER, GUARDDUTY, SECURITY_HUB]) {
      assert.deepEqual(
        resources.all(type).map(({ inputs }) => inputs.region),
        regions,
      );
    }
  });

  it("reaches every account of the organisation, those to come included", async () => {
    const { resources } = await made({ regions: ["eu-west-1"] });

    assert.equal(resources.only(ANALYZER)?.inputs.type, "ORGANIZATION");
    assert.equal(resources.only(GUARDDUTY)?.inputs.autoEnableOrganizationMembers, "ALL");
    assert.deepEqual(
      resources.all(FEATURE).map(({ inputs }) => [inputs.name, inputs.autoEnable]),
      [
        ["S3_DATA_EVENTS", "ALL"],
        ["LAMBDA_NETWORK_LOGS", "ALL"],
      ],
    );
    assert.equal(resources.only(SECURITY_HUB)?.inputs.autoEnable, true);
  });

  it("refuses no region, a region twice, and one that the standard does not have", async () => {
    const faults = async (wrong: readonly string[]) =>
      (await made({ regions: wrong })).error?.faults.map((f) => f.found);

    assert.deepEqual(await faults([]), [undefined]);
    assert.deepEqual(await faults(["eu-west-1", "eu-west-1", "us-east-1"]), [
      "eu-west-1, eu-west-1, us-east-1",
      "us-east-1",
    ]);
  });
});
