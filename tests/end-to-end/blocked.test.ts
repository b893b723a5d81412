import assert from "node:assert/strict";
import { rules } from "@plinth/policies";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { BREAKAGES } from "../support/breakages";
import { baselinePack } from "./support/packs";
import { EngineWorkspace } from "./support/workspace";

/** The stacks that others refer to come first; they are deployed as they are. */
const FOUNDATION = ["org", "security"];
const STACKS = ["support-dev", "support-prod", ...FOUNDATION];
const PROGRAM = "stacks/index.ts";

describe("pulumi up of a stack that breaks a rule", () => {
  let workspace: EngineWorkspace;
  let pack: string;
  before(async () => {
    pack = await baselinePack();
    workspace = await EngineWorkspace.create();
    for (const stack of FOUNDATION) await workspace.up(stack, { args: ["--skip-preview"] });
  });
  after(() => workspace?.dispose());

  it("is tried for each family of rules", () => {
    const tried = new Set<string>(BREAKAGES.map(({ family }) => family));

    assert.deepEqual([...tried].sort(), [...new Set<string>(rules.map(({ family }) => family))].sort());
  });

  for (const [index, { title, rule, resource, code }] of BREAKAGES.entries()) {
    const stack = STACKS[index % STACKS.length] ?? "support-dev";

    it(`is blocked by ${title} in ${stack} before anything is created`, async () => {
      await workspace.initialise(stack);
      const before = await workspace.state(stack);
      const program = workspace.edit(PROGRAM, (text) => text + code);

      const blocked = await workspace.up(stack, { policyPacks: [pack], expect: "failure" });
      workspace.edit(PROGRAM, () => program);

      assert.deepEqual(blocked.touched, []);
      assert.deepEqual(urns(await workspace.state(stack)), urns(before));
      const finding = blocked.findings.find((f) => f.enforcement === "mandatory" && f.policy === rule);
      assert.equal(nameOfUrn(finding?.urn ?? ""), resource, blocked.stdout);
      assert.match(finding?.message ?? "", /^.+\nFound: .+\nRequired: .+\nFix: .+$/s);
      const shown = blocked.stdout.split("\n").filter((line) => line.includes("[mandatory]"));
      assert.ok(
        shown.some((line) => line.includes(`  ${rule}  (`) && line.endsWith(`: ${resource})`)),
        blocked.stdout,
      );
    });
  }
});

function urns(resources: readonly { readonly urn: string }[]): string[] {
  return resources.map(({ urn }) => urn).sort();
}
