import assert from "node:assert/strict";
import { type SimulatedProvider, UNKNOWN_VALUE } from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { cloud, named, run, Thing } from "./support";

/** A cloud that cannot tell ARNs, nor what its functions would answer. */
const vague: SimulatedProvider = {
  ...cloud,
  create: ({ inputs, name }) => ({ id: `${name}-id`, outputs: { ...inputs, arn: UNKNOWN_VALUE } }),
  invoke: ({ args }) => ({ ...args, answer: UNKNOWN_VALUE }),
};

describe("values that a simulated cloud cannot tell, in an update", () => {
  it("reach no apply, and stay unknown in what is made of them", async () => {
    const seen: unknown[] = [];
    const preview = await run(
      () => {
        const thing = new Thing("thing");
        thing.arn.apply((arn) => seen.push(arn));
        new Thing("user", { of: pulumi.interpolate`${thing.arn}/*`, by: thing.name });
      },
      { providerOf: () => vague },
    );

    assert.deepEqual(seen, []);
    assert.equal(named(preview, "user").inputs.of, UNKNOWN_VALUE);
    assert.equal(named(preview, "user").inputs.by, "thing-0a1b2c3");
  });

  it("leave what a resource simply has not undefined, as an update does", async () => {
    const seen: unknown[] = [];
    await run(
      () => {
        new Thing("thing", { website: undefined }).website.apply((website) => seen.push(website));
        assert.equal(pulumi.runtime.isDryRun(), true);
      },
      { providerOf: () => vague },
    );

    assert.deepEqual(seen, [undefined]);
  });

  it("in a function's answer leave the rest of it known", async () => {
    const preview = await run(
      () => {
        const got = pulumi.runtime.invokeOutput("cloud:index:get", { a: 1 }, { version: "1.2.3" }) as pulumi.Output<{
          a: number;
          answer: string;
        }>;
        return { a: got.a, answer: got.answer };
      },
      { providerOf: () => vague },
    );

    assert.deepEqual(preview.outputs, { a: 1, answer: UNKNOWN_VALUE });
  });

  it("in one output of a stack leave its other outputs known", async () => {
    const preview = await run(
      () => {
        const reference = new pulumi.StackReference("network");
        return { id: reference.getOutput("id"), arn: reference.getOutput("arn") };
      },
      { stackOutputs: new Map([["organization/shop/network", { id: "vpc-1", arn: { of: UNKNOWN_VALUE } }]]) },
    );

    assert.deepEqual(preview.outputs, { id: "vpc-1", arn: UNKNOWN_VALUE });
  });
});
