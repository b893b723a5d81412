import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Group, named, run, Thing } from "./support";

const PREFIX = "urn:pulumi:dev::shop::";
const STACK = `${PREFIX}pulumi:pulumi:Stack::shop-dev`;
const PROVIDER = `${PREFIX}pulumi:providers:cloud::default_1_2_3`;

describe("registration of resources", () => {
  it("records stack, default provider and resources in the order of their registration", async () => {
    const preview = await run(() => {
      new Thing("first");
      new Thing("second");
    });

    assert.deepEqual(
      preview.resources.map(({ urn }) => urn),
      [STACK, PROVIDER, `${PREFIX}cloud:index:Thing::first`, `${PREFIX}cloud:index:Thing::second`],
    );
  });

  it("puts the types of ancestors, but not the stack's, into a URN", async () => {
    const preview = await run(() => {
      const outer = new Group("outer");
      const inner = new Group("inner", { parent: outer });
      const thing = new Thing("thing", {}, { parent: inner });
      new Thing("part", {}, { parent: thing });
    });

    assert.equal(named(preview, "outer").urn, `${PREFIX}tests:index:Group::outer`);
    assert.equal(named(preview, "inner").urn, `${PREFIX}tests:index:Group$tests:index:Group::inner`);
    assert.equal(named(preview, "thing").urn, `${PREFIX}tests:index:Group$tests:index:Group$cloud:index:Thing::thing`);
    assert.equal(
      named(preview, "part").urn,
      `${PREFIX}tests:index:Group$tests:index:Group$cloud:index:Thing$cloud:index:Thing::part`,
    );
    assert.equal(named(preview, "part").parent, named(preview, "thing").urn);
    assert.equal(named(preview, "outer").parent, STACK);
    assert.equal(named(preview, "shop-dev").parent, undefined);
  });

  it("keeps a double colon in a name", async () => {
    const preview = await run(() => new Thing("a::b"));

    assert.equal(named(preview, "a::b").urn, `${PREFIX}cloud:index:Thing::a::b`);
  });

  it("gives checked inputs, outputs and an id", async () => {
    const thing = named(await run(() => new Thing("answers", { size: 3, none: undefined })), "answers");

    assert.equal(thing.id, "answers-id");
    assert.deepEqual(thing.inputs, { __defaults: [], name: "answers-0a1b2c3", size: 3 });
    assert.deepEqual(thing.outputs, { name: "answers-0a1b2c3", size: 3, arn: "arn:cloud:answers" });
    assert.equal(thing.provider, PROVIDER);
    assert.equal(thing.custom, true);
    assert.equal(thing.external, false);
  });

  it("leaves id and computed outputs unknown in the real preview's mode", async () => {
    const seen: unknown[] = [];
    const preview = await run(
      () => {
        const thing = new Thing("answers");
        thing.arn.apply((arn) => seen.push(arn));
        new Thing("next", { of: thing.arn, by: thing.name });
      },
      { unknowns: true },
    );

    assert.deepEqual(seen, []);
    assert.equal(named(preview, "answers").id, "");
    assert.equal(named(preview, "next").inputs.of, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
    assert.equal(named(preview, "next").inputs.by, "answers-0a1b2c3");
    assert.deepEqual(named(preview, "next").propertyDependencies, {
      of: [named(preview, "answers").urn],
      by: [named(preview, "answers").urn],
    });
  });

  it("records dependencies, by property and altogether", async () => {
    const preview = await run(() => {
      const a = new Thing("a");
      const b = new Thing("b");
      const c = new Thing("c", { plain: 1, from: a.arn, nested: { of: [pulumi.interpolate`${b.arn}/*`] } });
      new Thing("d", {}, { dependsOn: [a, c] });
    });

    const [a, b, c] = ["a", "b", "c"].map((name) => named(preview, name).urn);
    assert.deepEqual(named(preview, "c").propertyDependencies, { plain: [], from: [a], nested: [b] });
    assert.deepEqual([...named(preview, "c").dependencies].sort(), [a, b]);
    assert.deepEqual(named(preview, "d").dependencies, [a, c]);
    assert.deepEqual(named(preview, "d").propertyDependencies, {});
  });

  it("turns what depends on a component into dependencies on its children", async () => {
    const preview = await run(() => {
      const group = new Group("group");
      new Thing("child", {}, { parent: group });
      new Thing("after", {}, { dependsOn: group });
    });

    assert.deepEqual(named(preview, "after").dependencies, [named(preview, "child").urn]);
  });

  it("hands protection, retention and deletedWith down from parent to child", async () => {
    const preview = await run(() => {
      const base = new Thing("base");
      const group = new Group("group", { protect: true, retainOnDelete: true, deletedWith: base });
      new Thing("kept", {}, { parent: group });
      new Thing("free", {}, { parent: group, protect: false, retainOnDelete: false });
      new Thing("other");
    });

    const flags = (name: string) => [named(preview, name).protect, named(preview, name).retainOnDelete];
    assert.deepEqual(flags("kept"), [true, true]);
    assert.deepEqual(flags("free"), [false, false]);
    assert.deepEqual(flags("other"), [false, false]);
  });

  it("lists the URNs that aliases stand for", async () => {
    const preview = await run(() => {
      const group = new Group("group");
      new Thing(
        "thing",
        {},
        {
          parent: group,
          aliases: [
            { name: "formerly" },
            { parent: pulumi.rootStackResource },
            { type: "cloud:index:Stuff", project: "store" },
            `${PREFIX}cloud:index:Thing::by-urn`,
          ],
        },
      );
    });

    assert.deepEqual(named(preview, "thing").aliases, [
      `${PREFIX}tests:index:Group$cloud:index:Thing::formerly`,
      `${PREFIX}cloud:index:Thing::thing`,
      "urn:pulumi:dev::store::tests:index:Group$cloud:index:Stuff::thing",
      `${PREFIX}cloud:index:Thing::by-urn`,
    ]);
  });

  it("records the options that rules can read", async () => {
    const thing = named(
      await run(
        () =>
          new Thing(
            "thing",
            {},
            {
              ignoreChanges: ["tags"],
              additionalSecretOutputs: ["arn"],
              deleteBeforeReplace: true,
              customTimeouts: { create: "1h30m", delete: "90s" },
            },
          ),
      ),
      "thing",
    );

    assert.deepEqual(thing.ignoreChanges, ["tags"]);
    assert.deepEqual(thing.additionalSecretOutputs, ["arn"]);
    assert.equal(thing.deleteBeforeReplace, true);
    assert.deepEqual(thing.customTimeouts, { createSeconds: 5400, updateSeconds: 0, deleteSeconds: 90 });
  });

  it("takes a component's outputs from registerOutputs", async () => {
    class Site extends Group {
      constructor(name: string) {
        super(name);
        this.registerOutputs({ url: new Thing(`${name}-thing`, {}, { parent: this }).arn, port: 443 });
      }
    }
    const site = named(await run(() => new Site("site")), "site");

    assert.deepEqual(site.outputs, { url: "arn:cloud:site-thing", port: 443 });
    assert.equal(site.id, "");
    assert.equal(site.provider, undefined);
  });

  it("sends references to resources to a provider as their ids", async () => {
    const preview = await run(() => {
      const group = new Group("group");
      new Thing("user", { thing: new Thing("used"), group });
    });

    assert.equal(named(preview, "user").inputs.thing, "used-id");
    assert.equal(named(preview, "user").inputs.group, named(preview, "group").urn);
  });

  it("sends assets and archives as they are declared", async () => {
    const preview = await run(
      () =>
        new Thing("code", {
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.a = 1") }),
        }),
    );

    assert.deepEqual(named(preview, "code").inputs.code, {
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: {
        "index.js": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "exports.a = 1" },
      },
    });
  });

  it("reads what exists already", async () => {
    const preview = await run(() => {
      const found = new Thing("found", { size: 1 }, { id: "thing-1" });
      new Thing("user", { of: found.arn });
    });

    const found = named(preview, "found");
    assert.equal(found.external, true);
    assert.equal(found.id, "thing-1");
    assert.deepEqual(found.outputs, { size: 1, arn: "arn:cloud:thing-1" });
    assert.equal(named(preview, "user").inputs.of, "arn:cloud:thing-1");
    assert.deepEqual(named(preview, "user").dependencies, [found.urn]);
  });

  it("adopts an imported resource with its id", async () => {
    const thing = named(await run(() => new Thing("thing", {}, { import: "thing-7" })), "thing");

    assert.equal(thing.id, "thing-7");
    assert.equal(thing.external, false);
    assert.equal(thing.outputs.arn, "arn:cloud:thing-7");
  });
});
