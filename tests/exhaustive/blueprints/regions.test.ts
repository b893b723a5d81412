import assert from "node:assert/strict";
import type { PreviewedResource, StackPreview } from "@plinth/engine";
import { baseline, blocks, createEstate, judge, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard, type Standard } from "@plinth/standards";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { regionCode } from "../../../blueprints/workload/regions";
import { blueprintExamples, type Config, exampleConfig, previewConfig } from "../../support/blueprint-examples";
import { NETWORK_IDS } from "../../support/network";
import { refusalsOf } from "../../support/refusals";

/** Blueprints whose workload can be deployed in two regions, each with an example of it. */
const BLUEPRINTS = blueprintExamples
  .filter(({ example }) => example === "two-regions")
  .map(({ blueprint }) => blueprint)
  .sort();

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Types that AWS has once an account, whatever the region of the provider. */
const ONCE = ["aws:budgets/budget:Budget", "aws:sagemaker/modelCard:ModelCard"];

/** A standard whose profiles can be used from Ireland only. */
function irishModels(): Standard {
  const standard = loadStandard();
  const models = standard.models.map((model) => ({
    ...model,
    profiles: Object.fromEntries(
      Object.entries(model.profiles).map(([area, profile]) => [area, { ...profile, sourceRegions: ["eu-west-1"] }]),
    ),
  }));
  return { ...standard, models };
}

function refusals(changes: Config, standard = loadStandard()) {
  return refusalsOf({ ...exampleConfig("customer-support", "two-regions"), ...changes }, standard);
}

describe("A workload in two regions", () => {
  for (const blueprint of BLUEPRINTS) {
    describe(blueprint, () => {
      let preview: StackPreview;
      let code: string;
      let workloadName: string;
      const away = () => preview.resources.filter(({ name }) => name.startsWith(`${workloadName}-${code}`));
      before(async () => {
        const config = exampleConfig(blueprint, "two-regions");
        preview = await previewConfig(config);
        workloadName = Object(config["plinth:workload"]).name;
        code = regionCode(Object(config["plinth:secondRegion"]).region);
      });

      it("is deployed a second time by a provider of the same account, role and default tags", () => {
        const providers = preview.resources.filter(({ type }) => type === "pulumi:providers:aws");
        const [home, second] = providers.map(({ name, inputs: { region, ...same } }) => ({ name, region, same }));
        const providerOf = ({ provider }: PreviewedResource) => provider && nameOfUrn(provider);

        assert.equal(providers.length, 2);
        assert.equal(second?.name, `account-${second?.region}`);
        assert.notEqual(second?.region, home?.region);
        assert.deepEqual(second?.same, home?.same);
        assert.deepEqual(
          new Set(
            away()
              .filter(({ custom }) => custom)
              .map(providerOf),
          ),
          new Set([second?.name]),
        );
      });

      it("is what it is in the first region, less what the account has once", () => {
        const kinds = (resources: readonly PreviewedResource[]) =>
          new Set(resources.map(({ type }) => type).filter((type) => type.startsWith("aws:")));
        const home = preview.resources.filter((resource) => !away().includes(resource));
        const missing = [...kinds(home)].filter((type) => !kinds(away()).has(type));

        assert.deepEqual(
          missing.filter((type) => type !== "aws:s3/bucketReplicationConfig:BucketReplicationConfig").sort(),
          ONCE,
        );
      });

      it("leaves what is in the first region as it is when it is added", async () => {
        const { "plinth:secondRegion": _, ...alone } = exampleConfig(blueprint, "two-regions");
        const inputs = new Map(preview.resources.map((resource) => [resource.urn, resource.inputs]));
        const before = (await previewConfig(alone)).resources;

        assert.ok(before.length > 100);
        for (const { urn, inputs: was } of before) assert.deepEqual(inputs.get(urn), was, urn);
      });

      it("has networks that nothing connects", () => {
        const connections = preview.resources.filter(({ type }) =>
          /vpcPeering|transitGateway|vpnConnection|networkPeering/i.test(type),
        );

        assert.deepEqual(connections, []);
      });

      it("keeps the baseline, and leaves none of it undetermined", () => {
        const standard = loadStandard();
        const findings = judge(
          rulesOf(baseline, standard),
          createEstate(recordsOf(preview.resources), standard),
        ).filter((judgement) => blocks(judgement) || judgement.verdict.outcome === "undetermined");

        assert.deepEqual(
          findings.map(({ rule, resource }) => `${rule.id}: ${resource.name}`),
          [],
        );
      });

      it("tells the names of the second region's entry points, so that callers can turn there", () => {
        const { secondRegion, ...home } = preview.outputs;
        const { region, ...second } = Object(secondRegion);

        assert.equal(region, Object(exampleConfig(blueprint, "two-regions")["plinth:secondRegion"]).region);
        assert.deepEqual(Object.keys(second).sort(), Object.keys(home).sort());
        for (const [key, value] of Object.entries(home)) assert.notEqual(second[key], value, key);
      });
    });
  }

  it("is named after the code that zone ids begin with", () => {
    assert.deepEqual(["eu-west-1", "eu-central-1", "ap-southeast-2", "us-gov-west-1", "me-south-1"].map(regionCode), [
      "euw1",
      "euc1",
      "apse2",
      "usgw1",
      "mes1",
    ]);
  });

  it("is clear of the first region's network, default or not, and may stand in one that exists", () => {
    assert.deepEqual(refusals({ "plinth:secondRegion": { region: "eu-central-1" } }), []);
    const network = { existing: NETWORK_IDS };
    assert.deepEqual(refusals({ "plinth:secondRegion": { region: "eu-central-1", network } }), []);
  });

  it("refuses ranges that overlap, a model that cannot be used there and a key of another region, all at once", () => {
    const secondRegion = { region: "eu-central-1", network: { cidr: "10.80.2.0/23" }, keyArn: KEY };

    assert.deepEqual(
      refusals({ "plinth:secondRegion": secondRegion, "plinth:evaluation": "sometimes" }, irishModels()),
      [
        ["plinth:secondRegion.keyArn", "the ARN of a KMS key of eu-central-1"],
        ["plinth:evaluation", "one of on, off"],
        [
          "plinth:secondRegion.region",
          "a region from which anthropic.claude-sonnet-4-5 can be invoked as plinth:workload says",
        ],
        ["plinth:secondRegion.network.cidr", "clear of the first region's 10.80.0.0/22"],
      ],
    );
  });

  it("refuses the first region again, and one that the standard does not have", () => {
    const allowed = "one of eu-central-1, eu-north-1, eu-west-3";

    assert.deepEqual(refusals({ "plinth:secondRegion": { region: "eu-west-1" } }), [
      ["plinth:secondRegion.region", `${allowed}: did you mean eu-west-3?`],
    ]);
    assert.deepEqual(refusals({ "plinth:secondRegion": { region: "us-east-1" } }), [
      ["plinth:secondRegion.region", allowed],
    ]);
  });
});
