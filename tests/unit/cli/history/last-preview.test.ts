import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forcesReplacement, previewStack } from "@plinth/engine";
import { Bucket } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { changesSinceLastPreview, compare } from "../../../../cli/history/last-preview";

class Thing extends pulumi.CustomResource {}

describe("compare", () => {
  it("tells what was created, deleted and updated, with the properties that differ", () => {
    const last = { a: { size: 1, tags: { x: "1" } }, b: {}, same: { list: [1, 2] } };
    const current = { a: { size: 2, tags: { x: "2" }, extra: true }, same: { list: [1, 2] }, c: {} };

    assert.deepEqual(compare(last, current), {
      created: ["c"],
      deleted: ["b"],
      updated: [{ urn: "a", properties: ["extra", "size", "tags"], replaces: [] }],
    });
  });

  it("finds nothing between equal previews", () => {
    assert.deepEqual(compare({ a: { x: [1] } }, { a: { x: [1] } }), { created: [], deleted: [], updated: [] });
  });
});

describe("changesSinceLastPreview", () => {
  let cache: string;
  const before = process.env.XDG_CACHE_HOME;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "plinth-history-"));
    process.env.XDG_CACHE_HOME = cache;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
    rmSync(cache, { recursive: true, force: true });
  });

  const previewed = async (size: number) => {
    const program = () => {
      new Thing("cloud:index:Thing", "thing", { size, password: pulumi.secret("hunter2") });
    };
    const preview = await previewStack({ project: "shop", stack: "dev", program, config: {} });
    return { ...preview, resources: preview.resources.filter(({ type }) => type === "cloud:index:Thing") };
  };

  it("has nothing to compare with at first, and then finds what differs", async () => {
    assert.equal(changesSinceLastPreview("/shop", await previewed(1)), undefined);
    assert.deepEqual(changesSinceLastPreview("/shop", await previewed(2)), {
      created: [],
      deleted: [],
      updated: [{ urn: "urn:pulumi:dev::shop::cloud:index:Thing::thing", properties: ["size"], replaces: [] }],
    });
    assert.equal(changesSinceLastPreview("/other", await previewed(2)), undefined);
  });

  it("forgets projects that have not been previewed for 90 days, when another is previewed for the first time", async () => {
    const folder = join(cache, "plinth/previews");
    const daysAgo = (days: number) => Date.now() / 1000 - days * 24 * 60 * 60;
    changesSinceLastPreview("/old", await previewed(1));
    const [old = ""] = readdirSync(folder);
    changesSinceLastPreview("/recent", await previewed(1));
    const [recent = ""] = readdirSync(folder).filter((name) => name !== old);
    utimesSync(join(folder, old), daysAgo(91), daysAgo(91));
    utimesSync(join(folder, recent), daysAgo(89), daysAgo(89));

    changesSinceLastPreview("/recent", await previewed(2));
    assert.equal(readdirSync(folder).length, 2);
    changesSinceLastPreview("/new", await previewed(1));
    assert.deepEqual([readdirSync(folder).length, readdirSync(folder).includes(old)], [2, false]);
  });

  it("finds what AWS replaces, since an input cannot change in place", async () => {
    const bucket = async (region: string) => {
      const program = () => {
        new Bucket("answers", { region, tags: { region } });
      };
      const preview = await previewStack({ project: "shop", stack: "dev", program, config: {} });
      return { ...preview, resources: preview.resources.filter(({ type }) => type === "aws:s3/bucket:Bucket") };
    };
    changesSinceLastPreview("/shop", await bucket("eu-west-1"), forcesReplacement);
    const changes = changesSinceLastPreview("/shop", await bucket("eu-central-1"), forcesReplacement);

    assert.deepEqual(
      changes?.updated.map(({ properties, replaces }) => ({ properties, replaces })),
      [{ properties: ["region", "tags", "tagsAll"], replaces: ["region"] }],
    );
  });

  it("remembers a preview whose secret is a word of JSON", async () => {
    const program = () => {
      new Thing("cloud:index:Thing", "thing", { open: true, encrypted: pulumi.secret("true") });
    };
    const preview = () => previewStack({ project: "shop", stack: "dev", program, config: {} });

    assert.equal(changesSinceLastPreview("/shop", await preview()), undefined);
    assert.deepEqual(changesSinceLastPreview("/shop", await preview()), { created: [], deleted: [], updated: [] });
  });

  it("keeps no secret", async () => {
    changesSinceLastPreview("/shop", await previewed(1));

    const folder = join(cache, "plinth/previews");
    const [file = ""] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".json"));
    assert.deepEqual(JSON.parse(readFileSync(join(folder, file), "utf8")), {
      "urn:pulumi:dev::shop::cloud:index:Thing::thing": { size: 1, password: "[secret]" },
    });
  });
});
