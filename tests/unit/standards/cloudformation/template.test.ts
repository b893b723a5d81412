import assert from "node:assert/strict";
import { parseTemplate } from "@plinth/standards/cloudformation/template";

describe("the text of a template", () => {
  it("is read from JSON", () => {
    assert.deepEqual(parseTemplate('{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}'), {
      Resources: { Q: { Type: "AWS::SQS::Queue" } },
    });
  });

  it("is read from YAML, with short forms of functions as long ones", () => {
    const text = [
      "Resources:",
      "  Q:",
      "    Type: AWS::SQS::Queue",
      "    Properties:",
      "      QueueName: !Sub '${AWS::StackName}-q'",
      "      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Queue.Arn}",
      "      Tags: [{Key: a, Value: !If [IsProd, !Ref Name, no]}]",
      "      Since: 2012-10-17",
    ].join("\n");
    assert.deepEqual(parseTemplate(text), {
      Resources: {
        Q: {
          Type: "AWS::SQS::Queue",
          Properties: {
            QueueName: { "Fn::Sub": "${AWS::StackName}-q" },
            RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Queue.Arn"] } },
            Tags: [{ Key: "a", Value: { "Fn::If": ["IsProd", { Ref: "Name" }, "no"] } }],
            Since: "2012-10-17",
          },
        },
      },
    });
  });

  it("refuses what is no template", () => {
    for (const text of ["", "[]", "Resources: [", "Outputs: {}", "Resources: []", "just text"]) {
      assert.equal(parseTemplate(text), undefined, text);
    }
  });

  it("refuses what is nested without end, and goes on", () => {
    for (const part of ["[", "{a: ", "- ", "!Sub [", "? "])
      assert.equal(parseTemplate(`Resources: ${part.repeat(50_000)}`), undefined);
  });

  it("refuses aliases that unfold without end, and text without end", () => {
    const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(",")}]`);
    const bomb = ["a0: &a0 [x, x]", ...levels, "Resources: {B: *a9}"].join("\n");
    const started = Date.now();
    assert.equal(parseTemplate(bomb), undefined);
    assert.equal(parseTemplate(`Resources: {A: "${"x".repeat(1_100_000)}"}`), undefined);
    assert.ok(Date.now() - started < 2000);
  });
});
