import assert from "node:assert/strict";
import { join } from "node:path";
import { PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { failure, project, removeProjects, run, Thing } from "./support";

describe("programs that fail", () => {
  afterEach(removeProjects);

  it("refuses a program that throws, with the place in its TypeScript", async () => {
    const folder = project({
      "index.ts": [
        'import * as pulumi from "@pulumi/pulumi";',
        "",
        "interface Sizes {",
        "  readonly small: number;",
        "}",
        "",
        "export function broken(sizes?: Sizes): number {",
        "  if (!sizes) throw new TypeError(`no sizes in ${pulumi.getStack()}`);",
        "  return sizes.small;",
        "}",
        "",
        "broken();",
      ].join("\n"),
    });
    const error = await failure(folder);

    assert.equal(error.reason, "threw");
    assert.equal(error.stackName, "dev");
    assert.equal(error.location, `${join(folder, "index.ts")}:8:21`);
    assert.equal(
      error.message,
      `stack dev: the program threw TypeError: no sizes in dev\n  at ${join(folder, "index.ts")}:8:21`,
    );
    assert.ok(error.cause instanceof TypeError);
  });

  it("finds the place through the source map of compiled JavaScript", async () => {
    const map = {
      version: 3,
      file: "index.js",
      sources: ["source/index.ts"],
      names: [],
      // Line 1, column 0 of the compiled file is line 5, column 2 of the source.
      mappings: "AAIE",
    };
    const inline = Buffer.from(JSON.stringify(map)).toString("base64");
    const folder = project({
      "index.js": `throw new Error("broken");\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}\n`,
    });

    assert.equal((await failure(folder)).location, `${join(folder, "source/index.ts")}:5:3`);
  });

  it("refuses a program that rejects later, in an apply", async () => {
    const error = await failure(() => {
      new Thing("thing").arn.apply(() => {
        throw new Error("cannot use it");
      });
    });

    assert.equal(error.reason, "threw");
    assert.match(error.message, /^stack dev: the program threw cannot use it\n {2}at .*failures\.test\.ts:\d+:\d+$/);
  });

  it("refuses a rejection that nobody handles", async () => {
    const error = await failure(() => {
      void Promise.reject(new Error("forgotten"));
    });

    assert.equal(error.reason, "threw");
    assert.match(error.message, /^stack dev: the program threw forgotten/);
  });

  it("refuses an exception in a timer", async () => {
    const error = await failure(
      () =>
        new Promise(() => {
          setTimeout(() => {
            throw new Error("late");
          }, 5);
        }),
    );

    assert.match(error.message, /^stack dev: the program threw late/);
  });

  it("refuses what is thrown and is no Error", async () => {
    assert.equal(
      (
        await failure(() => {
          throw "just text";
        })
      ).message,
      "stack dev: the program threw just text",
    );
  });

  it("refuses a resource input that rejects", async () => {
    const error = await failure(() => new Thing("thing", { size: Promise.reject(new Error("no size")) }));

    assert.match(error.message, /^stack dev: the program threw error serializing property "size": no size/);
  });

  it("refuses two resources of one name", async () => {
    const error = await failure(() => {
      new Thing("same");
      new Thing("same");
    });

    assert.equal(error.reason, "refused");
    assert.match(
      error.message,
      /^stack dev: Duplicate resource URN 'urn:pulumi:dev::shop::cloud:index:Thing::same'; try giving it a unique name\n {2}at .*support\.ts:\d+:\d+$/,
    );
  });

  it("refuses to read what does not exist", async () => {
    const error = await failure(() => new Thing("found", {}, { id: "nothing" }));

    assert.equal(error.reason, "refused");
    assert.match(error.message, /^stack dev: resource 'nothing' does not exist/);
  });

  it("refuses an asset whose file does not exist", async () => {
    const error = await failure(() => new Thing("code", { code: new pulumi.asset.FileArchive("./no-such-folder") }));

    assert.equal(error.reason, "refused");
    assert.match(error.message, /code: the asset \.\/no-such-folder does not exist/);
  });

  it("names the resource that waits for a promise which never resolves", async () => {
    const error = await failure(() => {
      new Thing("stuck", { size: new Promise(() => undefined) });
      new Thing("fine");
    });

    assert.equal(error.reason, "unresolved");
    assert.equal(
      error.message,
      "stack dev: a promise that nothing will ever resolve is needed by stuck (cloud:index:Thing)",
    );
  });

  it("refuses a program that awaits what never comes", async () => {
    const error = await failure(() => new Promise(() => undefined));

    assert.equal(error.reason, "unresolved");
    assert.equal(error.message, "stack dev: the program waits for a promise that nothing will ever resolve");
  });

  it("refuses resources that wait for each other", async () => {
    const error = await failure(() => {
      let resolve: (arn: pulumi.Output<string>) => void = () => undefined;
      const arn = new Promise<pulumi.Output<string>>((r) => {
        resolve = r;
      });
      const first = new Thing("first", { other: pulumi.output(arn) });
      resolve(new Thing("second", { other: first.arn }).arn);
    });

    assert.equal(error.reason, "unresolved");
    assert.match(error.message, /first \(cloud:index:Thing\), second \(cloud:index:Thing\)/);
  });

  it("refuses a program that hangs, with what it waits for", async () => {
    const error = await failure(() => new Promise((resolve) => setTimeout(resolve, 2_000)), { timeoutSeconds: 0.2 });

    assert.equal(error.reason, "hangs");
    assert.equal(error.message, "stack dev: the program made no progress for 0.2 s; it waits for Timeout");
  });

  it("refuses a program that is done but never ends", async () => {
    let timer: NodeJS.Timeout | undefined;
    const error = await failure(
      () => {
        timer = setInterval(() => undefined, 1_000);
      },
      { timeoutSeconds: 0.2 },
    );
    clearInterval(timer);

    assert.equal(error.reason, "hangs");
  });

  it("waits for a program that takes its time", async () => {
    const preview = await run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { done: true };
    });

    assert.deepEqual(preview.outputs, { done: true });
  });

  it("refuses a program that ends the process", async () => {
    const error = await failure(() => {
      new Thing("thing");
      process.exit(0);
    });

    assert.equal(error.reason, "threw");
    assert.match(error.message, /^stack dev: the program threw called process\.exit\(0\)/);
  });

  it("refuses a program that sets an exit code", async () => {
    const error = await failure(() => {
      process.exitCode = 3;
    });

    assert.equal(error.message, "stack dev: the program ended with exit code 3");
    assert.equal(process.exitCode, undefined);
  });

  it("keeps the error of bad arguments as the cause, and what was registered before", async () => {
    const refused = new PlinthError("Thing x", [{ id: "data/Thing/size", path: "x.size", allowed: "1 to 3" }]);
    const error = await failure(async () => {
      await new Promise<void>((resolve) => new Thing("before").urn.apply(() => resolve()));
      throw refused;
    });

    assert.equal(error.cause, refused);
    assert.deepEqual(
      error.resources.map(({ name }) => name),
      ["shop-dev", "default_1_2_3", "before"],
    );
  });

  it("refuses a folder without a program, and one that does not exist", async () => {
    const folder = project({});

    assert.match(
      (await failure(folder)).message,
      /^stack dev: the program threw no entry point in \/.*: it has no index.ts or index.js, /,
    );
    assert.match(
      (await failure(join(folder, "none"))).message,
      /^stack dev: the program threw there is no program at /,
    );
  });

  it("refuses a program whose dependencies are not installed, saying so", async () => {
    const folder = project({ "index.ts": 'import "not-installed"; console.log("never");' });

    assert.equal(
      (await failure(folder)).message,
      `stack dev: the program threw Cannot find module 'not-installed', required by ${join(folder, "index.ts")}; are its dependencies installed (npm install)?`,
    );
  });

  it("refuses a second program while one runs", async () => {
    const first = run(() => new Thing("thing"));
    const error = await failure(() => undefined, { stack: "prod" });
    await first;

    assert.equal(error.reason, "refused");
    assert.equal(
      error.message,
      "stack prod: stack dev is being previewed in this process; await it first, or preview this one in a process of its own",
    );
  });
});
