import assert from "node:assert/strict";
import { ControlTower, type ControlTowerArgs } from "../../../../components/identity/control-tower";
import { MANAGEMENT, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const BASELINE = "aws:controltower/baseline:Baseline";
const CONTROL = "aws:controltower/controlTowerControl:ControlTowerControl";
const REGION_DENY = "arn:aws:controltower:eu-west-1::control/TKFQGXOBPOPS";
const VOLUMES = "arn:aws:controlcatalog:::control/a1b2c3d4e5f6g7h8i9j0k1l2m";

const valid: ControlTowerArgs = {
  workload: platform,
  organizationId: "o-a1b2c3d4e5",
  units: { workloads: "ou-ab12-cdef3456", production: "ou-ab12-cdef3457", platform: "ou-ab12-cdef3458" },
  enrol: ["production", "workloads"],
  baseline: { version: "5.0" },
};
const unitArn = (id: string) => `arn:aws:organizations::${MANAGEMENT}:ou/o-a1b2c3d4e5/${id}`;
const made = (args: Partial<ControlTowerArgs> = {}) =>
  preview(() => new ControlTower("control-tower", { ...valid, ...args }));

describe("ControlTower", () => {
  it("enrols units and no others, each after the one that it stands in", async () => {
    const { resources } = await made();

    assert.deepEqual(resources.countByType(), { [BASELINE]: 2 });
    const [workloads, production] = resources.all(BASELINE);
    assert.deepEqual(
      [workloads, production].map((baseline) => [baseline?.inputs.targetIdentifier, baseline?.state.protect]),
      [
        [unitArn("ou-ab12-cdef3456"), true],
        [unitArn("ou-ab12-cdef3457"), true],
      ],
    );
    assert.deepEqual(production?.state.dependencies, [workloads?.urn]);
    assert.equal(workloads?.inputs.baselineIdentifier, "arn:aws:controltower:eu-west-1::baseline/17BSJV3IGJ2QSGA2");
    assert.equal(workloads?.inputs.parameters, undefined);
  });

  it("takes over the landing zone that exists, governing the standard's regions, and never deletes it", async () => {
    const manifest = { organizationStructure: { security: { name: "Security" } }, accessManagement: { enabled: true } };
    const { resources } = await made({ landingZone: { id: "1A2B3C4D5E6F7G8H", version: "3.3", manifest } });

    const zone = resources.only("aws:controltower/landingZone:LandingZone");
    assert.equal(zone?.state.id, "1A2B3C4D5E6F7G8H");
    assert.deepEqual([zone?.state.protect, zone?.state.retainOnDelete], [true, true]);
    assert.deepEqual(JSON.parse(String(zone?.inputs.manifestJson)), {
      governedRegions: platform.standard.regions,
      ...manifest,
    });
  });

  it("has accounts that come into a governed unit enrolled where that is asked for, and leaves it as it is elsewhere", async () => {
    const typesOf = async (autoEnrol?: boolean) => {
      const landingZone = { id: "1A2B3C4D5E6F7G8H", version: "3.3", manifest: {}, autoEnrol };
      const { resources } = await made({ landingZone });
      return resources.only("aws:controltower/landingZone:LandingZone")?.inputs.remediationTypes;
    };

    assert.deepEqual(await typesOf(true), ["INHERITANCE_DRIFT"]);
    assert.equal(await typesOf(), undefined);
  });

  it("refuses a manifest with regions of its own, and to enrol accounts before version 3.1", async () => {
    const manifest = { governedRegions: ["us-east-1"] };
    const { error } = await made({
      landingZone: { id: "1A2B3C4D5E6F7G8H", version: "3.0", manifest, autoEnrol: true },
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["control-tower.landingZone.manifest.governedRegions", undefined],
        ["control-tower.landingZone.autoEnrol", "3.0"],
      ],
    );
  });

  it("hands on the baseline of IAM Identity Center where Control Tower manages it", async () => {
    const identityCenterBaselineArn = `arn:aws:controltower:eu-west-1:${MANAGEMENT}:enabledbaseline/XALULM96QHI525UOC`;
    const { resources } = await made({ baseline: { version: "5.0", identityCenterBaselineArn } });

    assert.deepEqual(resources.all(BASELINE)[0]?.inputs.parameters, {
      key: "IdentityCenterEnabledBaselineArn",
      value: identityCenterBaselineArn,
    });
  });

  it("denies regions on units, and lets through what geographic profiles need", async () => {
    const { resources } = await made({ enrol: [], regionDeny: { controlArn: REGION_DENY, units: ["workloads"] } });

    const { controlIdentifier, targetIdentifier, parameters } = resources.only(CONTROL)?.inputs ?? {};
    assert.deepEqual(
      { controlIdentifier, targetIdentifier, parameters },
      {
        controlIdentifier: REGION_DENY,
        targetIdentifier: unitArn("ou-ab12-cdef3456"),
        parameters: [
          { key: "AllowedRegions", value: JSON.stringify(platform.standard.regions) },
          {
            key: "ExemptedActions",
            value: '["bedrock:ApplyGuardrail","bedrock:CreateModelInvocationJob","bedrock:InvokeModel*"]',
          },
          {
            key: "ExemptedPrincipalArns",
            value:
              '["arn:aws:iam::*:role/OrganizationAccountAccessRole","arn:aws:iam::*:role/AWSControlTowerExecution"]',
          },
        ],
      },
    );
  });

  it("enables further controls, after the units are enrolled", async () => {
    const { resources } = await made({ controls: [{ controlArn: VOLUMES, units: ["workloads", "platform"] }] });

    assert.deepEqual(
      resources.all(CONTROL).map(({ inputs }) => inputs.targetIdentifier),
      [unitArn("ou-ab12-cdef3456"), unitArn("ou-ab12-cdef3458")],
    );
    assert.deepEqual(
      resources.all(CONTROL).map(({ state }) => [...state.dependencies].sort()),
      resources.all(CONTROL).map(() =>
        resources
          .all(BASELINE)
          .map(({ urn }) => urn)
          .sort(),
      ),
    );
  });

  it("refuses the landing zone's region deny, a control twice, unknown units and a baseline without version, together", async () => {
    const { error, resources } = await made({
      baseline: undefined,
      enrol: ["sandbox"],
      regionDeny: { controlArn: REGION_DENY, units: ["workloads"] },
      controls: [
        { controlArn: REGION_DENY, units: ["workloads"] },
        { controlArn: "arn:aws:controltower:eu-west-1::control/AWS-GR_REGION_DENY", units: ["workloads"] },
        { controlArn: "CT.EC2.PV.1", units: ["workloads"] },
      ],
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["control-tower.units", "sandbox"],
        ["control-tower.baseline", undefined],
        ["control-tower.controls", "CT.EC2.PV.1"],
        ["control-tower.controls", "TKFQGXOBPOPS on workloads"],
        ["control-tower.controls", "arn:aws:controltower:eu-west-1::control/AWS-GR_REGION_DENY"],
      ],
    );
    assert.equal(resources.count(), 0);
  });

  it("refuses a baseline version that is none", async () => {
    const { error } = await made({ baseline: { version: "latest" } });

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [["identity/ControlTower/baseline.version", "latest"]],
    );
  });
});
