import assert from "node:assert/strict";
import { version } from "@pulumi/aws/package.json";
import { declarationOf, resultOf, sdkVersion } from "../../../../engine/sdk/declarations";

describe("Declarations of the installed SDK", () => {
  it("tell which inputs a program must give", () => {
    const { inputs } = declarationOf("aws:iam/rolePolicy:RolePolicy");

    assert.deepEqual([...inputs].map(([name, { required }]) => [name, required]).sort(), [
      ["name", false],
      ["namePrefix", false],
      ["policy", true],
      ["role", true],
    ]);
  });

  it("tell which inputs replace the resource, where the documentation says so", () => {
    const { inputs } = declarationOf("aws:ec2/vpcEndpoint:VpcEndpoint");

    assert.equal(inputs.get("privateDnsEnabled")?.forcesReplacement, true);
    assert.equal(inputs.get("securityGroupIds")?.forcesReplacement, false);
  });

  it("tell of which kind the outputs are that always have a value", () => {
    const { outputs } = declarationOf("aws:dynamodb/table:Table");

    assert.equal(outputs.get("arn"), "string");
    assert.equal(outputs.get("readCapacity"), "number");
    assert.equal(outputs.get("attributes"), "array");
    assert.equal(outputs.get("tagsAll"), "map");
    assert.equal(outputs.get("pointInTimeRecovery"), "object");
    assert.equal(outputs.has("tags"), false);
  });

  it("are found in files that are named in another case, and beside the index of a module", () => {
    assert.equal(declarationOf("aws:dms/s3Endpoint:S3Endpoint").outputs.get("endpointArn"), "string");
    assert.equal(declarationOf("aws:kendra/index:Index").outputs.get("arn"), "string");
  });

  it("are found of tokens that name no file", () => {
    assert.equal(declarationOf("docker-build:index:Image").outputs.get("ref"), "string");
    assert.deepEqual([...resultOf("awsx:ec2:getDefaultVpc").keys()], ["privateSubnetIds", "publicSubnetIds", "vpcId"]);
  });

  it("tell what a function answers, without what only repeats its arguments", () => {
    const result = resultOf("aws:index/getAvailabilityZones:getAvailabilityZones");

    assert.deepEqual(Object.fromEntries(result), {
      groupNames: "array",
      id: "string",
      names: "array",
      region: "string",
      zoneIds: "array",
    });
  });

  it("are empty for what the SDK does not have", () => {
    assert.equal(declarationOf("aws:novelty/thing:Thing").inputs.size, 0);
    assert.equal(declarationOf("nowhere:index/thing:Thing").outputs.size, 0);
    assert.equal(resultOf("aws:novelty/getThing:getThing").size, 0);
  });

  it("have the version of the SDK", () => {
    assert.equal(sdkVersion("aws"), version);
    assert.equal(sdkVersion("nowhere"), undefined);
  });
});
