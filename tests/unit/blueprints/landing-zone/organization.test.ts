import assert from "node:assert/strict";
import { ProgramError, previewStack, type StackPreview } from "@plinth/engine";
import { previewOf, stackProgram } from "../../../support/stacks";

type Accounts = Record<string, { unit: string; email?: string; id?: string }>;

const config = stackProgram("org").config;
const accounts = (): Accounts => JSON.parse(config["plinth:accounts"] ?? "");
const identityCenter = () => JSON.parse(config["plinth:identityCenter"] ?? "");

const with_ = (keys: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [`plinth:${key}`, JSON.stringify(value)]));

function countsOf({ resources }: StackPreview): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, custom } of [...resources].sort((a, b) => (a.type < b.type ? -1 : 1))) {
    if (custom && type.startsWith("aws:")) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

async function faultsOf(keys: Readonly<Record<string, unknown>>): Promise<string[]> {
  try {
    await previewOf("org", with_(keys));
    return [];
  } catch (error) {
    assert.ok(error instanceof ProgramError);
    assert.equal(error.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").length, 0);
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
}

describe("landing-zone", () => {
  it("creates the organisation, its units and accounts, their limits, and who may work where", async () => {
    assert.deepEqual(countsOf(await previewOf("org")), {
      "aws:bcmdata/export:Export": 1,
      "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount": 1,
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor": 1,
      "aws:costexplorer/anomalySubscription:AnomalySubscription": 1,
      "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount": 4,
      "aws:organizations/account:Account": Object.keys(accounts()).length,
      "aws:organizations/delegatedAdministrator:DelegatedAdministrator": 3,
      "aws:organizations/organization:Organization": 1,
      "aws:organizations/organizationalUnit:OrganizationalUnit": 6,
      "aws:organizations/policy:Policy": 4,
      "aws:organizations/policyAttachment:PolicyAttachment": 9,
      "aws:ram/sharingWithOrganization:SharingWithOrganization": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
      "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount": 4,
      "aws:ssoadmin/accountAssignment:AccountAssignment": 2,
      "aws:ssoadmin/permissionSet:PermissionSet": 2,
      "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": 2,
    });
  });

  it("puts each account into its unit, after the unit's limits", async () => {
    const { resources } = await previewOf("org");
    const named = (name: string) => resources.find((resource) => resource.name === name);

    const orderOf = (type: string) => resources.flatMap((resource, order) => (resource.type === type ? [order] : []));
    const limits = orderOf("aws:organizations/policyAttachment:PolicyAttachment");
    assert.equal(Math.max(...limits) < Math.min(...orderOf("aws:organizations/account:Account")), true);
    for (const [name, { unit }] of Object.entries(accounts())) {
      assert.equal(named(`${name}-account`)?.inputs.parentId, named(`organization-${unit}`)?.id, name);
    }
  });

  it("limits each unit: production most of all", async () => {
    const { resources } = await previewOf("org");
    const names = new Map(resources.map(({ id, name }) => [id, name]));
    const attached: Record<string, string[]> = {};
    for (const { type, inputs } of resources) {
      if (type !== "aws:organizations/policyAttachment:PolicyAttachment") continue;
      const target = names.get(String(inputs.targetId)) ?? "";
      attached[target] = [...(attached[target] ?? []), names.get(String(inputs.policyId)) ?? ""].sort();
    }

    assert.deepEqual(attached, {
      "organization-infrastructure": ["controls-baseline-1", "controls-no-models-1"],
      "organization-platform": ["controls-baseline-1", "controls-models-1"],
      "organization-production": ["controls-production-1"],
      "organization-security": ["controls-baseline-1", "controls-no-models-1"],
      "organization-workloads": ["controls-baseline-1", "controls-models-1"],
    });
  });

  it("waits with delegation and assignments for accounts that have no number yet", async () => {
    const fresh = Object.fromEntries(Object.entries(accounts()).map(([name, { id: _, ...rest }]) => [name, rest]));
    const counts = countsOf(await previewOf("org", with_({ accounts: fresh })));

    assert.equal(counts["aws:organizations/account:Account"], Object.keys(fresh).length);
    assert.deepEqual(
      Object.keys(counts).filter((type) => /^aws:(cloudtrail|guardduty|securityhub|ssoadmin)/.test(type)),
      [],
    );
  });

  it("lets accounts share by AWS RAM, which stays on, and trusts the service so that no update takes it away", async () => {
    const { resources } = await previewOf("org");
    const sharing = resources.find(({ type }) => type.startsWith("aws:ram/"));
    const organization = resources.find(({ name }) => name === "organization-organization");

    assert.equal(sharing?.name, "organization-sharing");
    const trusted: unknown = organization?.inputs.awsServiceAccessPrincipals;
    assert.equal(Array.isArray(trusted) && trusted.includes("ram.amazonaws.com"), true);
  });

  it("keeps the bill and watches what is unusual in it only where somebody is to be told", async () => {
    const { "plinth:costs": _, ...rest } = config;
    const without = countsOf(await previewStack({ ...stackProgram("org"), config: rest }));
    const monitorArn = "arn:aws:ce::111122223333:anomalymonitor/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    const told = { emails: ["finance@example.com"], thresholdUsd: 200, monitorArn, activateTags: true };
    const { resources } = await previewOf("org", with_({ costs: told }));

    assert.deepEqual(
      Object.keys(without).filter((type) => /^aws:(bcmdata|costexplorer|s3)/.test(type)),
      [],
    );
    const watched = resources.filter(({ type }) => type.startsWith("aws:costexplorer/"));
    assert.deepEqual(watched.map(({ name }) => name).sort(), [
      "anomalies-report",
      "costs-tag-environment",
      "costs-tag-owner",
      "costs-tag-workload",
    ]);
    assert.deepEqual(watched.find(({ name }) => name === "anomalies-report")?.inputs.monitorArnLists, [monitorArn]);
    assert.deepEqual(await faultsOf({ costs: { emails: [], thresholdUsd: 0, monitorArn: "default" } }), [
      "plinth:costs.emails: found a list; must be at least one address [stack/Config/costs.emails]",
      "plinth:costs.thresholdUsd: found 0; must be US dollars, above 0 [stack/Config/costs.thresholdUsd]",
      "plinth:costs.monitorArn: found default; must be the ARN of an anomaly monitor [stack/Config/costs.monitorArn]",
    ]);
  });

  it("takes an organisation, units and accounts that exist in place of its own", async () => {
    const existing = Object.fromEntries(
      Object.entries(accounts()).map(([name, { email: _, ...rest }]) => [name, rest]),
    );
    const units = Object.fromEntries(
      ["security", "infrastructure", "platform", "workloads", "production", "non-production"].map((unit, index) => [
        unit,
        `ou-ab12-cdef345${index}`,
      ]),
    );
    const organization = { existing: { id: "o-a1b2c3d4e5", rootId: "r-ab12", units } };
    const preview = await previewOf("org", with_({ accounts: existing, organization }));

    const counts = countsOf(preview);
    assert.equal(counts["aws:organizations/organization:Organization"], undefined);
    assert.equal(counts["aws:organizations/organizationalUnit:OrganizationalUnit"], undefined);
    assert.equal(counts["aws:organizations/account:Account"], undefined);
    assert.equal(counts["aws:organizations/policyAttachment:PolicyAttachment"], 9);
    assert.equal(counts["aws:ram/sharingWithOrganization:SharingWithOrganization"], 1);
    assert.equal(preview.outputs.organizationId, "o-a1b2c3d4e5");
  });

  describe("on an AWS Control Tower that exists", () => {
    const REGION_DENY = "arn:aws:controltower:eu-west-1::control/TKFQGXOBPOPS";
    const organization = {
      existing: { id: "o-a1b2c3d4e5", rootId: "r-ab12", units: { security: "ou-ab12-cdef3450" } },
    };
    const controlTower = {
      enrol: ["platform", "workloads", "production"],
      baseline: { version: "5.0" },
      regionDeny: { controlArn: REGION_DENY, units: ["platform", "workloads"] },
    };

    it("enrols units, and lets its control deny regions in place of this platform's own, never beside it", async () => {
      const preview = await previewOf("org", with_({ organization, controlTower }));

      const counts = countsOf(preview);
      assert.equal(counts["aws:controltower/baseline:Baseline"], 3);
      assert.equal(counts["aws:controltower/controlTowerControl:ControlTowerControl"], 2);
      assert.equal(counts["aws:organizations/organizationalUnit:OrganizationalUnit"], 5);
      const regionDeny = (unit: string) => ({
        controls: preview.resources.some(({ name }) => name === `control-tower-region-deny-on-${unit}`),
        policies: preview.resources.some(({ type, name, inputs }) => {
          const [, policy] = new RegExp(`^(.+)-on-${unit}$`).exec(name) ?? [];
          return (
            type === "aws:organizations/policyAttachment:PolicyAttachment" &&
            inputs.targetId !== undefined &&
            String(preview.resources.find((r) => r.name === policy)?.inputs.content).includes("ApprovedRegionsOnly")
          );
        }),
      });
      assert.deepEqual(["security", "infrastructure", "platform", "workloads"].map(regionDeny), [
        { controls: false, policies: true },
        { controls: false, policies: true },
        { controls: true, policies: false },
        { controls: true, policies: false },
      ]);
    });

    it("refuses it without the organisation that it made, units without a baseline, and what is no control", async () => {
      assert.deepEqual(
        await faultsOf({ controlTower: { enrol: ["sandbox"], regionDeny: { controlArn: "CT.MULTISERVICE.PV.1" } } }),
        [
          "plinth:controlTower.enrol[0]: found sandbox; must be one of security, infrastructure, platform, workloads, production, non-production [stack/Config/controlTower.enrol]",
          "plinth:controlTower.regionDeny.controlArn: found CT.MULTISERVICE.PV.1; must be the ARN of a control, as AWS Control Catalog lists it [stack/Config/controlTower.regionDeny.controlArn]",
        ],
      );
      assert.deepEqual(await faultsOf({ controlTower: { enrol: ["workloads"] } }), [
        "plinth:controlTower.baseline: must be the baseline that units are enrolled with [stack/Config/controlTower.baseline]",
        "plinth:organization: must be existing, with the ids of the organisation that AWS Control Tower made [stack/Config/organization]",
      ]);
    });
  });

  it("puts one guardrail on every model call of the units that are to have it", async () => {
    const preview = await previewOf("org", with_({ guardrail: { units: ["non-production"] } }));
    const named = (name: string) => preview.resources.find((resource) => resource.name === name);

    assert.deepEqual(named("organization-organization")?.inputs.enabledPolicyTypes, [
      "SERVICE_CONTROL_POLICY",
      "BEDROCK_POLICY",
    ]);
    assert.equal(named("guardrail-on-non-production")?.inputs.targetId, named("organization-non-production")?.id);
    assert.equal(countsOf(preview)["aws:organizations/policyAttachment:PolicyAttachment"], 10);
  });

  it("does without IAM Identity Center", async () => {
    const { "plinth:identityCenter": _, ...rest } = config;
    const program = { ...stackProgram("org"), config: rest };

    assert.deepEqual(
      Object.keys(countsOf(await previewStack(program))).filter((type) => type.startsWith("aws:ssoadmin")),
      [],
    );
  });

  it("refuses accounts without a log archive, twice the same, or with neither address nor number", async () => {
    const wrong: Accounts = {
      audit: { unit: "security", email: "aws@example.com", id: "444455556666" },
      network: { unit: "infrastruktur", email: "AWS@example.com" },
      "support-prod": { unit: "production", email: "aws+support", id: "444455556666" },
      "support-dev": { unit: "non-production" },
    };

    assert.deepEqual(await faultsOf({ accounts: wrong, identityCenter: identityCenter() }), [
      "plinth:accounts.network.unit: found infrastruktur; must be one of security, infrastructure, platform, production, non-production: did you mean infrastructure? [stack/Config/accounts.network.unit]",
      "plinth:accounts.support-prod.email: found aws+support; must be an e-mail address [stack/Config/accounts.support-prod.email]",
      "plinth:accounts.support-dev.email: must be an e-mail address to create the account with, or id the number of one that exists [stack/Config/accounts.support-dev.email]",
    ]);
    wrong.network = { unit: "infrastructure", email: "AWS@example.com" };
    wrong["support-prod"] = { unit: "production", email: "aws+support@example.com", id: "444455556666" };
    wrong["support-dev"] = { unit: "non-production", id: "111122223333" };
    assert.deepEqual(await faultsOf({ accounts: wrong }), [
      "plinth:accounts.log-archive: must be there, in the unit security: it keeps the organisation's trail [stack/Config/accounts.log-archive]",
      "plinth:accounts.support-prod.id: found 444455556666; must be that of no other account [stack/Config/accounts.support-prod.id]",
      "plinth:accounts.network.email: found AWS@example.com; must be that of no other account [stack/Config/accounts.network.email]",
    ]);
  });

  it("refuses teams in accounts that are not workloads' and groups that are none", async () => {
    const { teams, ...instance } = identityCenter();
    const wrong = { ...instance, teams: [{ ...teams[0], accounts: ["network"] }] };
    const malformed = { ...instance, teams: [{ ...teams[0], groupId: "customer-care" }] };
    const workloads = Object.entries(accounts()).flatMap(([name, { unit }]) =>
      /production$/.test(unit) ? [name] : [],
    );

    assert.deepEqual(await faultsOf({ identityCenter: wrong }), [
      `plinth:identityCenter.teams[0].accounts[0]: found network; must be one of ${workloads.join(", ")} [stack/Config/identityCenter.teams.accounts]`,
    ]);
    assert.deepEqual(await faultsOf({ identityCenter: malformed }), [
      "plinth:identityCenter.teams[0].groupId: found customer-care; must be the id of a group [stack/Config/identityCenter.teams.groupId]",
    ]);
  });
});
