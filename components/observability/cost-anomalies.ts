import * as costexplorer from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";
import { emailChecks } from "../argument-checks";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link CostAnomalies}. */
export interface CostAnomaliesArgs extends PlinthComponentArgs {
  /** E-mail addresses that get the daily report. Bounds: at least one, because daily reports cannot go to a topic. */
  readonly emails: readonly string[];
  /** Total impact from which an anomaly is reported, in US dollars above the expected spend. Bounds: above 0. Default: 50. */
  readonly thresholdUsd?: number;
  /**
   * ARN of the account's existing monitor of AWS services. AWS allows one, and creates it (`Default-Services-Monitor`) when
   * Cost Explorer is enabled. `aws ce get-anomaly-monitors` lists it. Default: the component creates one.
   */
  readonly existingMonitorArn?: string;
}

/**
 * Reports unusual spend of an account in any AWS service, such as that of a retry loop or a leaked access key.
 *
 * Creates an anomaly monitor of the account's services and a daily e-mail report. If a workload has an account of its own,
 * this is the workload's spend. `WorkloadAlarms` adds a budget.
 * Source: https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html (read 2026-11).
 *
 * @example
 * new CostAnomalies("anomalies", { workload, emails: ["ops@example.com"] });
 */
export class CostAnomalies extends PlinthComponent {
  /** ARN of the monitor. Known after the update, unless the monitor exists. */
  readonly monitorArn: pulumi.Output<string>;

  constructor(name: string, args: CostAnomaliesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("CostAnomalies", name, args, opts, faults(name, args));
    const { emails, thresholdUsd = 50, existingMonitorArn } = args;
    this.monitorArn = existingMonitorArn === undefined ? this.createMonitor() : pulumi.output(existingMonitorArn);
    new costexplorer.AnomalySubscription(
      `${name}-report`,
      {
        name: this.physicalName(),
        frequency: "DAILY",
        monitorArnLists: [this.monitorArn],
        subscribers: emails.map((address) => ({ type: "EMAIL", address })),
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(thresholdUsd)],
          },
        },
        tags: this.tags(),
      },
      this.child(),
    );
    this.registerOutputs({ monitorArn: this.monitorArn });
  }

  private createMonitor(): pulumi.Output<string> {
    const monitor = new costexplorer.AnomalyMonitor(
      `${this.name}-monitor`,
      { name: this.physicalName(), monitorType: "DIMENSIONAL", monitorDimension: "SERVICE", tags: this.tags() },
      this.child(),
    );
    return monitor.arn;
  }
}

function faults(name: string, { workload, emails, thresholdUsd = 50, existingMonitorArn }: CostAnomaliesArgs) {
  const monitor = new RegExp(`^arn:aws[a-z-]*:ce::${workload.accountId}:anomalymonitor/[0-9a-f-]{36}$`);
  return faultsOf(
    "observability/CostAnomalies",
    name,
    [emails.length > 0, "emails", "at least one address"],
    ...emailChecks(emails),
    [Number.isFinite(thresholdUsd) && thresholdUsd > 0, "thresholdUsd", "US dollars, above 0", String(thresholdUsd)],
    [
      existingMonitorArn === undefined || monitor.test(existingMonitorArn),
      "existingMonitorArn",
      `the ARN of an anomaly monitor of ${workload.accountId}`,
      existingMonitorArn,
    ],
  );
}
