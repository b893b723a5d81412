import * as costexplorer from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface CostAnomaliesArgs extends PlinthComponentArgs {
  /** Addresses that are told once a day. Bounds: at least one; a daily report goes to no topic. */
  readonly emails: readonly string[];
  /** US dollars above what was to be expected from which on somebody is told. Bounds: above 0. Default: 50. */
  readonly thresholdUsd?: number;
  /**
   * The account's monitor of services, if it has one: AWS allows one, and makes it (`Default-Services-Monitor`) when Cost
   * Explorer is first switched on. `aws ce get-anomaly-monitors` tells. Default: an own one.
   */
  readonly existingMonitorArn?: string;
}

/**
 * Tells somebody when an account spends what it never did before, in any service: a loop of retries, a leaked key.
 *
 * Creates a monitor of the account's services, which learns what is usual, and a daily report of what is not. Where a
 * workload has an account of its own, that is the workload's spend; a budget (`WorkloadAlarms`) bounds it.
 * Source: https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html (read 2026-11).
 *
 * @example
 * new CostAnomalies("anomalies", { workload, emails: ["ops@example.com"] });
 */
export class CostAnomalies extends PlinthComponent {
  /** AWS assigns it, unless the monitor exists already. */
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
    ...emails.map(
      (email, index) =>
        [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), `emails[${index}]`, "an e-mail address", email] as const,
    ),
    [Number.isFinite(thresholdUsd) && thresholdUsd > 0, "thresholdUsd", "US dollars, above 0", String(thresholdUsd)],
    [
      existingMonitorArn === undefined || monitor.test(existingMonitorArn),
      "existingMonitorArn",
      `the ARN of an anomaly monitor of ${workload.accountId}`,
      existingMonitorArn,
    ],
  );
}
