import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PlinthError } from "@plinth/standards";
import { OFFLINE_SECRET, readPulumiProject } from "../../../../cli/readers/pulumi-project";

const VALID = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n",
};

describe("readPulumiProject", () => {
  let folder: string;
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-project-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("reads the project and its stacks", () => {
    write({ ...VALID, "Pulumi.dev.yaml": "config: {}\n" });

    assert.deepEqual(readPulumiProject(folder), {
      name: "shop",
      root: folder,
      program: folder,
      directory: folder,
      runtime: "nodejs",
      tsconfig: undefined,
      configFolder: folder,
      stacks: [
        { name: "dev", config: {}, secretKeys: [], secrets: [] },
        { name: "prod", config: { "aws:region": "eu-west-1" }, secretKeys: [], secrets: [] },
      ],
    });
  });

  it("finds the project from a folder below it", () => {
    write({ ...VALID, "src/deep/index.ts": "" });

    assert.equal(readPulumiProject(join(folder, "src/deep")).root, folder);
  });

  it("follows main and stackConfigDir", () => {
    write({
      "Pulumi.yaml": "name: shop\nruntime: { name: nodejs }\nmain: infra\nstackConfigDir: config\n",
      "config/Pulumi.test.yaml": "config:\n  shop:size: 3\n",
      "infra/index.ts": "",
    });

    const project = readPulumiProject(folder);

    assert.deepEqual([project.program, project.directory], [join(folder, "infra"), join(folder, "infra")]);
    assert.deepEqual(project.stacks, [{ name: "test", config: { "shop:size": "3" }, secretKeys: [], secrets: [] }]);
  });

  it("runs a file that main names in its folder", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: src/index.ts\n", "src/index.ts": "" });

    const { root, program, directory } = readPulumiProject(folder);

    assert.deepEqual([root, program, directory], [folder, join(folder, "src/index.ts"), join(folder, "src")]);
  });

  it("takes Bun's programs", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: { name: bun }\n" });

    assert.equal(readPulumiProject(folder).runtime, "bun");
  });

  it("hands over objects as JSON, and keys without a namespace as the project's", () => {
    write({ ...VALID, "Pulumi.prod.yaml": "config:\n  zones: [a, b]\n  shop:flags: { debug: true }\n" });

    assert.deepEqual(readPulumiProject(folder).stacks[0]?.config, {
      "shop:zones": '["a","b"]',
      "shop:flags": '{"debug":true}',
    });
  });

  it("puts a placeholder in place of what only the secrets provider can read", () => {
    write({
      ...VALID,
      "Pulumi.prod.yaml":
        "config:\n  shop:password: { secure: v1:abc }\n  shop:db: { user: u, password: { secure: x } }\n",
    });

    const [stack] = readPulumiProject(folder).stacks;

    assert.deepEqual(stack?.secretKeys, ["shop:password", "shop:db"]);
    assert.equal(stack?.config["shop:password"], OFFLINE_SECRET);
    assert.equal(stack?.config["shop:db"], `{"password":"${OFFLINE_SECRET}","user":"u"}`);
  });

  it("takes defaults from Pulumi.yaml, then the stack file, then the command line", () => {
    write({
      "Pulumi.yaml":
        "name: shop\nruntime: nodejs\nconfig:\n  aws:region: { value: eu-west-1 }\n  size: { type: integer, default: 1 }\n  tier: free\n",
      "Pulumi.prod.yaml": "config:\n  shop:size: 2\n",
    });

    assert.deepEqual(readPulumiProject(folder, { tier: "paid" }).stacks[0]?.config, {
      "aws:region": "eu-west-1",
      "shop:size": "2",
      "shop:tier": "paid",
    });
  });

  it("gives a project without stack files a first stack", () => {
    write({ "Pulumi.yaml": VALID["Pulumi.yaml"] });

    assert.deepEqual(
      readPulumiProject(folder).stacks.map((s) => s.name),
      ["dev"],
    );
  });

  for (const [what, files, id] of [
    ["a folder without a project", {}, "cli/Project/missing"],
    ["a program in another language", { "Pulumi.yaml": "name: shop\nruntime: python\n" }, "cli/Project/runtime"],
    ["a main that is not there", { "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: dist\n" }, "cli/Project/main"],
    [
      "a tsconfig.json that is not there",
      { "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { tsconfig: a.json } }\n" },
      "cli/Project/tsconfig",
    ],
    ["packages that only Yarn finds", { ...VALID, ".pnp.cjs": "" }, "cli/Project/packages"],
    ["a project without a name", { "Pulumi.yaml": "runtime: nodejs\n" }, "cli/Project/name"],
    ["broken YAML", { "Pulumi.yaml": "name: [shop\n" }, "cli/Project/yaml"],
    ["a list in place of a project", { "Pulumi.yaml": "- name\n" }, "cli/Project/yaml"],
  ] as const) {
    it(`refuses ${what}`, () => {
      write(files);

      assert.throws(
        () => readPulumiProject(folder),
        (error: unknown) => error instanceof PlinthError && error.faults.length === 1 && error.faults[0]?.id === id,
      );
    });
  }
});
