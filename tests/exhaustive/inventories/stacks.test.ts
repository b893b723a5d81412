import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackPreview } from "@plinth/engine";
import { inventoryOf } from "../../support/inventory";
import { previewInOrder, STACKS, stackProgram } from "../../support/stacks";

/** Checked in; `PLINTH_UPDATE_INVENTORY=1 npx mocha tests/exhaustive/inventories/stacks.test.ts` writes them anew. */
const fileOf = (stack: string) => join(__dirname, "stacks", `${stack}.txt`);

describe("the stacks", () => {
  let previews: ReadonlyMap<string, StackPreview>;
  before(async () => {
    previews = await previewInOrder(STACKS);
  });
  const previewed = (stack: string): StackPreview => {
    const preview = previews.get(stack);
    assert.ok(preview);
    return preview;
  };

  for (const stack of STACKS) {
    it(`${stack} is made of what its inventory lists`, () => {
      const inventory = inventoryOf(previewed(stack));
      if (process.env.PLINTH_UPDATE_INVENTORY) writeFileSync(fileOf(stack), inventory);

      assert.equal(inventory, readFileSync(fileOf(stack), "utf8"));
    });

    it(`${stack} deploys into its own account only, as the deployment role, with the standard's tags`, () => {
      const providers = previewed(stack).resources.filter(({ type }) => type === "pulumi:providers:aws");
      const account = stackProgram(stack).config["plinth:account"];

      assert.equal(providers.length, 1);
      const { allowedAccountIds, assumeRoles, defaultTags, region } = providers[0]?.inputs ?? {};
      assert.deepEqual(JSON.parse(String(allowedAccountIds)), [account]);
      assert.deepEqual(JSON.parse(String(assumeRoles)), [
        { roleArn: `arn:aws:iam::${account}:role/plinth/plinth-deployment`, sessionName: `plinth-${stack}` },
      ]);
      assert.deepEqual(Object.keys(JSON.parse(String(defaultTags)).tags).sort(), [
        "data-classification",
        "environment",
        "owner",
        "workload",
      ]);
      assert.equal(region, stackProgram(stack).config["aws:region"]);
    });
  }

  it("runs nothing in the management account: organisation, controls, permission sets, delegations and the bill", () => {
    const modules = previewed("org")
      .resources.filter(({ custom, type }) => custom && type.startsWith("aws:"))
      .map(({ type }) => type.split("/")[0]);

    assert.deepEqual([...new Set(modules)].sort(), [
      "aws:bcmdata",
      "aws:cloudtrail",
      "aws:costexplorer",
      "aws:guardduty",
      "aws:organizations",
      "aws:ram",
      "aws:s3",
      "aws:securityhub",
      "aws:ssoadmin",
    ]);
    const delegated = previewed("org").resources.filter(({ type }) => /^aws:(guardduty|securityhub)/.test(type));
    assert.equal(
      delegated.every(({ type }) => type.endsWith(":OrganizationAdminAccount")),
      true,
    );
  });

  it("has an account for each, so that none can reach into another", () => {
    const accounts = STACKS.map((stack) => stackProgram(stack).config["plinth:account"]);

    assert.equal(new Set(accounts).size, STACKS.length);
  });

  it("is wired: the trail is the organisation's, and so are the endpoints of a workload", () => {
    const { organizationId, managementAccountId } = previewed("org").outputs;

    assert.equal(managementAccountId, stackProgram("org").config["plinth:account"]);
    const archive = previewed("security").resources.find(({ name }) => name === "audit-archive-policy");
    assert.equal(String(archive?.inputs.policy).includes(`AWSLogs/${String(organizationId)}/*`), true);
    for (const stack of ["support-dev", "support-prod"]) {
      const endpoints = previewed(stack).resources.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint");
      assert.notEqual(endpoints.length, 0);
      for (const { inputs } of endpoints) assert.equal(String(inputs.policy).includes(String(organizationId)), true);
    }
  });

  it("protects what must not be deleted in production, and nothing elsewhere", () => {
    const protectedIn = (stack: string) => previewed(stack).resources.filter(({ protect }) => protect).length;

    assert.equal(protectedIn("support-dev"), 0);
    assert.notEqual(protectedIn("support-prod"), 0);
    const accounts = previewed("org").resources.filter(({ type }) => type === "aws:organizations/account:Account");
    assert.deepEqual([...new Set(accounts.map(({ protect }) => protect))], [true]);
  });

  it("gives the same estate each time", async () => {
    const again = await previewInOrder(STACKS);

    for (const stack of STACKS) {
      const stateOf = ({ resources }: StackPreview) =>
        new Map(resources.map(({ urn, inputs, outputs }) => [urn, { inputs, outputs }]));
      assert.deepEqual(stateOf(again.get(stack) ?? previewed(stack)), stateOf(previewed(stack)));
    }
  });
});
