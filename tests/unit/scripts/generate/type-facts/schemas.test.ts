import assert from "node:assert/strict";
import { typeFacts } from "../../../../../scripts/generate/type-facts";
import { pulumiSchema } from "../../../../../scripts/generate/type-facts/pulumi-schema";
import type { Schema } from "../../../../../scripts/generate/type-facts/schema";
import { serviceSpec } from "../../../../../scripts/generate/type-facts/service-spec";

/** A property of a type, and of the object that it is. */
function property(schema: Schema, type: string, ...names: readonly string[]) {
  let members = schema.resources.get(type) ?? assert.fail(`no ${type}`);
  const [last = "", ...outer] = [...names].reverse();
  for (const name of outer.reverse()) {
    const found = members.find((one) => one.name === name) ?? assert.fail(`no ${name}`);
    members = schema.members(found.object ?? assert.fail(`${name} is no object`));
  }
  const { kind, lists, refers } = members.find((one) => one.name === last) ?? assert.fail(`no ${last}`);
  return { kind, lists, refers };
}

describe("the declarations of @pulumi/aws, read as a schema", function () {
  this.timeout(120_000);
  let schema: Schema;
  before(() => {
    schema = pulumiSchema();
  });

  it("have arguments by type, followed into objects and lists", () => {
    const subnets = property(schema, "aws:lambda/function:Function", "vpcConfig", "subnetIds");
    assert.deepEqual(subnets, { kind: "string", lists: 1, refers: undefined });
    const variables = property(schema, "aws:lambda/function:Function", "environment", "variables");
    assert.equal(variables.kind, "map");
  });

  it("take a name for what may be a resource or a document too", () => {
    assert.equal(property(schema, "aws:ec2/instance:Instance", "iamInstanceProfile").kind, "string");
    assert.equal(property(schema, "aws:sqs/queuePolicy:QueuePolicy", "policy").kind, "string");
  });
});

describe("AWS's specification, read as a schema", () => {
  it("has the names of the native provider, and what properties refer to", () => {
    const schema = serviceSpec();
    assert.equal(property(schema, "aws-native:rds:DbInstance", "dbInstanceIdentifier").kind, "string");
    assert.equal(property(schema, "aws-native:lambda:Function", "vpcConfig", "subnetIds").lists, 1);
    assert.ok(property(schema, "aws-native:lambda:Function", "role").refers?.includes("AWS::IAM::Role"));
  });
});

describe("the file of type facts", function () {
  this.timeout(240_000);

  it("has the types of both providers", () => {
    const [[path, text] = assert.fail("no file")] = typeFacts();
    const { modules } = JSON.parse(text) as { readonly modules: Readonly<Record<string, object>> };

    assert.equal(path, "policies/readers/resource/type-properties.json");
    assert.ok("Bucket" in (modules["aws:s3"] ?? {}) && "Bucket" in (modules["aws-native:s3"] ?? {}));
  });
});
