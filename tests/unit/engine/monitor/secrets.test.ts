import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { failure, named, run, Thing } from "./support";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const PLANTED = "pa55-w0rd-planted";

describe("secrets", () => {
  it("reach the provider unwrapped and come back as secrets", async () => {
    const preview = await run(() => {
      const thing = new Thing("thing", { password: pulumi.secret(PLANTED), size: 1 });
      new Thing("user", { of: thing.password, size: thing.name });
      return { password: thing.password, name: thing.name };
    });

    const thing = named(preview, "thing");
    assert.equal(thing.inputs.password, PLANTED);
    assert.equal(thing.outputs.password, PLANTED);
    assert.deepEqual(thing.secretProperties, ["password"]);
    assert.deepEqual(named(preview, "user").secretProperties, ["of"]);
    assert.deepEqual(preview.outputs, { password: { ...SECRET, value: PLANTED }, name: "thing-0a1b2c3" });
    assert.deepEqual([...preview.secrets], [PLANTED]);
  });

  it("inside an object mark the member, inside an array the whole property", async () => {
    const preview = await run(() => {
      const thing = new Thing("thing", {
        settings: { token: pulumi.secret(PLANTED), size: "1" },
        list: ["plain", pulumi.secret(PLANTED)],
      });
      return { settings: thing.settings };
    });

    assert.deepEqual(named(preview, "thing").secretProperties.toSorted(), ["list", "settings"]);
    assert.deepEqual(preview.outputs.settings, { ...SECRET, value: { token: PLANTED, size: "1" } });
  });

  it("can be asked for by name of the output", async () => {
    const preview = await run(() => ({ arn: new Thing("thing", {}, { additionalSecretOutputs: ["arn"] }).arn }));

    assert.deepEqual(preview.outputs.arn, { ...SECRET, value: "arn:cloud:thing" });
    assert.deepEqual(named(preview, "thing").secretProperties, ["arn"]);
  });

  it("come from configuration, as they stand and inside JSON", async () => {
    const preview = await run(
      () => ({
        token: new pulumi.Config().requireSecret("token"),
        nested: new pulumi.Config().requireSecretObject("login"),
      }),
      {
        config: { "shop:token": PLANTED, "shop:login": '{"user":"ada","password":"engine1842"}' },
        secretKeys: ["shop:token", "shop:login"],
      },
    );

    assert.deepEqual(preview.outputs.token, { ...SECRET, value: PLANTED });
    assert.deepEqual(
      [...preview.secrets].sort(),
      ["ada", "engine1842", PLANTED, '{"user":"ada","password":"engine1842"}'].sort(),
    );
  });

  it("in a provider's configuration are marked", async () => {
    const preview = await run(() => new Thing("thing"), {
      config: { "cloud:key": PLANTED },
      secretKeys: ["cloud:key"],
    });

    assert.deepEqual(named(preview, "default_1_2_3").secretProperties, ["key"]);
  });

  it("refuses with a message that holds none, whatever the program puts into it", async () => {
    const quoted = 'qu"oted-secret';
    const error = await failure(
      () => {
        const { token, quoted } = {
          token: new pulumi.Config().require("token"),
          quoted: new pulumi.Config().require("quoted"),
        };
        const inner = new Error(`inner ${token}`);
        throw new Error(`bad ${token} ${JSON.stringify({ quoted })} ${Buffer.from(token).toString("base64")}`, {
          cause: inner,
        });
      },
      { config: { "shop:token": PLANTED, "shop:quoted": quoted }, secretKeys: ["shop:token", "shop:quoted"] },
    );

    assert.match(error.message, /^stack dev: the program threw bad \[secret\] \{"quoted":"\[secret\]"\} \[secret\]\n/);
    const cause = error.cause as Error;
    for (const text of [cause.message, cause.stack, (cause.cause as Error).message, (cause.cause as Error).stack]) {
      assert.equal(text?.includes(PLANTED), false);
    }
  });
});
