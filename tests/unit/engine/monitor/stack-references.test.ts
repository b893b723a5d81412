import assert from "node:assert/strict";
import { UNKNOWN_VALUE } from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { failure, named, run, Thing } from "./support";

describe("stack references", () => {
  it("read the outputs of a stack that ran before, secrets included", async () => {
    const network = await run(() => ({ vpcId: new Thing("vpc").id, key: pulumi.secret("planted-2") }), {
      stack: "network",
    });
    const stackOutputs = new Map([["organization/shop/network", network.outputs]]);
    const preview = await run(
      () => {
        const reference = new pulumi.StackReference("organization/shop/network");
        new Thing("user", { vpc: reference.requireOutput("vpcId"), key: reference.getOutput("key") });
      },
      { stackOutputs },
    );

    const user = named(preview, "user");
    assert.equal(user.inputs.vpc, "vpc-id");
    assert.deepEqual(user.secretProperties, ["key"]);
    const reference = named(preview, "organization/shop/network");
    assert.equal(reference.external, true);
    assert.equal(reference.urn, "urn:pulumi:dev::shop::pulumi:pulumi:StackReference::organization/shop/network");
    assert.deepEqual(reference.outputs.secretOutputNames, ["key"]);
    assert.deepEqual(user.dependencies, [reference.urn]);
  });

  it("may leave out organisation and project", async () => {
    const stackOutputs = new Map([
      ["acme/shop/network", { id: 1 }],
      ["acme/base/network", { id: 2 }],
    ]);
    const preview = await run(
      () => ({
        own: new pulumi.StackReference("network").getOutput("id"),
        other: new pulumi.StackReference("base/network").getOutput("id"),
      }),
      { organization: "acme", stackOutputs },
    );

    assert.deepEqual(preview.outputs, { own: 1, other: 2 });
  });

  it("refuses a stack that has not run, naming it and those that have", async () => {
    const error = await failure(() => new pulumi.StackReference("organization/shop/network"), {
      stackOutputs: new Map([["organization/shop/org", {}]]),
    });

    assert.equal(error.reason, "refused");
    assert.match(
      error.message,
      /^stack dev: stack 'organization\/shop\/network' has no outputs yet \(available: organization\/shop\/org\); preview it before dev, or give its outputs/,
    );
  });

  it("leave the outputs of a stack unknown that is of another project, and say so", async () => {
    const name = "acme/network/prod";
    const preview = await run(
      () => {
        const reference = new pulumi.StackReference(name);
        const [vpc, zones] = [reference.requireOutput("vpcId"), reference.getOutput("zones")];
        new Thing("user", { vpc, zone: zones.apply((all: string[]) => all[0]), size: 3 });
        return { details: reference.getOutputDetails("vpcId") };
      },
      { unknownStacks: new Map([[name, "is of another project"]]) },
    );
    const user = named(preview, "user");

    assert.deepEqual([user.inputs.vpc, user.inputs.zone, user.inputs.size], [UNKNOWN_VALUE, UNKNOWN_VALUE, 3]);
    assert.deepEqual(user.propertyDependencies.vpc, [named(preview, name).urn]);
    assert.deepEqual(
      preview.logs.map(({ severity, message }) => [severity, message]),
      [["warning", `stack ${name} is of another project: its outputs are unknown here`]],
    );
  });

  it("refuses a required output that the stack does not have", async () => {
    const error = await failure(() => ({ id: new pulumi.StackReference("network").requireOutput("id") }), {
      stackOutputs: new Map([["organization/shop/network", { vpcId: 1 }]]),
    });

    assert.equal(error.reason, "threw");
    assert.match(error.message, /Required output 'id' does not exist on stack 'network'/);
  });
});
