import assert from "node:assert/strict";
import { type Shapes, specification } from "../../../../../scripts/generate/cloudformation/specification";

describe("AWS's specification, read as shapes", () => {
  let types: ReadonlyMap<string, Shapes>;
  before(() => {
    types = specification();
  });

  const shape = (type: string, property: string) =>
    types.get(type)?.get(property) ?? assert.fail(`no ${property} of ${type}`);
  const namesIn = (type: string, property: string) => [...(shape(type, property).members?.().keys() ?? [])].sort();

  it("has scalars, documents and lists", () => {
    assert.deepEqual(shape("AWS::SQS::Queue", "QueueName"), { kind: "string", lists: 0 });
    assert.deepEqual(shape("AWS::SQS::Queue", "FifoQueue"), { kind: "boolean", lists: 0 });
    assert.deepEqual(shape("AWS::SQS::Queue", "DelaySeconds"), { kind: "number", lists: 0 });
    assert.deepEqual(shape("AWS::SNS::TopicPolicy", "PolicyDocument"), { kind: "json", lists: 0 });
    assert.deepEqual(shape("AWS::SNS::TopicPolicy", "Topics"), { kind: "string", lists: 1 });
  });

  it("has the values that AWS takes", () => {
    const packageType = shape("AWS::Lambda::Function", "PackageType");
    assert.deepEqual(packageType, { kind: "string", lists: 0, values: ["Image", "Zip"] });
  });

  it("has members of objects, and of objects in them", () => {
    assert.equal(shape("AWS::Lambda::Function", "ImageConfig").kind, "object");
    assert.deepEqual(namesIn("AWS::Lambda::Function", "ImageConfig"), ["Command", "EntryPoint", "WorkingDirectory"]);
    const variables = shape("AWS::Lambda::Function", "Environment").members?.().get("Variables");
    assert.deepEqual(variables, { kind: "map", lists: 0 });
  });

  it("has tags as a list of keys with values", () => {
    assert.equal(shape("AWS::SQS::Queue", "Tags").lists, 1);
    assert.deepEqual(namesIn("AWS::SQS::Queue", "Tags"), ["Key", "Value"]);
  });
});
