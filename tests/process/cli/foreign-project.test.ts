import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { REPOSITORY } from "../../support/repository";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");

class ConfigMap extends pulumi.CustomResource {
  constructor(name, props, opts) {
    super("kubernetes:core/v1:ConfigMap", name, props, opts);
  }
}
class Image extends pulumi.CustomResource {
  constructor(name, props, opts) {
    super("docker-build:index:Image", name, { digest: undefined, ...props }, opts);
  }
}
const pet = new random.RandomPet("pet", { length: 2 });
const image = new Image("image", { tags: [pulumi.interpolate\`shop:\${pet.id}\`] });
new ConfigMap("settings", { data: { pet: pet.id, image: image.id }, stage: new pulumi.Config().require("stage") });
exports.pet = pet.id;
`;

interface JsonReport {
  readonly totals: { readonly stacks: number; readonly resources: number };
  readonly stacks: readonly { readonly stack: string; readonly resources: readonly { readonly type: string }[] }[];
}

describe("plinth preview -C of somebody else's project", () => {
  let folder: string;
  const plinth = (...args: string[]) =>
    spawnSync(process.execPath, [join(REPOSITORY, "cli/bin/plinth.js"), "preview", "-C", folder, ...args], {
      cwd: tmpdir(),
      encoding: "utf8",
    });
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-foreign-"));
    installPackages(folder);
    write({
      "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
      "Pulumi.live.yaml": "config:\n  shop:stage: live\n",
      "package.json": '{ "name": "shop", "main": "program.js" }',
      "program.js": PROGRAM,
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  it("runs it with its own dependencies, its own stacks and providers that Plinth does not know", () => {
    const { status, stdout, stderr } = plinth("--json");

    assert.equal(stderr, "");
    assert.equal(status, 0);
    const report = JSON.parse(stdout) as JsonReport;
    assert.deepEqual(
      report.stacks.map((s) => [s.stack, s.resources.map((r) => r.type).sort()]),
      [["live", ["docker-build:index:Image", "kubernetes:core/v1:ConfigMap", "random:index/randomPet:RandomPet"]]],
    );
  });

  it("goes on where stacks of other projects and components of other providers are not known, and says what is not judged", () => {
    write({
      "program.js": `
        const pulumi = require("@pulumi/pulumi");
        const random = require("@pulumi/random");
        class Cluster extends pulumi.ComponentResource {
          constructor(name) {
            super("mesh:index:Cluster", name, { endpoint: undefined }, {}, true);
          }
        }
        const network = new pulumi.StackReference("acme/network/prod");
        const cluster = new Cluster("apps");
        new random.RandomPet("pet", { prefix: network.requireOutput("name"), keepers: { endpoint: cluster.endpoint } });`,
    });
    const { status, stdout, stderr } = plinth();

    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /warning: stack acme\/network\/prod is of another project: its outputs are unknown here/);
    assert.match(
      stdout,
      /warning: apps \(mesh:index:Cluster\) is built by its provider: what it creates is not seen here, and/,
    );
    write({ "program.js": PROGRAM });
  });

  it("finds another stack of the project, whatever organisation the program names", () => {
    write({
      "Pulumi.base.yaml": "config: {}\n",
      "program.js": `
        const pulumi = require("@pulumi/pulumi");
        const random = require("@pulumi/random");
        const prefix = pulumi.getStack() === "live" ? new pulumi.StackReference("acme/shop/base").requireOutput("name") : "a";
        exports.name = new random.RandomPet("pet", { prefix }).prefix;`,
    });
    const { status, stdout } = plinth("live", "--json");
    rmSync(join(folder, "Pulumi.base.yaml"));
    write({ "program.js": PROGRAM });

    assert.equal(status, 0);
    const [live] = JSON.parse(stdout).stacks;
    assert.deepEqual([live.stack, live.logs], ["live", []]);
  });

  it("says which configuration is missing, and how to give it", () => {
    write({ "Pulumi.live.yaml": "config: {}\n" });

    const { status, stdout } = plinth();

    assert.equal(status, 2);
    assert.match(stdout, /Missing required configuration variable 'shop:stage'/);
    assert.equal(plinth("-c", "stage=live").status, 0);
  });

  it("refuses a folder without a project", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(REPOSITORY, "cli/bin/plinth.js"), "preview", "-C", tmpdir()],
      { encoding: "utf8" },
    );

    assert.equal(status, 2);
    assert.match(stderr, /must be a folder with a Pulumi\.yaml \[cli\/Project\/missing\]/);
  });

  it("refuses a stack that the project does not have, and says which it has", () => {
    const { status, stderr } = plinth("staging");

    assert.equal(status, 2);
    assert.match(stderr, /found staging; must be one of live \[cli\/Preview\/stack\]/);
  });
});

/** Copies of the SDK and of one provider, as `npm install` would put them there; what these need is linked. */
function installPackages(project: string): void {
  const modules = join(REPOSITORY, "node_modules");
  for (const name of packagesIn(modules)) {
    const destination = join(project, "node_modules", name);
    mkdirSync(dirname(destination), { recursive: true });
    if (["@pulumi/pulumi", "@pulumi/random"].includes(name))
      cpSync(join(modules, name), destination, { recursive: true });
    else if (!name.startsWith("@plinth/")) symlinkSync(join(modules, name), destination);
  }
}

function packagesIn(modules: string): string[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((n) => `${name}/${n}`) : [name]));
}
