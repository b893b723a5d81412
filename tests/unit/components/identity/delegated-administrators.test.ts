import assert from "node:assert/strict";
import {
  DelegatedAdministrators,
  type DelegatedAdministratorsArgs,
} from "../../../../components/identity/delegated-administrators";
import { MANAGEMENT, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const REGISTERED = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";
const GUARDDUTY = "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount";
const SECURITY_HUB = "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount";
const AUDIT = "444455556666";

const made = (services: DelegatedAdministratorsArgs["services"]) =>
  preview(() => new DelegatedAdministrators("administrators", { workload: platform, services }));

describe("DelegatedAdministrators", () => {
  it("delegates each service to its account, by every principal or in every region that it has", async () => {
    const { resources } = await made({
      "access-analyzer": AUDIT,
      config: AUDIT,
      guardduty: AUDIT,
      "security-hub": AUDIT,
    });

    const { regions } = platform.standard;
    assert.deepEqual(resources.countByType(), {
      [GUARDDUTY]: regions.length,
      [REGISTERED]: 3,
      [SECURITY_HUB]: regions.length,
    });
    assert.deepEqual(
      resources.all(REGISTERED).map(({ inputs }) => [inputs.servicePrincipal, inputs.accountId]),
      [
        ["access-analyzer.amazonaws.com", AUDIT],
        ["config.amazonaws.com", AUDIT],
        ["config-multiaccountsetup.amazonaws.com", AUDIT],
      ],
    );
    for (const type of [GUARDDUTY, SECURITY_HUB]) {
      assert.deepEqual(
        resources.all(type).map(({ inputs }) => [inputs.region, inputs.adminAccountId]),
        regions.map((region) => [region, AUDIT]),
      );
    }
  });

  it("delegates nothing else", async () => {
    const { resources } = await made({ "access-analyzer": AUDIT });

    assert.deepEqual(resources.countByType(), { [REGISTERED]: 1 });
  });

  it("refuses services that it does not know, numbers that are none, and the management account, together", async () => {
    const services = { config: "4444", guardduty: MANAGEMENT, macie: AUDIT };
    const { error, resources } = await made(services);

    assert.deepEqual(
      error?.faults.map(({ allowed, found }) => [allowed, found]),
      [
        ["some of access-analyzer, config, guardduty, security-hub", "macie"],
        ["account ids of twelve digits", "config: 4444"],
        ["accounts other than the management account", "guardduty"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
