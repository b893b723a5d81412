import assert from "node:assert/strict";
import { type DiffResponse, UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { aws, check, create, identity } from "./support";

function diff(type: string, before: Values, after: Values): DiffResponse {
  const { id, outputs } = create(type, before);
  return aws.diff({ ...identity(type), id, olds: outputs, news: check(type, after).inputs });
}

const UNCHANGED = { changes: false, diffs: [], replaces: [], deleteBeforeReplace: false };

describe("Diff of simulated AWS", () => {
  it("finds nothing where the program asks for the same", () => {
    const vpc = { cidrBlock: "10.0.0.0/16" };

    assert.deepEqual(diff("aws:ec2/vpc:Vpc", vpc, vpc), UNCHANGED);
    assert.deepEqual(diff("aws:s3/bucket:Bucket", {}, { forceDestroy: false }), UNCHANGED);
  });

  it("finds a change in place", () => {
    const found = diff("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.0.0/16", tags: { a: "1" } });

    assert.deepEqual(found, { ...UNCHANGED, changes: true, diffs: ["tags", "tagsAll"] });
  });

  it("finds a property that the program no longer sets", () => {
    const found = diff("aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: "arn:aws:kms:::key/k" }, {});

    assert.deepEqual(found, { ...UNCHANGED, changes: true, diffs: ["kmsKeyId"] });
  });

  const replaced: readonly [type: string, property: string, before: Values, after: unknown][] = [
    ["aws:ec2/vpc:Vpc", "cidrBlock", { cidrBlock: "10.0.0.0/16" }, "10.1.0.0/16"],
    ["aws:ec2/subnet:Subnet", "availabilityZone", { vpcId: "vpc-1", availabilityZone: "eu-west-1a" }, "eu-west-1b"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "serviceName", { vpcId: "vpc-1", serviceName: "a.b.c.d" }, "a.b.c.e"],
    ["aws:kms/key:Key", "customerMasterKeySpec", {}, "RSA_2048"],
    ["aws:sqs/queue:Queue", "fifoQueue", { name: "q" }, true],
    ["aws:iam/role:Role", "path", { assumeRolePolicy: "{}" }, "/other/"],
    [
      "aws:bedrock/inferenceProfile:InferenceProfile",
      "modelSource",
      { modelSource: { copyFrom: "a" } },
      { copyFrom: "b" },
    ],
    ["aws:glue/crawler:Crawler", "databaseName", { databaseName: "a", role: "r" }, "b"],
  ];
  for (const [type, property, before, after] of replaced)
    it(`replaces a ${type.split(":").at(-1)} for another ${property}`, () => {
      assert.deepEqual(diff(type, before, { ...before, [property]: after }).replaces, [property]);
    });

  it("deletes first what has the name of its replacement, unless the provider gave the name", () => {
    const given = diff("aws:sqs/queue:Queue", { name: "q" }, { name: "q", fifoQueue: true });
    const type = "aws:iam/role:Role";
    const { id, outputs } = create(type, { assumeRolePolicy: "{}" });
    const { inputs } = check(type, { assumeRolePolicy: "{}", path: "/other/" });
    const automatic = aws.diff({ ...identity(type), id, olds: outputs, news: inputs });

    assert.equal(given.deleteBeforeReplace, true);
    assert.deepEqual(automatic.replaces, ["path"]);
    assert.equal(automatic.deleteBeforeReplace, false);
  });

  it("counts what is not known yet as a change", () => {
    const before = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" };

    assert.deepEqual(diff("aws:ec2/subnet:Subnet", before, { ...before, vpcId: UNKNOWN_VALUE }).replaces, ["vpcId"]);
  });

  it("compares code by its hash, wherever it lies", () => {
    const archive = (path: string, hash: string) => ({ "4dabf18193072939515e22adb298388d": "archive", path, hash });
    const code = (path: string, hash: string) => ({ role: "arn:aws:iam::1:role/r", code: archive(path, hash) });

    assert.deepEqual(diff("aws:lambda/function:Function", code("a", "1"), code("b", "1")), UNCHANGED);
    assert.deepEqual(diff("aws:lambda/function:Function", code("a", "1"), code("a", "2")).diffs, ["code"]);
  });
});
