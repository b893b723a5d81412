import assert from "node:assert/strict";
import { join } from "node:path";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { REPOSITORY } from "../support/repository";
import type { StateResource } from "./support/state";
import { EngineWorkspace } from "./support/workspace";

const PROJECT = join(REPOSITORY, "tests/fixtures/engine/decommission");
const BUCKET = "answers-objects-bucket";

describe("A production store that is left behind, and taken up again", () => {
  let workspace: EngineWorkspace;
  let created: Readonly<Record<string, number>> = {};
  let stores: readonly StateResource[] = [];
  before(async () => {
    workspace = await EngineWorkspace.create(PROJECT, { remembers: true });
    created = (await workspace.up("prod")).changes;
    stores = await retained();
  });
  after(() => workspace?.dispose());

  const retained = async () =>
    (await workspace.state("prod")).filter(({ custom, retainOnDelete }) => custom && retainOnDelete);
  const idsOf = (resources: readonly StateResource[]) =>
    Object.fromEntries(resources.map(({ urn, id = "" }) => [nameOfUrn(urn), id]));
  const adopt = (ids: Readonly<Record<string, string>>) =>
    workspace.run(["config", "set", "adopt", JSON.stringify(ids), "--stack", "prod"]);

  it("is protected and retained: the bucket, its access logs and their key", () => {
    assert.deepEqual(idsOf(stores), {
      "answers-key-key": stores.find(({ type }) => type === "aws:kms/key:Key")?.id,
      "answers-objects-access-logs-bucket": "support-prod-answers-objects-access-logs-210987654321",
      [BUCKET]: "support-prod-answers-objects-210987654321",
    });
    assert.deepEqual([...new Set(stores.map(({ protect }) => protect))], [true]);
  });

  it("refuses to be destroyed while it is protected", async () => {
    await assert.rejects(
      workspace.run(["destroy", "--stack", "prod", "--yes"]),
      /cannot be deleted\s+because it is protected/,
    );
  });

  it("stays in AWS when its stack is destroyed, and so does what protects its buckets", async () => {
    const { touched } = await workspace.destroy("prod");

    assert.deepEqual(await workspace.state("prod"), []);
    assert.deepEqual(touched.map(nameOfUrn), ["answers-key-alias"]);
  });

  it("refuses to take up what is not there", async () => {
    await adopt({ [BUCKET]: "support-prod-answers-of-somebody-else" });
    const { stdout } = await workspace.up("prod", { expect: "failure" });

    assert.match(stdout, /resource 'support-prod-answers-of-somebody-else' does not exist/);
  });

  it("is taken up by its ids, and the rest created around it", async () => {
    const ids = idsOf(stores);
    await adopt(ids);
    const { changes, touched } = await workspace.up("prod");

    const { create = 0 } = created;
    assert.deepEqual(changes, { create: create - stores.length, import: stores.length });
    assert.deepEqual(
      touched.map(nameOfUrn).filter((name) => Object.hasOwn(ids, name)),
      [],
    );
    const taken = await retained();
    assert.deepEqual(idsOf(taken), ids);
    assert.deepEqual([...new Set(taken.map(({ protect }) => protect))], [true]);
  });

  it("has nothing to do afterwards, with the ids in its configuration or without", async () => {
    const same = { same: created.create };

    assert.deepEqual((await workspace.up("prod", { args: ["--expect-no-changes"] })).changes, same);
    await workspace.run(["config", "rm", "adopt", "--stack", "prod"]);
    assert.deepEqual((await workspace.up("prod", { args: ["--expect-no-changes"] })).changes, same);
  });
});
