import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CloudProvider, failure, Group, named, run, Thing } from "./support";

describe("transforms", () => {
  it("run from the resource outwards: its own, its ancestors', the stack's", async () => {
    const trace =
      (by: string): pulumi.ResourceTransform =>
      ({ props, opts }) => ({
        props: { ...props, trace: [...(props.trace ?? []), by] },
        opts,
      });
    const preview = await run(() => {
      pulumi.runtime.registerResourceTransform(trace("stack"));
      const outer = new Group("outer", { transforms: [trace("outer")] });
      const inner = new Group("inner", { parent: outer, transforms: [trace("inner")] });
      new Thing("thing", {}, { parent: inner, transforms: [trace("own")] });
      new Thing("other");
    });

    assert.deepEqual(named(preview, "thing").inputs.trace, ["own", "inner", "outer", "stack"]);
    assert.deepEqual(named(preview, "other").inputs.trace, ["stack"]);
    assert.deepEqual(named(preview, "shop-dev").inputs, {});
  });

  it("change options, also asynchronously", async () => {
    const preview = await run(() => {
      const provider = new CloudProvider("frankfurt");
      new Thing(
        "thing",
        { size: 1 },
        {
          transforms: [
            async ({ props, opts }) => {
              await Promise.resolve();
              return {
                props,
                opts: pulumi.mergeOptions(opts, {
                  protect: true,
                  provider,
                  ignoreChanges: ["size"],
                  retainOnDelete: true,
                }),
              };
            },
          ],
        },
      );
    });

    const thing = named(preview, "thing");
    assert.equal(thing.protect, true);
    assert.equal(thing.retainOnDelete, true);
    assert.deepEqual(thing.ignoreChanges, ["size"]);
    assert.equal(thing.provider, named(preview, "frankfurt").urn);
  });

  it("that change nothing keep dependencies; a resource's own that rewrites properties loses them", async () => {
    const preview = await run(() => {
      const base = new Thing("base");
      new Thing("watched", { of: base.arn, size: 1 }, { transforms: [() => undefined] });
      new Thing("rewritten", { of: base.arn }, { transforms: [({ props, opts }) => ({ props: { ...props }, opts })] });
    });

    const base = named(preview, "base").urn;
    assert.deepEqual(named(preview, "watched").propertyDependencies, { of: [base], size: [] });
    assert.deepEqual(named(preview, "rewritten").propertyDependencies, { of: [] });
    assert.deepEqual(named(preview, "rewritten").dependencies, [base]);
    assert.equal(named(preview, "rewritten").inputs.of, "arn:cloud:base");
  });

  it("of the stack keep property dependencies", async () => {
    const preview = await run(() => {
      pulumi.runtime.registerResourceTransform(({ props, opts }) => ({ props: { ...props, tag: "x" }, opts }));
      new Thing("user", { of: new Thing("base").arn });
    });

    assert.deepEqual(named(preview, "user").propertyDependencies.of, [named(preview, "base").urn]);
    assert.equal(named(preview, "user").inputs.tag, "x");
  });

  it("keep secrets secret", async () => {
    const preview = await run(() => {
      pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
        props: { ...props, copy: props.password },
        opts,
      }));
      new Thing("thing", { password: pulumi.secret("planted-1") });
    });

    assert.deepEqual(named(preview, "thing").secretProperties.toSorted(), ["copy", "password"]);
  });

  it("of function calls rewrite arguments", async () => {
    const preview = await run(() => {
      pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({ args: { ...args, size: 9 }, opts }));
      return { got: pulumi.runtime.invoke("cloud:index:get", { a: 1 }, { version: "1.2.3" }) };
    });

    assert.deepEqual(preview.outputs.got, { a: 1, size: 9 });
  });

  it("refuses a program whose transform throws", async () => {
    const error = await failure(
      () =>
        new Thing(
          "thing",
          {},
          {
            transforms: [
              () => {
                throw new Error("not like this");
              },
            ],
          },
        ),
    );

    assert.equal(error.reason, "threw");
    assert.match(error.message, /thing \[cloud:index:Thing\].*not like this/);
  });

  it("in the older form, within the SDK, work as well", async () => {
    const preview = await run(() => {
      pulumi.runtime.registerStackTransformation(({ props, opts }) => ({ props: { ...props, old: true }, opts }));
      new Thing("thing");
    });

    assert.equal(named(preview, "thing").inputs.old, true);
  });
});
