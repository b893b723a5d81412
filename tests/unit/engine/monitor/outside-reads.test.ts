import assert from "node:assert/strict";
import { createSimulatedAws, type Given, type SimulatedProvider, UNKNOWN_VALUE } from "@plinth/engine";
import { secret } from "@plinth/standards/pulumi/wire";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { cloud, failure, named, run, Thing } from "./support";

const GIVEN: Given = {
  stackOutputs: (name) =>
    name === "acme/network/prod" ? { vpcId: "vpc-1", password: secret("planted-given") } : undefined,
  functionResult: (token, args) => (token === "cloud:index:get" && args.name === "a" ? { size: 3 } : undefined),
  resourceOutputs: (type, id) => (type === "cloud:index:Thing" && id === "t-1" ? { website: "https://a" } : undefined),
};

/** Its functions find things, whose size nothing here can know; one only counts. */
const lookingUp: SimulatedProvider = {
  ...cloud,
  invoke: ({ args }) => ({ ...args, id: "thing-1", size: UNKNOWN_VALUE }),
  readsOutside: (token) => token !== "cloud:index:count",
};

const get = (name: string, token = "cloud:index:get") =>
  pulumi.runtime.invokeOutput(token, { name }, { version: "1.2.3" }) as pulumi.Output<{ id: string; size: number }>;

describe("reads outside of a stack", () => {
  it("are listed with what is unknown, or stood in for", async () => {
    const { outside } = await run(
      () => {
        const reference = new pulumi.StackReference("acme/network/prod");
        reference.requireOutput("vpcId");
        reference.getOutput("zones");
        get("a");
        get("a");
        get("a", "cloud:index:count");
        return { found: new Thing("found", {}, { id: "t-1" }).arn };
      },
      { providerOf: () => lookingUp, unknownStacks: new Map([["acme/network/prod", "is of another project"]]) },
    );

    assert.deepEqual(
      [...outside].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
      [
        { kind: "function", name: "cloud:index:get", args: { name: "a" }, given: [], missing: ["id", "size"] },
        {
          kind: "resource",
          name: "cloud:index:Thing",
          args: { id: "t-1", name: "found" },
          given: [],
          missing: ["arn"],
        },
        { kind: "stack", name: "acme/network/prod", args: {}, given: [], missing: ["vpcId", "zones"] },
      ],
    );
  });

  it("have the values that are given; the other outputs of a given stack are unknown", async () => {
    const preview = await run(
      () => {
        const reference = new pulumi.StackReference("acme/network/prod");
        new Thing("user", { vpc: reference.requireOutput("vpcId"), zone: reference.requireOutput("zone") });
        new Thing("login", { password: reference.getOutput("password") });
        const { website } = new Thing("found", { website: undefined }, { id: "t-1" });
        return { size: get("a").size, id: get("a").id, other: get("b").size, website };
      },
      { providerOf: () => lookingUp, given: GIVEN },
    );

    assert.deepEqual([named(preview, "user").inputs.vpc, named(preview, "user").inputs.zone], ["vpc-1", UNKNOWN_VALUE]);
    assert.deepEqual(named(preview, "login").secretProperties, ["password"]);
    assert.equal(preview.secrets.has("planted-given"), true);
    assert.deepEqual(preview.outputs, { size: 3, id: "thing-1", other: UNKNOWN_VALUE, website: "https://a" });
    const read = preview.outside.find(({ kind }) => kind === "stack");
    assert.deepEqual([read?.given, read?.missing], [["vpcId", "password"], ["zone"]]);
    assert.deepEqual(preview.logs, []);
  });

  it("are refused if a given value is not of the type that the SDK declares", async () => {
    const error = await failure(() => aws.ec2.getSubnetsOutput({}), {
      providerOf: () => createSimulatedAws(),
      given: { ...GIVEN, functionResult: () => ({ ids: "planted-1", tags: 7, id: "s" }) },
    });

    assert.match(error.message, /the given ids has to be of type array, tags has to be of type map/);
    assert.doesNotMatch(error.message, /planted-1/);
  });

  it("keep arguments secret that are", async () => {
    const { secrets } = await run(() => {
      pulumi.runtime.invokeOutput("cloud:index:get", { name: pulumi.secret("planted-argument") }, { version: "1.2.3" });
    });

    assert.equal(secrets.has("planted-argument"), true);
  });

  it("are told with the error of a program that fails after them", async () => {
    const error = await failure(
      async () => {
        const got = (await pulumi.runtime.invoke("cloud:index:get", { name: "b" }, { version: "1.2.3" })) as Thing;
        throw new Error(`no zone in ${got.id}`);
      },
      { providerOf: () => lookingUp, given: GIVEN },
    );

    assert.match(error.message, /no zone in thing-1/);
    assert.deepEqual(
      error.outside.map(({ name, missing }) => [name, missing]),
      [["cloud:index:get", ["id", "size"]]],
    );
  });
});

describe("a resource of AWS that is managed elsewhere", () => {
  it("has what follows from its id, and nothing else that is known", async () => {
    const preview = await run(
      () => {
        const role = aws.iam.Role.get("admin", "admin");
        const vpc = aws.ec2.Vpc.get("main", "vpc-1");
        const given = aws.ec2.Vpc.get("given", "vpc-2", { cidrBlock: "10.0.0.0/16" });
        return {
          role: [role.arn, role.maxSessionDuration, role.assumeRolePolicy],
          vpc: [vpc.id, vpc.cidrBlock, vpc.enableDnsSupport, vpc.tags],
          given: given.cidrBlock,
        };
      },
      { providerOf: () => createSimulatedAws() },
    );

    assert.deepEqual(preview.outputs, {
      role: ["arn:aws:iam::123456789012:role/admin", UNKNOWN_VALUE, UNKNOWN_VALUE],
      vpc: ["vpc-1", UNKNOWN_VALUE, UNKNOWN_VALUE, UNKNOWN_VALUE],
      given: "10.0.0.0/16",
    });
  });
});
