import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { failure, run, Thing } from "./support";

describe("outputs of a resource, which are made when they are read", () => {
  it("are the SDK's", async () => {
    const { outputs } = await run(() => {
      const { arn, ...rest } = new Thing("thing");
      return {
        isOutput: pulumi.Output.isInstance(arn),
        isInstance: arn instanceof (pulumi.Output as unknown as new () => object),
        isPromise: "then" in arn,
        members: Object.keys(arn).filter((member) => member.startsWith("is")),
        properties: Object.keys(rest).filter((member) => !member.startsWith("_")),
        arn,
      };
    });

    assert.deepEqual(outputs, {
      isOutput: true,
      isInstance: true,
      isPromise: false,
      members: ["isKnown", "isSecret"],
      properties: ["urn", "id", "name"],
      arn: "arn:cloud:thing",
    });
  });

  it("have their value before and after the registration", async () => {
    const { outputs } = await run(async () => {
      const thing = new Thing("thing", { settings: { size: "small" }, password: pulumi.secret("hidden") });
      const before = thing.arn.apply((arn) => `${arn}!`);
      await new Promise((done) => thing.urn.apply(done));
      const { size } = thing.settings;
      return { before, after: thing.arn, size, password: thing.password };
    });

    assert.deepEqual(outputs, {
      before: "arn:cloud:thing!",
      after: "arn:cloud:thing",
      size: "small",
      password: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hidden" },
    });
  });

  it("make who uses them depend on the resource", async () => {
    const { resources } = await run(() => {
      const thing = new Thing("thing");
      new Thing("user", { of: thing.arn });
    });

    const [thing, user] = resources.filter(({ type }) => type === "cloud:index:Thing");
    assert.deepEqual(user?.dependencies, [thing?.urn]);
    assert.deepEqual(user?.propertyDependencies, { of: [thing?.urn] });
  });

  it("are captured by a function that is serialised", async () => {
    const { outputs } = await run(() => {
      const thing = new Thing("thing");
      return { text: pulumi.output(pulumi.runtime.serializeFunction(() => thing.arn.get())).apply(({ text }) => text) };
    });

    assert.match(String(outputs.text), /__thing_arn\.value = "arn:cloud:thing";/);
  });

  it("fail with the registration", async () => {
    const { message } = await failure(async () => {
      const thing = new Thing("thing");
      new Thing("thing");
      thing.arn.apply((arn) => arn);
    });

    assert.match(message, /Duplicate resource URN/);
  });
});
