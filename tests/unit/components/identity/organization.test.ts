import assert from "node:assert/strict";
import { MemberAccount } from "../../../../components/identity/member-account";
import { Organization, type OrganizationArgs } from "../../../../components/identity/organization";
import { platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const ORGANIZATION = "aws:organizations/organization:Organization";
const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const ACCOUNT = "aws:organizations/account:Account";

const valid: OrganizationArgs = { workload: platform, units: { workloads: {}, production: { parent: "workloads" } } };

describe("Organization", () => {
  it("creates the organisation and its units, each in its parent, all protected", async () => {
    const { resources } = await preview(() => new Organization("organization", valid));

    assert.deepEqual(resources.countByType(), { [ORGANIZATION]: 1, [UNIT]: 2 });
    const roots = resources.only(ORGANIZATION)?.props.roots as { id: string }[] | undefined;
    assert.equal(resources.named("organization-workloads")?.props.parentId, roots?.[0]?.id);
    const workloads = resources.named("organization-workloads")?.state.id;
    assert.equal(resources.named("organization-production")?.props.parentId, workloads);
    assert.deepEqual(
      [ORGANIZATION, UNIT].flatMap((type) => resources.all(type).map(({ state }) => state.protect)),
      [true, true, true],
    );
  });

  it("enables all features, service control policies, and trusts the services that are named", async () => {
    const trustedServices = ["cloudtrail.amazonaws.com"];
    const { resources } = await preview(() => new Organization("organization", { ...valid, trustedServices }));

    const { featureSet, enabledPolicyTypes, awsServiceAccessPrincipals } = resources.only(ORGANIZATION)?.inputs ?? {};
    assert.deepEqual(
      { featureSet, enabledPolicyTypes, awsServiceAccessPrincipals },
      {
        featureSet: "ALL",
        enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
        awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com"],
      },
    );
  });

  it("uses an organisation and units that exist, and creates only what does not", async () => {
    const existing = { id: "o-a1b2c3d4e5", rootId: "r-ab12", units: { workloads: "ou-ab12-cdef3456" } };
    const { resources } = await preview(() => new Organization("organization", { ...valid, existing }));

    assert.deepEqual(resources.countByType(), { [UNIT]: 1 });
    assert.equal(resources.only(UNIT)?.props.parentId, "ou-ab12-cdef3456");
  });

  it("refuses no units, a unit before its parent, and an existing unit that is not one of them, together", async () => {
    const units = { production: { parent: "workloads" }, workloads: {} };
    const existing = { id: "o-a1b2c3d4e5", rootId: "r-ab12", units: { sandbox: "ou-ab12-cdef3456" } };
    const invalid = await preview(() => new Organization("organization", { workload: platform, units, existing }));
    const none = await preview(() => new Organization("organization", { workload: platform, units: {} }));

    assert.deepEqual(
      invalid.error?.faults.map(({ id, found }) => [id, found]),
      [
        ["identity/Organization/units.parent", "production in workloads"],
        ["identity/Organization/existing.units", "sandbox"],
      ],
    );
    assert.deepEqual(
      none.error?.faults.map(({ id }) => id),
      ["identity/Organization/units"],
    );
    assert.equal(invalid.resources.count() + none.resources.count(), 0);
  });
});

describe("MemberAccount", () => {
  const account = { workload: platform, accountName: "support-prod", email: "aws+support@example.com", unitId: "ou-1" };

  it("creates one account that no deployment closes or deletes", async () => {
    const { resources } = await preview(() => new MemberAccount("support-prod", account));

    assert.deepEqual(resources.countByType(), { [ACCOUNT]: 1 });
    const created = resources.only(ACCOUNT);
    const { name, email, parentId, closeOnDeletion } = created?.inputs ?? {};
    assert.deepEqual(
      { name, email, parentId, closeOnDeletion },
      { name: "support-prod", email: "aws+support@example.com", parentId: "ou-1", closeOnDeletion: false },
    );
    assert.deepEqual([created?.state.protect, created?.state.retainOnDelete], [true, true]);
  });

  it("refuses a missing name and a malformed address, together", async () => {
    const { error, resources } = await preview(
      () => new MemberAccount("support-prod", { ...account, accountName: "", email: "support" }),
    );

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["identity/MemberAccount/accountName", "identity/MemberAccount/email"],
    );
    assert.equal(resources.count(), 0);
  });
});
