import assert from "node:assert/strict";
import { ObservabilityLink } from "../../../../components/observability/observability-link";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const SINK = "arn:aws:oam:eu-west-1:444455556666:sink/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

describe("ObservabilityLink", () => {
  it("shares metrics, logs and traces under the account's name", async () => {
    const { resources } = await preview(() => new ObservabilityLink("watched", { workload, sinkArn: SINK }));
    const { labelTemplate, resourceTypes, sinkIdentifier } = Object(resources.only("aws:oam/link:Link")?.inputs);

    assert.deepEqual(
      [labelTemplate, resourceTypes, sinkIdentifier],
      ["$AccountName", ["AWS::CloudWatch::Metric", "AWS::Logs::LogGroup", "AWS::XRay::Trace"], SINK],
    );
  });

  it("refuses a sink of another region and to share nothing, in one error", async () => {
    const sinkArn = SINK.replace("eu-west-1", "us-east-1");
    const { error, resources } = await preview(
      () => new ObservabilityLink("watched", { workload, sinkArn, telemetry: [] }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["watched.sinkArn", sinkArn],
        ["watched.telemetry", undefined],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
