import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { REPOSITORY } from "../support/repository";
import { UNDETERMINED, undeterminedIn } from "../support/undetermined-summary";
import { baselinePack } from "./support/packs";
import { EngineWorkspace, type Operation } from "./support/workspace";

const PROJECT = join(REPOSITORY, "tests/fixtures/engine/new-user");
/** The ways in which the program writes its policy. */
const STACKS = ["interpolate", "arn", "id", "stringify", "document"];
const POLICY = "handler-policy";

describe("pulumi up of a program whose policy is unknown in the preview", () => {
  let workspace: EngineWorkspace;
  let pack: string;
  before(async () => {
    pack = await baselinePack();
    workspace = await EngineWorkspace.create(PROJECT);
  });
  after(() => workspace?.dispose());

  for (const stack of STACKS) {
    it(`stops before the policy exists: ${stack}`, async () => {
      assertStopped(await workspace.up(stack, { policyPacks: [pack], expect: "failure" }));
    });

    it(`stops before the policy exists under --skip-preview: ${stack}`, async () => {
      await workspace.initialise(stack);
      await workspace.destroy(stack);

      assertStopped(await workspace.up(stack, { policyPacks: [pack], args: ["--skip-preview"], expect: "failure" }));
    });
  }

  it("shows in one summary what is undetermined in the preview, by resource and property", async () => {
    await workspace.initialise("arn");
    await workspace.destroy("arn");

    const { findings } = await workspace.preview("arn", { policyPacks: [pack] });

    const summaries = findings.filter(({ policy }) => policy === UNDETERMINED);
    assert.equal(summaries.length, 1);
    assert.deepEqual(
      findings.filter(({ message }) => /not known yet/.test(message)),
      summaries,
    );
    const lines = undeterminedIn(summaries[0]?.message ?? "");
    assert.ok(lines.length > 5);
    const [line] = lines.filter(({ resource }) => resource === "handler-role");
    assert.match(line?.reason ?? "", /`policy` of handler-policy/);
  });

  it("stops in the preview where the configuration blocks what is undetermined", async () => {
    const config = join(workspace.directory, "config.json");
    writeFileSync(config, JSON.stringify({ [UNDETERMINED]: { undetermined: "block" } }));

    const blocked = await workspace.up("arn", {
      policyPacks: [pack],
      args: ["--policy-pack-config", config],
      expect: "failure",
    });

    assert.deepEqual(blocked.touched, []);
    assert.deepEqual(mandatory(blocked), [UNDETERMINED]);
  });

  it("blocks outside of the AI estate what the configuration sets to mandatory, and nothing else", async () => {
    const config = join(workspace.directory, "config.json");
    writeFileSync(config, JSON.stringify({ "s3-bucket-demands-tls": "mandatory" }));
    const blocked = await workspace.preview("plain", {
      policyPacks: [pack],
      args: ["--policy-pack-config", config],
      expect: "failure",
    });

    assert.deepEqual(mandatory(blocked), ["s3-bucket-demands-tls"], blocked.stdout + blocked.stderr);
  });
});

function assertStopped(operation: Operation): void {
  const created = operation.touched.map(nameOfUrn);
  assert.equal(created.includes(POLICY), false, created.join(", "));
  assert.ok(created.includes("handler-role"), operation.stdout);
  const found = operation.findings.filter(({ enforcement }) => enforcement === "mandatory");
  // Which rule is the first to be certain depends on whether the engine registers the function or the policy first.
  assert.ok(
    found.some(({ policy }) => ["iam-workload-role-has-boundary", "data-store-is-classified"].includes(policy)),
    operation.stdout,
  );
  assert.ok(found.every(({ message }) => message.includes("Found: ")));
}

function mandatory({ findings }: Operation): string[] {
  return [...new Set(findings.flatMap(({ policy, enforcement }) => (enforcement === "mandatory" ? policy : [])))];
}
