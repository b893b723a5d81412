import assert from "node:assert/strict";
import { homesOf } from "../../../../../scripts/generate/cloudformation/services";

describe("the modules of a CloudFormation service", () => {
  it("are the one of its name in lower case, unless another is known", () => {
    assert.deepEqual(homesOf("KMS"), [{ module: "kms" }]);
    assert.deepEqual(homesOf("NewService"), [{ module: "newservice" }]);
  });

  it("have another name where that is known", () => {
    assert.deepEqual(homesOf("StepFunctions"), [{ module: "sfn" }]);
  });

  it("say what resources begin with there, likeliest first", () => {
    assert.deepEqual(homesOf("Events"), [
      { module: "cloudwatch", prefix: "Event" },
      { module: "cloudwatch", prefix: "" },
    ]);
  });

  it("say what a family of resources begins with in CloudFormation", () => {
    assert.deepEqual(homesOf("SES"), [
      { module: "sesv2" },
      { module: "ses" },
      { module: "mailmanager", without: "MailManager" },
    ]);
  });
});
