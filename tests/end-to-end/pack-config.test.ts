import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPacks } from "../../scripts/build-packs";
import { BREAKAGES } from "../support/breakages";
import { REPOSITORY } from "../support/repository";
import { EngineWorkspace } from "./support/workspace";

const PROGRAM = "stacks/index.ts";
const RULE = "s3-bucket-objects-expire";
const BROKEN = BREAKAGES.find(({ rule }) => rule === RULE) ?? assert.fail(`no breakage of ${RULE}`);
const SPEND = "sagemaker-endpoint-spend-is-declared";
const ENDPOINT = `
import { EndpointConfiguration } from "@pulumi/aws/sagemaker";
new EndpointConfiguration("hosted", {
  tags: { "plinth:monthly-usd": "40000" },
  productionVariants: [{ modelName: "own", variantName: "only", initialInstanceCount: 1, instanceType: "ml.g5.xlarge" }],
});
`;

describe("pulumi preview with a policy configuration", () => {
  let workspace: EngineWorkspace;
  let pack: string;
  before(async () => {
    workspace = await EngineWorkspace.create();
    workspace.edit(PROGRAM, (text) => text + BROKEN.code + ENDPOINT);
    const waivers = join(workspace.directory, "waivers.yaml");
    const waiver = { reason: "until the migration in spring", approver: "ada@example.com", expires: "2020-01-01" };
    const resource = `urn:pulumi:org::*::${BROKEN.resource}`;
    writeFileSync(waivers, JSON.stringify({ version: 1, waivers: [{ ...waiver, rule: RULE, resource }] }));
    // Within the repository, where the pack finds the packages of Pulumi's that it stands on.
    const out = join(REPOSITORY, "node_modules/.cache/plinth-engine-packs");
    const packs = await buildPacks({ out, waivers });
    pack = packs.find((folder) => folder.endsWith("baseline")) ?? assert.fail("no baseline pack");
  });
  after(() => workspace?.dispose());

  async function previewed(config: object, expect: "success" | "failure") {
    const file = join(workspace.directory, "config.json");
    writeFileSync(file, JSON.stringify(config));
    return workspace.preview("org", { policyPacks: [pack], args: ["--policy-pack-config", file], expect });
  }

  it("gives every rule the level of `all`, and its own where it has one", async () => {
    const { findings } = await previewed({ all: "advisory", [SPEND]: "disabled" }, "success");

    assert.equal(findings.find(({ policy }) => policy === RULE)?.enforcement, "advisory");
    assert.deepEqual(
      findings.filter(({ enforcement }) => enforcement === "mandatory"),
      [],
    );
  });

  it("reports the waiver that has expired, as an advisory of a policy of its own", async () => {
    const { findings } = await previewed({ [RULE]: "advisory" }, "failure");

    const audit = findings.filter(({ policy }) => policy === "waivers-are-current");
    assert.deepEqual(
      audit.map(({ enforcement }) => enforcement),
      ["advisory"],
    );
    assert.match(audit[0]?.message ?? "", /by ada@example\.com: expired on 2020-01-01: remove it, or have it renewed/);
  });

  it("judges by settings that are stricter than the standard", async () => {
    const asItIs = await previewed({ all: "advisory" }, "success");
    const stricter = await previewed({ all: "advisory", [SPEND]: { minimumMonthlyUsd: 50_000 } }, "success");

    const found = [asItIs, stricter].map(({ findings }) => findings.filter(({ policy }) => policy === SPEND).length);
    assert.deepEqual(found, [0, 1]);
  });

  it("refuses a setting that is laxer than the standard, by its path", async () => {
    const { stdout, stderr } = await previewed({ [SPEND]: { minimumMonthlyUsd: 5 } }, "failure");

    assert.match(stdout + stderr, new RegExp(`${SPEND}: minimumMonthlyUsd: Must be greater than or equal to 30000`));
  });

  it("refuses a setting that the rule does not have, by its path", async () => {
    const { stdout, stderr } = await previewed({ [SPEND]: { minimumMonthlyUSD: 50_000 } }, "failure");

    assert.match(
      (stdout + stderr).replace(/\s+/g, " "),
      new RegExp(
        `${SPEND}\\.minimumMonthlyUSD: found 50000; must be a known setting: did you mean minimumMonthlyUsd\\?`,
      ),
    );
  });
});
