import assert from "node:assert/strict";
import { layOut, type Metric } from "../../../../components/observability/dashboard-layout";

const metric: Metric = {
  namespace: "AWS/Bedrock",
  name: "InputTokenCount",
  stat: "Sum",
  dimensions: { ModelId: "abc" },
  id: "in0",
  hidden: true,
};

describe("the layout of a dashboard", () => {
  it("places widgets in rows of three", () => {
    const { widgets } = layOut(
      ["a", "b", "c", "d"].map((title) => ({ title, metrics: [] })),
      "eu-west-1",
    );

    assert.deepEqual(
      widgets.map(({ x, y, width, height }) => [x, y, width, height]),
      [
        [0, 0, 8, 6],
        [8, 0, 8, 6],
        [16, 0, 8, 6],
        [0, 6, 8, 6],
      ],
    );
  });

  it("renders metrics and expressions in CloudWatch's form", () => {
    const expression: Metric = { expression: "in0 * 3", id: "usd0", label: "cost" };
    const { widgets } = layOut([{ title: "Cost", metrics: [metric, expression] }], "eu-west-1");

    assert.deepEqual(widgets[0]?.properties, {
      title: "Cost",
      region: "eu-west-1",
      view: "timeSeries",
      stacked: false,
      period: 300,
      metrics: [
        ["AWS/Bedrock", "InputTokenCount", "ModelId", "abc", { stat: "Sum", id: "in0", visible: false }],
        [expression],
      ],
    });
  });
});
