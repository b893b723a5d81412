import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPulumiProject } from "../../../../cli/readers/pulumi-project";
import { stackFile } from "../../../../cli/readers/stack-file";

describe("The file of a stack", () => {
  let repository: string;
  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), "plinth-stack-file-"));
    mkdirSync(join(repository, "shop"));
    writeFileSync(join(repository, "shop/Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  });
  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  it("is its own, from the folder of the repository", () => {
    mkdirSync(join(repository, ".git"));
    writeFileSync(join(repository, "shop/Pulumi.prod.yaml"), "config: {}\n");

    assert.equal(stackFile(readPulumiProject(join(repository, "shop")), "prod"), "shop/Pulumi.prod.yaml");
  });

  it("is the project's for a stack that has none yet, from the project's folder where there is no repository", () => {
    assert.equal(stackFile(readPulumiProject(join(repository, "shop")), "dev"), "Pulumi.yaml");
  });
});
