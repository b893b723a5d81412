import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { previewStack } from "@plinth/engine";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { failure, named, project, removeProjects, run, Thing } from "./support";

const THING = 'new pulumi.CustomResource("cloud:index:Thing", "thing", {}, { version: "1.2.3" });';
const urns = ({ resources }: { resources: readonly { type: string; name: string }[] }) =>
  resources.filter(({ type }) => type === "cloud:index:Thing").map(({ name }) => name);

describe("programs on disk", () => {
  afterEach(removeProjects);

  it("give what they export as the stack's outputs", async () => {
    const folder = project({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        const thing = ${THING}
        export const id = thing.id;
        export const stack: string = pulumi.getStack();`,
    });

    const preview = await run(folder);
    assert.deepEqual(preview.outputs, { id: "thing-id", stack: "dev" });
    assert.deepEqual(urns(preview), ["thing"]);
  });

  it("are called if they export a function", async () => {
    const folder = project({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        export = async () => { const thing = ${THING} await Promise.resolve(); return { id: thing.id }; };`,
    });

    assert.deepEqual((await run(folder)).outputs, { id: "thing-id" });
  });

  it("may be JavaScript, a file, or what package.json names", async () => {
    const folder = project({
      "package.json": '{ "main": "program/start.js" }',
      "index.js": "exports.from = 'index';",
      "program/start.js": "exports.from = 'main';",
    });

    assert.deepEqual((await run(folder)).outputs, { from: "main" });
    assert.deepEqual((await run(join(folder, "index.js"))).outputs, { from: "index" });
    assert.deepEqual((await run("index.js", { directory: folder })).outputs, { from: "index" });
  });

  it("may use enums, namespaces, decorators and JSON modules", async () => {
    const folder = project({
      "sizes.json": '{ "large": 3 }',
      "kinds.ts": `export const enum Kind { Small = "small" }
        export namespace Names { export const of = (kind: Kind) => \`a \${kind} one\`; }`,
      "index.ts": `import { Kind, Names } from "./kinds";
        import sizes from "./sizes.json";
        const seal = (target: Function) => Object.freeze(target);
        @seal class Shop { constructor(readonly kind: Kind) {} }
        export const name = Names.of(new Shop(Kind.Small).kind);
        export const large = sizes.large;`,
    });

    assert.deepEqual((await run(folder)).outputs, { name: "a small one", large: 3 });
  });

  it("refuses TypeScript that is none, with the place", async () => {
    const folder = project({ "index.ts": "export const size: number = ;" });

    const [first, second, third] = (await failure(folder)).message.split("\n");
    assert.equal(first, `stack dev: the program threw SyntaxError: ${join(folder, "index.ts")}`);
    assert.match(second ?? "", /Expression expected$/);
    assert.match(third ?? "", /index\.ts:1:1\]$/);
  });

  it("may be ES modules, in JavaScript and in TypeScript", async () => {
    const manifest = '{ "type": "module" }';
    const javascript = project({
      "package.json": manifest,
      "name.js": "export const name = 'a';",
      "index.js": `import * as pulumi from "@pulumi/pulumi"; import { name } from "./name.js";
        ${THING} export const named = await Promise.resolve(name);`,
    });
    const typescript = project({
      "package.json": manifest,
      "name.ts": "export const name: string = 'b';",
      "index.ts": `import * as pulumi from "@pulumi/pulumi"; import { name } from "./name.js";
        ${THING} export default async () => ({ named: name as string });`,
    });

    for (const [folder, name] of [
      [javascript, "a"],
      [typescript, "b"],
      [javascript, "a"],
    ] as const) {
      const preview = await run(folder);
      assert.deepEqual(preview.outputs, { named: name });
      assert.deepEqual(urns(preview), ["thing"]);
    }
  });

  it("refuses an ES module that throws, with its place", async () => {
    const folder = project({
      "package.json": '{ "type": "module" }',
      "index.js": '\nthrow new Error("broken module");\n',
    });
    const error = await failure(folder);

    assert.equal(error.reason, "threw");
    assert.equal(error.location, `${realpathSync(folder)}/index.js:2:7`);
  });

  it("start afresh each time, with modules of their own", async () => {
    const folder = project({
      "shared.ts": `import * as pulumi from "@pulumi/pulumi";
        let count = 0; export const next = () => ++count; ${THING}`,
      "index.ts": 'import { next } from "./shared"; export const count = next();',
    });

    for (const stack of ["one", "two"]) {
      const preview = await run(folder, { stack });
      assert.deepEqual(preview.outputs, { count: 1 });
      assert.deepEqual(urns(preview), ["thing"]);
      assert.equal(named(preview, "thing").urn, `urn:pulumi:${stack}::shop::cloud:index:Thing::thing`);
    }
  });

  it("run in their directory, and the process is as before afterwards", async () => {
    const folder = project({
      "index.ts": `process.env.LEFT_BY_PROGRAM = "1"; process.chdir("..");
        export const region = process.env.AWS_REGION ?? "none"; export const own = process.env.OWN_SETTING;`,
    });
    const before = { directory: process.cwd(), loaded: Object.keys(require.cache).sort() };
    process.env.AWS_REGION = "us-east-1";
    process.env.OWN_SETTING = "kept";
    try {
      const preview = await run(folder, { directory: folder });

      assert.deepEqual(preview.outputs, { region: "none", own: "kept" });
      assert.equal(process.cwd(), before.directory);
      assert.equal(process.env.AWS_REGION, "us-east-1");
      assert.equal(process.env.LEFT_BY_PROGRAM, undefined);
      assert.deepEqual(Object.keys(require.cache).sort(), before.loaded);
    } finally {
      delete process.env.AWS_REGION;
      delete process.env.OWN_SETTING;
    }
  });

  it("leave the process as it was when they fail", async () => {
    const folder = project({ "index.ts": 'process.chdir(".."); throw new Error("x");' });
    const before = [process.cwd(), process.exit, console.log, process.listeners("unhandledRejection")];
    await failure(folder, { directory: folder });

    assert.deepEqual([process.cwd(), process.exit, console.log, process.listeners("unhandledRejection")], before);
  });
});

