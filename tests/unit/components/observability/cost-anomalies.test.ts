import assert from "node:assert/strict";
import { CostAnomalies, type CostAnomaliesArgs } from "../../../../components/observability/cost-anomalies";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const MONITOR = "arn:aws:ce::210987654321:anomalymonitor/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const valid: CostAnomaliesArgs = { workload, emails: ["ops@example.com"] };

describe("CostAnomalies", () => {
  it("watches every service of the account, and tells once a day what costs 50 dollars more than usual", async () => {
    const { resources } = await preview(() => new CostAnomalies("anomalies", valid));
    const monitor = resources.only("aws:costexplorer/anomalyMonitor:AnomalyMonitor");
    const { frequency, monitorArnLists, subscribers, thresholdExpression } = Object(
      resources.only(SUBSCRIPTION)?.inputs,
    );

    assert.deepEqual([monitor?.inputs.monitorType, monitor?.inputs.monitorDimension], ["DIMENSIONAL", "SERVICE"]);
    assert.deepEqual([frequency, monitorArnLists], ["DAILY", [monitor?.props.arn]]);
    assert.deepEqual(subscribers, [{ type: "EMAIL", address: "ops@example.com" }]);
    assert.deepEqual(thresholdExpression.dimension, {
      key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
      matchOptions: ["GREATER_THAN_OR_EQUAL"],
      values: ["50"],
    });
  });

  it("uses the monitor that AWS has made already, because an account may have one only", async () => {
    const { resources } = await preview(
      () => new CostAnomalies("anomalies", { ...valid, existingMonitorArn: MONITOR }),
    );

    assert.deepEqual(resources.countByType(), { [SUBSCRIPTION]: 1 });
    assert.deepEqual(resources.only(SUBSCRIPTION)?.inputs.monitorArnLists, [MONITOR]);
  });

  it("refuses every bad argument at once", async () => {
    const existingMonitorArn = MONITOR.replace("210987654321", "999999999999");
    const { error, resources } = await preview(
      () => new CostAnomalies("anomalies", { workload, emails: ["ops"], thresholdUsd: 0, existingMonitorArn }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["anomalies.emails[0]", "ops"],
        ["anomalies.thresholdUsd", "0"],
        ["anomalies.existingMonitorArn", existingMonitorArn],
      ],
    );
    assert.equal(resources.count(), 0);
  });

  it("refuses to tell nobody", async () => {
    const { error } = await preview(() => new CostAnomalies("anomalies", { workload, emails: [] }));

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["observability/CostAnomalies/emails"],
    );
  });
});
