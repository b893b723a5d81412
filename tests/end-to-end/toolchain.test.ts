import assert from "node:assert/strict";
import { join } from "node:path";
import { REPOSITORY } from "../support/repository";
import { EngineWorkspace } from "./support/workspace";

const PROJECT = join(REPOSITORY, "tests/fixtures/engine/lifecycle");

describe("The real engine over simulated AWS", () => {
  let workspace: EngineWorkspace;
  before(async () => {
    workspace = await EngineWorkspace.create(PROJECT);
  });
  after(() => workspace?.dispose());

  it("previews without creating anything", async () => {
    const preview = await workspace.preview("dev");

    assert.deepEqual(preview.changes, { create: 3 });
    assert.deepEqual(preview.touched, []);
    assert.deepEqual(await workspace.state("dev"), []);
  });

  it("creates what the program says", async () => {
    const update = await workspace.up("dev");

    assert.deepEqual(update.changes, { create: 3 });
    const state = await workspace.state("dev");
    assert.deepEqual(
      state.map(({ type }) => type),
      [
        "pulumi:pulumi:Stack",
        "pulumi:providers:aws",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketVersioning:BucketVersioning",
      ],
    );
    assert.deepEqual(await workspace.outputs("dev"), { bucketName: state[2]?.inputs?.bucket });
  });

  it("has nothing to do when it is run again", async () => {
    const update = await workspace.up("dev", { args: ["--expect-no-changes"] });

    assert.deepEqual(update.changes, { same: 3 });
    assert.deepEqual(update.touched, []);
  });

  it("finds on a refresh what it created", async () => {
    const refresh = await workspace.refresh("dev", { args: ["--expect-no-changes"] });

    assert.deepEqual(refresh.changes, { same: 3 });
  });

  it("destroys everything, protected resources included", async () => {
    const destroy = await workspace.destroy("dev");

    assert.deepEqual(destroy.changes, { delete: 3 });
    assert.deepEqual(await workspace.state("dev"), []);
  });

  it("gives what replaces another a name of its own, since both exist for a while", async () => {
    const program = (path: string) => `import * as iam from "@pulumi/aws/iam";
      export const name = new iam.Role("reader", { path: "${path}", assumeRolePolicy: "{}" }).name;`;
    workspace.edit("index.ts", () => program("/before/"));
    await workspace.up("dev");
    const before = await workspace.outputs("dev");
    workspace.edit("index.ts", () => program("/after/"));
    const replacement = await workspace.up("dev");
    const after = await workspace.outputs("dev");

    assert.deepEqual(replacement.changes, { replace: 1, same: 1 });
    assert.notEqual(after.name, before.name);
    assert.match(String(after.name), /^reader-[0-9a-f]{7}$/);
    assert.deepEqual((await workspace.up("dev", { args: ["--expect-no-changes"] })).touched, []);
    await workspace.destroy("dev");
  });

  it("tells what the CLI said when it fails", async () => {
    workspace.edit("index.ts", () => `throw new Error("this program is broken");`);

    await assert.rejects(workspace.preview("dev"), /this program is broken/);
  });
});
