import assert from "node:assert/strict";
import type { StackPreview } from "@plinth/engine";
import { baseline, blocks, createEstate, type Judgement, judge, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";
import { NETWORK_IDS } from "../../../support/network";
import { previewOf, stackProgram } from "../../../support/stacks";

type Accounts = Record<string, { unit: string; email?: string; id?: string }>;

const KEY = "arn:aws:kms:eu-west-1:555566667777:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const PLATFORM_KEY = KEY.replace("eu-west-1:555566667777", "eu-central-1:666677778888");
const UNITS = ["security", "infrastructure", "platform", "workloads", "production", "non-production"];
const unitId = (unit: string) => `ou-ab12-cdef345${UNITS.indexOf(unit)}`;
const standard = loadStandard();

const json = (keys: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [`plinth:${key}`, JSON.stringify(value)]));

function judged({ resources }: Pick<StackPreview, "resources">): readonly Judgement[] {
  return judge(rulesOf(baseline, standard), createEstate(recordsOf(resources), standard));
}

/** Rules that could not be judged, each with the resource. Fails where one blocks. */
function undeterminedIn(preview: StackPreview): string[] {
  const judgements = judged(preview);

  assert.deepEqual(judgements.filter(blocks), []);
  return judgements
    .filter(({ verdict }) => verdict.outcome === "undetermined")
    .map(({ rule, resource }) => `${rule.id}: ${resource.name}`)
    .sort();
}

describe("what an organisation has already", () => {
  describe("AWS Control Tower", () => {
    const accounts: Accounts = JSON.parse(stackProgram("org").config["plinth:accounts"] ?? "");
    const organization = {
      existing: {
        id: "o-a1b2c3d4e5",
        rootId: "r-ab12",
        units: Object.fromEntries(UNITS.map((unit) => [unit, unitId(unit)])),
      },
    };
    const controlTower = {
      landingZone: {
        id: "1A2B3C4D5E6F7G8H",
        version: "3.3",
        manifest: {
          organizationStructure: { security: { name: "security" }, sandbox: { name: "workloads" } },
          centralizedLogging: { accountId: "333344445555", enabled: true },
          securityRoles: { accountId: "444455556666" },
          accessManagement: { enabled: true },
        },
      },
      enrol: ["platform", "workloads", "production"],
      baseline: { version: "5.0" },
      regionDeny: {
        controlArn: "arn:aws:controltower:eu-west-1::control/TKFQGXOBPOPS",
        units: ["platform", "workloads"],
      },
      controls: [{ controlArn: "arn:aws:controlcatalog:::control/497wrm2xnk1wxlf4obrdo7mej", units: ["workloads"] }],
    };
    /** All accounts exist but those named. */
    const existing = (created: readonly string[] = []) =>
      Object.fromEntries(
        Object.entries(accounts).map(([name, { email, ...rest }]) => [
          name,
          created.includes(name) ? { ...rest, email } : rest,
        ]),
      );

    it("keeps every rule with its landing zone, baselines and controls, and leaves none undetermined", async () => {
      const keys = { organization, accounts: existing(), controlTower, guardrail: { units: ["non-production"] } };
      const preview = await previewOf("org", { ...json(keys), "plinth:trail": "existing" });
      const made = preview.resources.filter(({ type }) => /^aws:(controltower|cloudtrail|organizations)\//.test(type));

      assert.deepEqual(undeterminedIn(preview), []);
      assert.deepEqual([...new Set(made.map(({ type }) => type.split(":").at(-1)))].sort(), [
        "Baseline",
        "ControlTowerControl",
        "DelegatedAdministrator",
        "LandingZone",
        "Policy",
        "PolicyAttachment",
      ]);
    });

    it("has an account of production guarded that is made in a unit of its own, which is none of this stack's", async () => {
      const keys = { organization, accounts: existing(["support-prod"]), controlTower };
      const preview = await previewOf("org", json(keys));
      const guarded = (resources: StackPreview["resources"]) =>
        judged({ resources })
          .filter(({ rule }) => rule.id === "organization-production-is-guarded")
          .map(({ resource, verdict }) => [resource.name, verdict.outcome]);
      const attached = ({ name }: { readonly name: string }) => /^controls-.*-on-production$/.test(name);

      assert.deepEqual(undeterminedIn(preview), []);
      assert.deepEqual(guarded(preview.resources), [["support-prod-account", "pass"]]);
      // Without the guard that this stack attaches, what stands above the unit may guard it all the same.
      assert.deepEqual(guarded(preview.resources.filter((resource) => !attached(resource))), [
        ["support-prod-account", "undetermined"],
      ]);
    });
  });

  it("may be a key: logs of the network, and the organisation's trail", async () => {
    const withKey = (config: Config) => previewConfig({ ...config, "plinth:keyArn": KEY });
    const trailKey = KEY.replace("555566667777", "333344445555");
    const trail = await previewOf("security", {
      ...json({ organization: { existing: { id: "o-a1b2c3d4e5", managementAccountId: "111122223333" } } }),
      "plinth:keyArn": trailKey,
    });

    for (const preview of [
      await withKey(exampleConfig("network", "minimal")),
      await withKey(exampleConfig("network", "production")),
      trail,
    ]) {
      assert.deepEqual(undeterminedIn(preview), []);
      assert.equal(preview.resources.filter(({ type }) => type === "aws:kms/key:Key").length, 0);
    }
    assert.equal(trail.resources.find(({ type }) => type === "aws:cloudtrail/trail:Trail")?.inputs.kmsKeyId, trailKey);
  });

  it("may be the platform's network and key: what the network lets out cannot be seen", async () => {
    const config = {
      ...exampleConfig("platform", "production"),
      "plinth:network": { existing: NETWORK_IDS },
      "plinth:keyArn": PLATFORM_KEY,
    };

    assert.deepEqual(undeterminedIn(await previewConfig(config)), [
      "inference-compute-has-no-internet-path: platform-gateway-service",
      "inference-compute-has-no-internet-path: platform-redacted-redaction-function",
      "vpc-endpoints-serve-the-workload: platform-gateway-service",
      "vpc-endpoints-serve-the-workload: platform-redacted-redaction-function",
    ]);
  });
});
