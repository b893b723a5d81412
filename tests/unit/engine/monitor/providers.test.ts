import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CloudProvider, failure, Group, named, run, Thing } from "./support";

const PREFIX = "urn:pulumi:dev::shop::pulumi:providers:";

describe("provider instances", () => {
  it("registers one default provider a version, with the stack's configuration", async () => {
    const preview = await run(
      () => {
        new Thing("a");
        new Thing("b");
        new Thing("c", {}, { version: "2.0.0-beta.1" });
        new Thing("d", {}, { version: "" });
      },
      { config: { "cloud:region": "eu-west-1", "shop:size": "3" } },
    );

    const providers = preview.resources.filter(({ type }) => type === "pulumi:providers:cloud");
    assert.deepEqual(
      providers.map(({ name, inputs }) => [name, inputs]),
      [
        ["default_1_2_3", { __internal: {}, region: "eu-west-1", version: "1.2.3" }],
        ["default_2_0_0_beta_1", { __internal: {}, region: "eu-west-1", version: "2.0.0-beta.1" }],
        ["default", { __internal: {}, region: "eu-west-1" }],
      ],
    );
    assert.equal(named(preview, "b").provider, `${PREFIX}cloud::default_1_2_3`);
    assert.equal(named(preview, "d").provider, `${PREFIX}cloud::default`);
    assert.equal(providers[0]?.parent, undefined);
  });

  it("registers a default provider for a function, too, and configures it", async () => {
    const preview = await run(
      async () => ({ answer: await pulumi.runtime.invoke("cloud:index:get", { a: 1 }, { version: "1.2.3" }) }),
      { config: { "cloud:region": "eu-west-1" } },
    );

    assert.deepEqual(
      preview.resources.map(({ urn }) => urn),
      ["urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", `${PREFIX}cloud::default_1_2_3`],
    );
    assert.deepEqual(preview.outputs.answer, { a: 1, region: "eu-west-1" });
  });

  it("uses the explicit provider of a resource, of its parent, or of a component's ancestor", async () => {
    const preview = await run(() => {
      const provider = new CloudProvider("frankfurt", { region: "eu-central-1", roles: [{ arn: "r" }] });
      new Thing("own", {}, { provider });
      const outer = new Group("outer", { providers: [provider] });
      new Thing("inherited", {}, { parent: new Group("inner", { parent: outer }) });
    });

    const provider = named(preview, "frankfurt");
    assert.equal(provider.urn, `${PREFIX}cloud::frankfurt`);
    assert.deepEqual(provider.inputs, {
      __internal: {},
      region: "eu-central-1",
      roles: [{ arn: "r" }],
      version: "1.2.3",
    });
    assert.deepEqual(provider.outputs, { region: "eu-central-1", roles: [{ arn: "r" }], version: "1.2.3" });
    assert.equal(named(preview, "own").provider, provider.urn);
    assert.equal(named(preview, "inherited").provider, provider.urn);
    assert.equal(
      preview.resources.some(({ name }) => name.startsWith("default")),
      false,
    );
  });

  it("answers nothing, as the engine, while a provider's configuration is not known", async () => {
    const preview = await run(
      async () => {
        const account = new Thing("account");
        const provider = new CloudProvider("later", { role: account.arn });
        new Thing("thing", { size: 1 }, { provider });
        return { answer: pulumi.runtime.invoke("cloud:index:get", { a: 1 }, { provider }) };
      },
      { unknowns: true },
    );

    assert.deepEqual(named(preview, "thing").inputs, { size: 1 });
    assert.deepEqual(named(preview, "thing").outputs, {});
    assert.deepEqual(preview.outputs.answer, {});
  });

  it("refuses a default provider that the stack's configuration disables", async () => {
    const error = await failure(() => new Thing("a"), { config: { "pulumi:disable-default-providers": '["cloud"]' } });

    assert.equal(error.reason, "refused");
    assert.match(error.message, /^stack dev: Default provider for 'cloud' disabled/);
  });

  it("names the function and the cause when a function fails", async () => {
    const error = await failure(() => pulumi.runtime.invoke("cloud:index:fail", {}, { version: "1.2.3" }));

    assert.equal(error.reason, "refused");
    assert.match(error.message, /invocation of cloud:index:fail returned an error: no such thing/);
  });

  it("lets a program catch a function that fails", async () => {
    const preview = await run(async () => {
      try {
        await pulumi.runtime.invoke("cloud:index:fail", {}, { version: "1.2.3" });
      } catch (error) {
        return { caught: (error as Error).message };
      }
      return {};
    });

    assert.equal(preview.outputs.caught, "invocation of cloud:index:fail returned an error: no such thing");
  });

  it("keeps an invoke's dependencies", async () => {
    const preview = await run(() => {
      const thing = new Thing("thing");
      const got = pulumi.runtime.invokeOutput("cloud:index:get", { of: thing.arn }, { version: "1.2.3" });
      new Thing("user", { got: got.apply((g) => (g as { of: string }).of) });
    });

    assert.equal(named(preview, "user").inputs.got, "arn:cloud:thing");
    assert.deepEqual(named(preview, "user").dependencies, [named(preview, "thing").urn]);
  });
});
