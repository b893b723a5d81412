import assert from "node:assert/strict";
import { cloudFormationMapping } from "../../../../../scripts/generate/cloudformation";

describe("the mapping of CloudFormation to @pulumi/aws", function () {
  this.timeout(120_000);
  let files: ReadonlyMap<string, string>;
  before(() => {
    files = cloudFormationMapping();
  });

  const read = (name: string): Record<string, unknown> =>
    JSON.parse(files.get(`standards/cloudformation/${name}.json`) ?? assert.fail(`no ${name}`));

  it("is written to three files, one line for each entry", () => {
    assert.deepEqual(
      [...files.keys()],
      ["types", "properties", "scalars"].map((name) => `standards/cloudformation/${name}.json`),
    );
    for (const name of ["types", "properties", "scalars"]) {
      const text = files.get(`standards/cloudformation/${name}.json`) ?? "";
      // The braces, and what is behind the last line.
      assert.equal(text.split("\n").length, Object.keys(read(name)).length + 3, name);
    }
  });

  it("has every type in order, with null where there is no counterpart", () => {
    const types = read("types");
    assert.deepEqual(Object.keys(types), Object.keys(types).sort());
    assert.equal(types["AWS::RDS::DBInstance"], "aws:rds/instance:Instance");
    assert.equal(types["AWS::IAM::Policy"], null);
  });

  it("has the properties that change, less what their names say", () => {
    const properties = read("properties");
    assert.deepEqual(properties["AWS::KMS::Alias"], { AliasName: { to: "name" } });
    assert.deepEqual(properties["AWS::SQS::Queue"], {
      MaximumMessageSize: { to: "maxMessageSize" },
      MessageRetentionPeriod: { to: "messageRetentionSeconds" },
      QueueName: { to: "name" },
      ReceiveMessageWaitTimeSeconds: { to: "receiveWaitTimeSeconds" },
      RedriveAllowPolicy: { as: "free" },
      RedrivePolicy: { as: "free" },
      Tags: { as: "tags" },
      VisibilityTimeout: { to: "visibilityTimeoutSeconds" },
    });
  });

  it("has the names of booleans and of numbers", () => {
    const { boolean, number } = read("scalars") as Record<string, string[]>;
    const names = ["FifoQueue", "DelaySeconds", "QueueName"];
    assert.deepEqual(
      names.map((name) => [boolean?.includes(name), number?.includes(name)]),
      [
        [true, false],
        [false, true],
        [false, false],
      ],
    );
  });
});