describe("two programs in a row", () => {
  it("share no stack, configuration, transforms or organisation", async () => {
    const first = await run(
      () => {
        pulumi.runtime.registerResourceTransform(({ props, opts }) => ({ props: { ...props, seen: true }, opts }));
        return { size: new pulumi.Config().get("size"), organization: pulumi.getOrganization() };
      },
      { stack: "a", config: { "shop:size": "3" }, organization: "acme" },
    );
    const second = await run(() => {
      new Thing("thing", {});
      return { size: new pulumi.Config().get("size") ?? "none", organization: pulumi.getOrganization() };
    });

    assert.deepEqual(first.outputs, { size: "3", organization: "acme" });
    assert.deepEqual(second.outputs, { size: "none", organization: "organization" });
    assert.equal(named(second, "thing").inputs.seen, undefined);
  });

  it("run the second as ever after the first failed", async () => {
    await failure(() => {
      new Thing("thing", { stuck: new Promise(() => undefined) });
    });
    const preview = await run(() => new Thing("thing", {}));

    assert.deepEqual(urns(preview), ["thing"]);
  });

  it("give the same resources in the same order", async () => {
    const program = () => {
      const base = new Thing("base");
      for (const name of ["a", "b", "c"]) new Thing(name, { of: name === "b" ? base.arn : name });
    };
    const [first, second] = [await run(program), await run(program)];

    assert.deepEqual(first.resources, second.resources);
  });

  it("keep what they print in their logs, in order", async () => {
    const preview = await run(() => {
      console.log("size %d", 3);
      console.warn("careful");
      pulumi.log.warn("from the SDK");
    });

    assert.deepEqual(
      preview.logs.map(({ severity, message }) => [severity, message]),
      [
        ["info", "size 3"],
        ["warning", "careful"],
        ["warning", "from the SDK"],
      ],
    );
  });

  it("register what libraries leave until Node.js has nothing else to do", async () => {
    const before = process.listenerCount("beforeExit");
    const preview = await run(() => {
      let isDone = false;
      process.on("beforeExit", () => {
        if (isDone) return;
        isDone = true;
        new Thing("late", {});
      });
    });

    assert.deepEqual(urns(preview), ["late"]);
    assert.equal(process.listenerCount("beforeExit"), before);
  });

  it("may make functions of closures, and have a bucket's notifications made at the end", async () => {
    const { resources } = await previewStack({
      project: "shop",
      stack: "dev",
      config: { "aws:region": "eu-west-1" },
      program: () => {
        new s3.Bucket("uploads").onObjectCreated("resize", async () => console.log("resized"));
      },
    });

    assert.deepEqual(
      ["aws:lambda/function:Function", "aws:s3/bucketNotification:BucketNotification"].map((type) =>
        resources.filter((resource) => resource.type === type).map(({ name }) => name),
      ),
      [["resize"], ["resize"]],
    );
  });

  it("tell how many resources there are as they go", async () => {
    const seen: number[] = [];
    await run(() => new Thing("thing", {}), {
      onProgress: (registered) => seen.push(registered),
    });

    assert.deepEqual([...new Set(seen)], [1, 2, 3]);
  });
});
