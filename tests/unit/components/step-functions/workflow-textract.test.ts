import assert from "node:assert/strict";
import type { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import type { StepContext } from "../../../../components/step-functions/workflow-step";
import { readDocument } from "../../../../components/step-functions/workflow-textract";

/** The name alone is read. */
const bucket = { bucketName: "inbox" } as unknown as ClassifiedBucket;
const context: StepContext = { partition: "aws", next: "Next", failure: "Failed" };

const stepOf = (features?: readonly "TABLES"[]) =>
  readDocument("Read", { bucket, keyPath: "$.key", result: "text", ...(features && { features }) });

describe("readDocument", () => {
  it("detects text, and analyses the document for features", () => {
    const actionsOf = (features?: readonly "TABLES"[]) =>
      stepOf(features).permissions?.flatMap(({ actions }) => actions);

    assert.deepEqual(actionsOf(), ["textract:GetDocumentTextDetection", "textract:StartDocumentTextDetection"]);
    assert.deepEqual(actionsOf(["TABLES"]), ["textract:GetDocumentAnalysis", "textract:StartDocumentAnalysis"]);
    assert.deepEqual(stepOf(["TABLES"]).states(context).Read?.Parameters, {
      DocumentLocation: { S3Object: { Bucket: "inbox", "Name.$": "$.key" } },
      FeatureTypes: ["TABLES"],
    });
  });

  it("polls every 10 seconds, at most 180 times, and goes on with a partial result too", () => {
    const states = stepOf().states(context);

    assert.deepEqual(states["Read: wait"], { Type: "Wait", Seconds: 10, Next: "Read: look" });
    assert.deepEqual(states["Read: done?"], {
      Type: "Choice",
      Choices: [
        { Variable: "$.text.status", StringEquals: "SUCCEEDED", Next: "Next" },
        { Variable: "$.text.status", StringEquals: "PARTIAL_SUCCESS", Next: "Next" },
        {
          And: [
            { Variable: "$.text.status", StringEquals: "IN_PROGRESS" },
            { Variable: "$.text.looks", NumericLessThan: 180 },
          ],
          Next: "Read: wait",
        },
      ],
      Default: "Read: unreadable",
    });
    assert.equal(states["Read: unreadable"]?.Next, "Failed");
  });

  it("ends in states of its own where the workflow has none", () => {
    const states = stepOf().states({ ...context, next: undefined, failure: undefined });

    assert.deepEqual(states["Read: read"], { Type: "Succeed" });
    assert.deepEqual(states["Read: failed"], {
      Type: "Fail",
      ErrorPath: "$.error.Error",
      CausePath: "$.error.Cause",
    });
    assert.equal(states["Read: unreadable"]?.Next, "Read: failed");
  });
});
